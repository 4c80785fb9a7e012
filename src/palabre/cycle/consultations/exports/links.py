"""Signed voting links, one per city, and their QR codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.voting import VOTE_LINK
from palabre.foundation.network.models import City
from palabre.kit.signed_links import sign_link


@dataclass(frozen=True)
class CityLink:
    """url: absolute; qr: an SVG picture of it."""

    city: City
    url: str
    qr: SafeString


def city_links(
    consultation: Consultation, cities: Iterable[City], until: datetime
) -> list[CityLink]:
    """Links valid until `until`, in the order of the cities."""
    found = []
    for city in cities:
        token = sign_link(
            purpose=VOTE_LINK,
            subject=consultation.public_id,
            holder=city.public_id,
            stamp=str(consultation.link_series),
            expires_at=until,
        )
        url = settings.BASE_URL + reverse("consultations:vote-by-link", args=[token])
        found.append(CityLink(city, url, _qr(url)))
    return found


def _qr(url: str) -> SafeString:
    # Any mask reads as well; choosing the best of eight takes most of the time.
    drawn = segno.make(url, error="m", mask=3).svg_inline(scale=3, border=2, omitsize=True)
    # segno wrote it from an address that we made: digits, moves and no text.
    return mark_safe(drawn)  # noqa: S308
