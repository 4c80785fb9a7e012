"""How the embedded database is opened, so that an acknowledged write survives a power cut."""

from __future__ import annotations

import sqlite3

# Before this version, two connections that write or checkpoint at the same instant may race on
# the reset of the write-ahead log (https://sqlite.org/wal.html, section “the WAL-reset bug”).
SAFE_WAL_VERSION = (3, 51, 3)

HAS_WAL_RACE = sqlite3.sqlite_version_info < SAFE_WAL_VERSION

_PRAGMAS = [
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
]
if HAS_WAL_RACE:
    # One connection alone checkpoints, under a lock: see `checkpoint`.
    _PRAGMAS.append("PRAGMA wal_autocheckpoint=0")

INIT_COMMAND = "; ".join(_PRAGMAS) + ";"
