"""The demonstration's data are written by one process while the server starts in another.

The writer holds a lock on a file until it ends, however it ends; the server, once it has loaded
everything, waits for that lock and reads in the file whether the data are whole.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

#: Names the file in the server's environment.
VARIABLE = "PALABRE_PREPARING"
_WRITER = "PALABRE_PREPARING_PROCESS"
_WHOLE = b"whole\n"


def prepare_beside(data: Path, address: str) -> None:
    """Start the writer; the server to come finds the file in the environment."""
    file = data / "preparing.lock"
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    command = [sys.executable, "-m", "palabre.config.commands.preparing", str(handle), address]
    # The lock is the writer's too: it lasts until both have closed the file.
    writer = subprocess.Popen(command, pass_fds=[handle])  # noqa: S603 - our own module
    os.close(handle)
    os.environ[_WRITER] = str(writer.pid)
    os.environ[VARIABLE] = str(file)


def wait_until_prepared() -> bool:
    """Wait for the writer, if there is one; tell whether its data are whole."""
    file = os.environ.get(VARIABLE)
    if file is None:
        return True
    with Path(file).open("rb") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        return handle.read() == _WHOLE


def let_writer_go() -> None:
    """Wait for the writer to end, so that nothing of it stays among the processes."""
    writer = int(os.environ.pop(_WRITER, "0"))
    if writer:
        os.waitpid(writer, 0)


def main(handle: str, address: str) -> None:
    """Write what is missing of the demonstration, and say where to look."""
    from palabre.config.commands.answers import say, start_django
    from palabre.config.commands.service import migrate

    os.environ["DJANGO_SETTINGS_MODULE"] = "palabre.config.settings"
    start_django()
    from palabre.config.empty_database import create_at_once, is_empty_sqlite
    from palabre.portal.demonstration import ensure_demonstration

    if is_empty_sqlite():
        create_at_once()
    else:
        migrate(verbosity=0, checked=False)
    ensure_demonstration()
    os.write(int(handle), _WHOLE)
    say("Réseau de démonstration : ses contenus ajoutés le disent, page par page.")
    say(f"Ouvrez {address} — Ctrl+C pour arrêter.")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
