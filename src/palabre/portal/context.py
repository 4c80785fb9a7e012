"""What every page knows: the network, the person's standing, the spine of the cycle."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from palabre.foundation.network.queries import standing_of, the_network


def site(request: HttpRequest) -> dict[str, Any]:
    network = SimpleLazyObject(the_network)
    return {
        "site_network": network,
        "standing": SimpleLazyObject(lambda: standing_of(request.user)),
        "is_demonstration_server": settings.DEMONSTRATION,
    }
