"""What can be chosen about an opinion map. Every choice enters the digest of the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Method = Literal["default", "polis"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of `analyse`. Raises ValueError for values that mean nothing.

    method: ``default``, or ``polis`` to draw what Polis would draw.
    seed: of every draw (starts of k-means, resamples, shuffles); any integer from 0.
    minimum_votes: votes on the map's statements that a person needs to be placed in a group
        (or all statements, where there are fewer).
    minimum_for_groups: people so placed below which no group is spoken of. People were drawn at
        random from three published conversations that split the same way again, and parted
        anew: with thirty people, 15 to 42 % of the draws found the groups of the whole again
        (adjusted Rand index of 0.65 or more); with sixty, 45 to 60 %; with eighty, 55 to 70 %.
        Sixty is where finding them becomes as likely as not; the tests then decide.
    minimum_group: people below which a cluster is an exception, not a group; such partitions
        are not considered.
    groups_from, groups_to: numbers of groups tried.
    ridge: the shrinkage of a person's position towards the centre, in the unit of the squared
        loadings of the statements voted on: someone who voted on a share f of the map is
        placed at about f / (f + ridge) of the full distance.
    starts: k-means starts for each number of groups.
    resamples, resample_size: bootstrap resamples, and people in each at most.
    shuffles, shuffle_size: permutations of the votes, and people in each at most. With 19, no
        shuffle may do as well for the structure to be held real at the 5 % level.
    stability_floor: mean adjusted Rand index of the resamples below which groups are not drawn;
        0.65 is where Steinley (2004) starts to speak of a moderate agreement.
    gap_level: chance that a single cloud leaves as much of a gap between groups above which
        they are not drawn; 1 draws them even where there is no gap.
    silhouette_size: people at most on whom silhouettes are computed.
    significance: share of false discoveries accepted among representative statements.
    representatives: statements named per group at most.
    """

    method: Method = "default"
    seed: int = 0
    minimum_votes: int = 7
    minimum_for_groups: int = 60
    minimum_group: int = 5
    groups_from: int = 2
    groups_to: int = 5
    ridge: float = 0.05
    starts: int = 10
    resamples: int = 20
    resample_size: int = 2000
    shuffles: int = 19
    shuffle_size: int = 1000
    stability_floor: float = 0.65
    gap_level: float = 0.05
    silhouette_size: int = 1500
    significance: float = 0.05
    representatives: int = 5

    def __post_init__(self) -> None:
        at_least_one = (
            self.minimum_votes,
            self.minimum_for_groups,
            self.minimum_group,
            self.starts,
            self.resamples,
            self.resample_size,
            self.shuffles,
            self.shuffle_size,
            self.silhouette_size,
        )
        if self.method not in ("default", "polis"):
            raise ValueError(f"unknown method: {self.method!r}")
        if self.seed < 0 or self.representatives < 0 or min(at_least_one) < 1:
            raise ValueError("counts and sizes start at 1, the seed at 0")
        if not 2 <= self.groups_from <= self.groups_to:
            raise ValueError("at least two groups, and not more from than to")
        shares = (self.significance, self.stability_floor, self.gap_level)
        if not (self.ridge > 0 and min(shares) >= 0 and max(shares) <= 1):
            raise ValueError("ridge above 0; significance, gap level and stability floor up to 1")
