"""The recordings of a testimony. Who asks has checked that the person may hear them."""

from __future__ import annotations

from django.db.models import QuerySet

from palabre.cycle.experiences.models import Recording, Testimony


def recordings_of(testimony: Testimony) -> QuerySet[Recording]:
    """The first attached first, with their files."""
    return testimony.recordings.select_related("file")
