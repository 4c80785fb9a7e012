"""Every read of long work."""

from __future__ import annotations

from django.db.models import QuerySet

from palabre.foundation.jobs.models import Job
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person


def visible_to(person: Person) -> QuerySet[Job]:
    """A person sees the work that they asked for."""
    owner = standing_of(person).public_id
    return Job.objects.filter(owner__public_id=owner).select_related("result").order_by("-asked_at")
