"""Serving: one WSGI process, its worker for long work, and the keeper of the write-ahead log."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from pathlib import Path

from palabre.config.sqlite import HAS_WAL_RACE
from palabre.config.wsgi import application

__all__ = ["application"]

logger = logging.getLogger("palabre.serving")
_CHECKPOINT_EVERY_SECONDS = 20
_WORKER_EVERY_SECONDS = 0.4


def _work() -> None:
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=_WORKER_EVERY_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"server-{time.time_ns()}",
    ).run()


def _keep_working() -> None:
    while True:
        try:
            _work()
        except Exception:
            logger.exception("the worker for long work stopped; it starts again")
            time.sleep(5)


def checkpoint_forever(database: Path) -> None:
    """Move the write-ahead log into the database: this connection alone, now and then."""
    while True:
        time.sleep(_CHECKPOINT_EVERY_SECONDS)
        try:
            with sqlite3.connect(database, timeout=10) as connection:
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error:
            logger.exception("the write-ahead log could not be checkpointed; trying again later")


def start_background() -> None:
    from django.conf import settings

    threading.Thread(target=_keep_working, name="long-work", daemon=True).start()
    database = settings.DATABASES["default"]
    if HAS_WAL_RACE and database["ENGINE"] == "django.db.backends.sqlite3":
        threading.Thread(
            target=checkpoint_forever,
            args=(Path(database["NAME"]),),
            name="checkpoint",
            daemon=True,
        ).start()


start_background()
