"""The cities' list as a spreadsheet: read whatever its format, written as a template."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.foundation.network.imports import CityImport
from palabre.foundation.network.models import City


def plan_import(name: str, content: bytes) -> CityImport:
    raise NotImplementedError


def template(ending: str, cities: Iterable[City]) -> bytes:
    raise NotImplementedError
