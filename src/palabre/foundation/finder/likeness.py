"""How two cities compare, from what is known of them: their size, their country, their region.

Nothing here ranks cities: it says which ones a city may most easily learn from.
"""

from __future__ import annotations

from dataclasses import dataclass

from palabre.foundation.finder.facets import SizeClass, size_of
from palabre.foundation.network.models import City
from palabre.kit.regions import region_of


@dataclass(frozen=True)
class Likeness:
    """What two cities have in common. size: the class that both are in, None when they are not,
    or when a population is unknown; region: M49 code of the subregion of both, or empty."""

    size: SizeClass | None
    same_country: bool
    region: str

    @property
    def is_comparable(self) -> bool:
        return self.size is not None or self.same_country or bool(self.region)

    @property
    def rank(self) -> int:
        """How much they have in common: size first, then the country, then the region."""
        return 4 * (self.size is not None) + 2 * self.same_country + bool(self.region)


def compare(one: City, other: City) -> Likeness:
    size, theirs = size_of(one.population), size_of(other.population)
    region = region_of(one.country)
    return Likeness(
        size=size if size is not None and size == theirs else None,
        same_country=one.country == other.country,
        region=region if region and region == region_of(other.country) else "",
    )
