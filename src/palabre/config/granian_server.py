"""The process that serves: granian, one WSGI worker. It loads no Django itself, to stay small."""

from __future__ import annotations

import logging
import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server


def main(host: str, port: str, threads: str) -> None:
    """Serve until stopped."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "palabre.config.settings"
    # Requests already run side by side: threads of the algebra library would fight over the cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    logging.getLogger("_granian").setLevel(logging.WARNING)
    Server(
        target="palabre.config.serving:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=int(threads),
        backlog=1024,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
