"""Signed voting links, one per city, and their QR codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.foundation.ballots.models import Poll
from palabre.foundation.network.models import City
from palabre.kit.qr import qr_svg
from palabre.kit.signed_links import sign_link


@dataclass(frozen=True)
class CityLink:
    """url: absolute; qr: an SVG picture of it."""

    city: City
    url: str
    qr: SafeString


def city_links(poll: Poll, cities: Iterable[City], until: datetime) -> list[CityLink]:
    """Links valid until `until`, in the order of the cities."""
    found = []
    for city in cities:
        token = sign_link(
            purpose=poll.link_purpose,
            subject=poll.public_id,
            holder=city.public_id,
            stamp=str(poll.link_series),
            expires_at=until,
        )
        address = reverse(f"{poll._meta.app_label}:vote-by-link", args=[token])
        url = settings.BASE_URL + address
        title = _("Code QR du bulletin de %(city)s") % {"city": city.name}
        found.append(CityLink(city, url, qr_svg(url, title=title)))
    return found
