"""How a witness may be named in public: the same words for everyone, on every page and export.

The attribution of a passage is its testimony's, or stricter: a passage is then *set apart*. It
can be cited with the little that it says of its author, and nothing public ties it to its
testimony, whose public text leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Attribution, PassageAttribution
from palabre.cycle.experiences.models import Passage, Testimony
from palabre.cycle.experiences.rules.text import fold

_STRICTNESS = {Attribution.NAMED: 0, Attribution.FUNCTION: 1, Attribution.ANONYMOUS: 2}
_ARTICLES = ("un ", "une ")


@dataclass(frozen=True)
class Credit:
    """Who is credited: empty parts may not be said."""

    name: str = ""
    role: str = ""
    place: str = ""

    @property
    def words(self) -> str:
        """“Oumarou Dogari, maire, Niamey”, “Un maire, Niamey” or “Témoin anonyme”."""
        place = "" if self.place and fold(self.place) in fold(self.role) else self.place
        parts = [part for part in (self.name, self.role, place) if part]
        return ", ".join(parts) if parts else _("Témoin anonyme")


def stricter(one: Attribution, other: Attribution) -> Attribution:
    return max(one, other, key=_STRICTNESS.__getitem__)


def attribution_of(passage: Passage) -> Attribution:
    """The attribution that holds for a passage: its own or its testimony's, the stricter one."""
    whole = Attribution(passage.testimony.attribution)
    if is_withheld(passage):
        return Attribution.ANONYMOUS
    if passage.attribution == PassageAttribution.SAME:
        return whole
    return stricter(whole, Attribution(passage.attribution))


def is_set_apart(passage: Passage) -> bool:
    return passage.attribution != PassageAttribution.SAME


def is_withheld(passage: Passage) -> bool:
    """Whether the witness agreed to these words being published at all."""
    return passage.attribution == PassageAttribution.WITHHELD


def asks_stricter(testimony: Testimony, asked: PassageAttribution) -> bool:
    """Tell whether `asked` says less than what the whole testimony already says."""
    if asked in {PassageAttribution.SAME, PassageAttribution.WITHHELD}:
        return asked == PassageAttribution.WITHHELD
    return _STRICTNESS[Attribution(asked)] > _STRICTNESS[Attribution(testimony.attribution)]


def place_of(testimony: Testimony) -> str:
    return testimony.city.name if testimony.city is not None else testimony.place


def credit_of(testimony: Testimony, attribution: Attribution | None = None) -> Credit:
    """What may be said of the witness; `attribution` when it is another than the testimony's."""
    match attribution or Attribution(testimony.attribution):
        case Attribution.NAMED:
            role = _without_article(testimony.witness_role)
            return Credit(testimony.witness_name, role, place_of(testimony))
        case Attribution.FUNCTION:
            role = testimony.witness_role or _("Un témoin")
            return Credit("", role[:1].upper() + role[1:], place_of(testimony))
        case _:
            return Credit()


def credit_of_passage(passage: Passage) -> Credit:
    return credit_of(passage.testimony, attribution_of(passage))


def _without_article(role: str) -> str:
    for article in _ARTICLES:
        if role.lower().startswith(article):
            return role[len(article) :]
    return role


def kept_back(testimony: Testimony) -> tuple[str, ...]:
    """Names that the testimony's attribution keeps back, for warnings about titles and texts."""
    match Attribution(testimony.attribution):
        case Attribution.NAMED:
            return ()
        case Attribution.FUNCTION:
            return (testimony.witness_name,)
        case _:
            return (testimony.witness_name, place_of(testimony))
