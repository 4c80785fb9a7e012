"""What one process alone does among all those that serve one installation."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def wait_to_be_the_one(lock: Path, act: Callable[[], None]) -> None:
    """Call `act` once no other process holds `lock`; the lock is held until this process ends.

    A process that dies, however it dies, leaves its place to one that waits.
    """
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    act()
