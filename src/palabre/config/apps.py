"""The top floor: wires start-up checks, and nothing else."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class ConfigConfig(AppConfig):
    name = "palabre.config"
    label = "config"

    def ready(self) -> None:
        from palabre.config.checks import check_database

        register(check_database, "palabre")
