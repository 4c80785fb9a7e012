"""How fast the door of a workshop may be tried: by the device first, by the address last.

A town hall behind one address joins together: only wrong codes count against an address, and its
limit is wide. With 30⁶ codes, 300 wrong ones in ten minutes find an open workshop once in some
forty years.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 600
WRONG_BY_DEVICE = 12
WRONG_BY_ADDRESS = 300
JOINED_BY_ADDRESS = 3_000
RETRY_AFTER_SECONDS = 60


def _keys(request: HttpRequest) -> tuple[str, str]:
    device = request.COOKIES.get("csrftoken", "")
    address = str(request.META.get("REMOTE_ADDR", ""))
    hashed = [hashlib.sha256(text.encode()).hexdigest() for text in (device, address)]
    return f"workshops-wrong-device-{hashed[0]}", f"workshops-wrong-address-{hashed[1]}"


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return int(cache.incr(key))
    except ValueError:
        # The window ended between the two lines.
        return 1


def note_wrong_code(request: HttpRequest) -> None:
    """Count a code that opens nothing."""
    device, address = _keys(request)
    if request.COOKIES.get("csrftoken"):
        _count(device)
    _count(address)


def is_guessing(request: HttpRequest) -> bool:
    """Too many wrong codes lately: whatever the next one is, it waits."""
    device, address = _keys(request)
    by_device = cache.get(device, 0) if request.COOKIES.get("csrftoken") else 0
    return bool(by_device >= WRONG_BY_DEVICE or cache.get(address, 0) >= WRONG_BY_ADDRESS)


def is_crowding(request: HttpRequest) -> bool:
    """Count somebody who joins; tell whether one address has let in more than a town would."""
    _device, address = _keys(request)
    return _count(address.replace("wrong", "joined")) > JOINED_BY_ADDRESS
