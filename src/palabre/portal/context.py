"""What every page knows: the network, the person's standing, the ways through the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from palabre.foundation.network.queries import standing_of, the_network
from palabre.portal.navigation import FOOTER, ROOMS, account_ways, ways


def site(request: HttpRequest) -> dict[str, Any]:
    """One query for the network, one for the standing of a signed-in person, once per request."""
    known: dict[str, Any] | None = getattr(request, "palabre_site", None)
    if known is None:
        known = _read(request)
        request.palabre_site = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest) -> dict[str, Any]:
    network = the_network()
    standing = standing_of(request.user)
    return {
        "site_network": network,
        "is_demonstration": bool(network and network.is_demonstration),
        "is_demonstration_server": settings.DEMONSTRATION,
        "standing": standing,
        "site_navigation": ways(ROOMS, request.path),
        "site_account": account_ways(standing, request.path),
        "site_footer": ways(FOOTER, request.path),
    }
