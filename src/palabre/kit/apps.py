"""The kit: what every floor above may use, and that knows none of them."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "palabre.kit"
    label = "kit"
