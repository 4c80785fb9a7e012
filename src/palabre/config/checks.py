"""Start-up checks: what a person who installs Palabre must know before serving it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Info

from palabre.config.sqlite import HAS_WAL_RACE, SAFE_WAL_VERSION


def check_database(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Say when the embedded SQLite is older than the version that checkpoints safely."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if engine != "django.db.backends.sqlite3" or not HAS_WAL_RACE:
        return []
    wanted = ".".join(map(str, SAFE_WAL_VERSION))
    return [
        Info(
            f"SQLite {sqlite3.sqlite_version} est antérieur à {wanted} : Palabre confie les points "
            "de reprise du journal à une seule connexion, sous verrou.",
            hint="Pour plusieurs processus d’écriture, prenez PostgreSQL (DATABASE_URL).",
            id="palabre.I001",
        )
    ]
