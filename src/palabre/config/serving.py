"""Serving: WSGI processes; one of them also does the long work and keeps the write-ahead log."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import sys
import threading
import time
from pathlib import Path

from django.urls import get_resolver

from palabre.config.commands.preparing import wait_until_prepared
from palabre.config.keeping import wait_to_be_the_one
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
    """Wait, in a thread of its own, to be the process that does what one alone must do."""
    from palabre.config.settings import ENVIRONMENT

    threading.Thread(
        target=wait_to_be_the_one,
        args=(ENVIRONMENT.data_dir / "keeper.lock", _keep),
        name="keeper",
        daemon=True,
    ).start()


def _keep() -> None:
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


def _wait_for_its_data() -> None:
    """Load what the first page needs, then wait for the demonstration's writer to end.

    Without its data the server stops, and the process that keeps it says so by its status.
    """
    get_resolver().url_patterns  # noqa: B018
    if not wait_until_prepared():
        os.kill(os.getppid(), signal.SIGTERM)
        sys.exit(1)


_wait_for_its_data()
start_background()
