"""How often a sign-in link may be asked: by the person's address first, by the network last.

A town hall behind one address signs in together: the network's limit is wide.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 600
PER_PERSON = 4
PER_ADDRESS = 300


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1


def may_ask_link(request: HttpRequest, email: str) -> bool:
    person = hashlib.sha256(email.strip().lower().encode()).hexdigest()
    address = request.META.get("REMOTE_ADDR", "")
    within_person = _count(f"sign-in:{person}") <= PER_PERSON
    return within_person and _count(f"sign-in-from:{address}") <= PER_ADDRESS
