"""The last guard against floods: by address, and wide, for a town hall votes behind one.

The first guard is by voice, in the operation, and does not depend on addresses.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

REQUESTS_PER_MINUTE = 1_200
RETRY_AFTER_SECONDS = 20


def is_flooding(request: HttpRequest) -> bool:
    """Count one request; tell whether its address has sent too many within a minute."""
    address = hashlib.sha256(str(request.META.get("REMOTE_ADDR", "")).encode()).hexdigest()
    key = f"ballots-pace-{address}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > REQUESTS_PER_MINUTE
    except ValueError:
        # The minute ended between the two lines.
        return False
