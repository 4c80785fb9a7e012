"""The process that serves: granian and its WSGI workers. It loads no Django, to stay small."""

from __future__ import annotations

import logging
import os
import sys
import threading

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from palabre.config.commands.preparing import let_writer_go, wait_until_prepared


def main(host: str, port: str, threads: str, processes: str) -> None:
    """Serve until stopped."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "palabre.config.settings"
    # Requests already run side by side: threads of the algebra library would fight over the cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    logging.getLogger("_granian").setLevel(logging.WARNING)
    threading.Thread(target=let_writer_go, daemon=True).start()
    Server(
        target="palabre.config.serving:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(processes),
        blocking_threads=int(threads),
        backlog=1024,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.error,
    ).serve()
    if not wait_until_prepared():
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
