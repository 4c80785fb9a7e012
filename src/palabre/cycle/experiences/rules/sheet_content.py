"""A sheet's content as one value: what is shown, printed, compared and kept, version by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class FigureLine:
    label: str
    value: Decimal
    unit: str
    source: str
    measured_on: date


@dataclass(frozen=True)
class FundingLine:
    """amount: None when nobody knows."""

    funder: str
    amount: Decimal | None
    currency: str


@dataclass(frozen=True)
class LinkLine:
    title: str
    url: str


@dataclass(frozen=True)
class Filed:
    """A term as it was worded when the version was saved."""

    slug: str
    words: str


@dataclass(frozen=True)
class SheetContent:
    """text: the original's words by name of field (`WORDS`); city: its name; partners: names;
    no contact is in it."""

    language: str
    text: Mapping[str, str]
    city: str
    country: str
    partners: tuple[str, ...] = ()
    start_year: int | None = None
    end_year: int | None = None
    licence: str = ""
    figures: tuple[FigureLine, ...] = ()
    fundings: tuple[FundingLine, ...] = ()
    links: tuple[LinkLine, ...] = ()
    themes: tuple[Filed, ...] = ()
    targets: tuple[Filed, ...] = ()

    @property
    def title(self) -> str:
        return self.text["title"]

    @property
    def summary(self) -> str:
        return self.text["summary"]


def to_json(content: SheetContent) -> dict[str, Any]:
    """Return plain JSON values; numbers that are measured are texts, dates ISO 8601."""
    return {
        **asdict(content),
        "text": dict(content.text),
        "figures": [
            {**asdict(line), "value": str(line.value), "measured_on": line.measured_on.isoformat()}
            for line in content.figures
        ],
        "fundings": [
            {**asdict(line), "amount": None if line.amount is None else str(line.amount)}
            for line in content.fundings
        ],
        "partners": list(content.partners),
        "links": [asdict(line) for line in content.links],
        "themes": [asdict(term) for term in content.themes],
        "targets": [asdict(term) for term in content.targets],
    }


def from_json(kept: Mapping[str, Any]) -> SheetContent:
    """Read a version back, equal to what was kept."""
    return SheetContent(
        language=kept["language"],
        text=kept["text"],
        city=kept["city"],
        country=kept["country"],
        partners=tuple(kept["partners"]),
        start_year=kept["start_year"],
        end_year=kept["end_year"],
        licence=kept["licence"],
        figures=tuple(
            FigureLine(
                line["label"],
                Decimal(line["value"]),
                line["unit"],
                line["source"],
                date.fromisoformat(line["measured_on"]),
            )
            for line in kept["figures"]
        ),
        fundings=tuple(
            FundingLine(
                line["funder"],
                None if line["amount"] is None else Decimal(line["amount"]),
                line["currency"],
            )
            for line in kept["fundings"]
        ),
        links=tuple(LinkLine(**line) for line in kept["links"]),
        themes=tuple(Filed(**term) for term in kept["themes"]),
        targets=tuple(Filed(**term) for term in kept["targets"]),
    )
