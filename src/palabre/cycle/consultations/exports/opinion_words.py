"""What the computation found about groups, in French: a verdict first, then each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.foundation.network.folding import fold


@dataclass(frozen=True)
class Verdict:
    """title: the answer; text: why; how: the method, for whoever wants to know."""

    title: str
    text: str
    tone: str
    how: str


@dataclass(frozen=True)
class Trait:
    """A statement that tells a group from the others: `count` of the group answered so."""

    text: str
    answer: str
    chance: str


@dataclass(frozen=True)
class GroupWords:
    """size: in voices. cities: names of those in the group, where cities vote."""

    label: str
    size: int
    traits: tuple[Trait, ...]
    summary: str
    parted: bool = True
    cities: tuple[str, ...] = ()
    countries: int = 0

    @property
    def heading(self) -> str:
        """« Groupe A : 12 villes de 5 pays », or « Tendance A : … » without a gap between them."""
        words = (
            _("Groupe %(label)s : %(who)s") if self.parted else _("Tendance %(label)s : %(who)s")
        )
        return words % {"label": self.label, "who": self.who}

    @property
    def who(self) -> str:
        """« 12 villes de 5 pays », or « 12 voix »."""
        if not self.cities:
            return ngettext("%(n)d voix", "%(n)d voix", self.size) % {"n": self.size}
        cities = ngettext("%(n)d ville", "%(n)d villes", self.size) % {"n": self.size}
        return ngettext("%(cities)s d’un même pays", "%(cities)s de %(n)d pays", self.countries) % {
            "cities": cities,
            "n": self.countries,
        }


@dataclass(frozen=True)
class Shown:
    """The groups drawn, or else the tendencies; `key` is where a participant has its letter."""

    groups: Sequence[Mapping[str, Any]]
    key: str
    parted: bool


def shown_groups(content: Mapping[str, Any]) -> Shown:
    """Groups where they hold; tendencies where people lean two ways without a gap between."""
    if content["groups"] or not content.get("tendencies"):
        return Shown(content["groups"], "group", parted=True)
    return Shown(content["tendencies"], "tendency", parted=False)


def words_of_verdict(content: Mapping[str, Any]) -> Verdict:
    counted, needed = content["clustered"], content["minimum_for_groups"]
    how = _(
        "Chaque voix est placée d’après ses réponses (analyse en composantes principales), puis "
        "les voix proches sont réunies (k-moyennes). Les groupes sont ensuite comparés à ceux que "
        "donneraient des réponses mélangées au hasard ou un seul nuage coupé en morceaux, et "
        "recherchés à nouveau dans des tirages de voix : on n’en parle que s’ils résistent à "
        "ces trois épreuves. Il faut %(needed)d voix "
        "ayant répondu à %(answers)d énoncés au moins (ou à tous, s’il y en a moins). "
        "Calcul « %(version)s »."
    ) % {
        "needed": needed,
        "answers": content["minimum_votes"],
        "version": content["version"],
    }
    match content["verdict"]:
        case "groups":
            n = len(content["groups"])
            title = ngettext("%(n)d groupe d’opinion", "%(n)d groupes d’opinion", n) % {"n": n}
            text = _(
                "Les voix se répartissent en groupes qui répondent de façon semblable. Les mêmes "
                "groupes reviennent quand on tire d’autres voix du même ensemble : leur stabilité "
                "est de %(stability)s sur 1."
            ) % {"stability": _decimal(content["stability"])}
            return Verdict(title, text, "good", how)
        case "too-few":
            text = ngettext(
                "%(n)d voix a assez répondu, et il en faudrait %(needed)d pour que des groupes "
                "veuillent dire quelque chose. Lisez plutôt qui a répondu comme qui, et les "
                "énoncés qui font le pont.",
                "%(n)d voix ont assez répondu, et il en faudrait %(needed)d pour que des groupes "
                "veuillent dire quelque chose. Lisez plutôt qui a répondu comme qui, et les "
                "énoncés qui font le pont.",
                counted,
            )
            title = _("Trop peu de voix pour parler de groupes")
            return Verdict(title, text % {"n": counted, "needed": needed}, "info", how)
        case "unstable":
            text = _(
                "Un découpage existe, mais il change dès que l’on tire d’autres voix du même "
                "ensemble (stabilité de %(stability)s sur 1). Le montrer ferait croire à des camps "
                "qui n’en sont pas."
            ) % {"stability": _decimal(content["stability"])}
            return Verdict(_("Pas de groupes stables"), text, "info", how)
        case _ if content.get("tendencies"):
            n = len(content["tendencies"])
            title = ngettext(
                "%(n)d tendance, sans frontière", "%(n)d tendances, sans frontière", n
            ) % {"n": n}
            text = _(
                "Les voix penchent vers des façons de répondre qui reviennent quand on tire "
                "d’autres voix du même ensemble (stabilité de %(stability)s sur 1), mais aucun "
                "vide ne les sépare : on passe de l’une à l’autre peu à peu. Ce ne sont pas "
                "des camps, et beaucoup de voix se tiennent entre les deux."
            ) % {"stability": _decimal(content["stability"])}
            return Verdict(title, text, "info", how)
        case _:
            text = _(
                "Aucun vide ne sépare les voix, ou des réponses mélangées au hasard se "
                "répartiraient aussi nettement : les opinions se suivent sans former de groupes."
            )
            return Verdict(_("Pas de groupes d’opinion"), text, "info", how)


def words_of_groups(
    content: Mapping[str, Any],
    texts: Mapping[str, str],
    cities: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[GroupWords, ...]:
    """The groups or the tendencies, each by the statements on which it stands out.

    cities: name and country by voice, where cities vote: they answer before one another.
    """
    places: dict[str, list[tuple[str, str]]] = {}
    shown = shown_groups(content)
    for row in content["participants"]:
        near = row.get(shown.key)
        if near is not None and cities and row["id"] in cities:
            places.setdefault(near, []).append(cities[row["id"]])
    found = []
    for group in shown.groups:
        traits = tuple(
            Trait(
                text=texts.get(one["statement"], ""),
                answer=_("d’accord") if one["vote"] > 0 else _("pas d’accord"),
                chance=_percent(one["probability"]),
            )
            for one in group["representative"]
        )
        summary = " · ".join(f"{trait.answer} : {trait.text}" for trait in traits[:2])
        here = places.get(group["label"], [])
        words = GroupWords(
            group["label"],
            group["size"],
            traits,
            summary,
            parted=shown.parted,
            cities=tuple(sorted((name for name, _country in here), key=fold)),
            countries=len({country for _name, country in here}),
        )
        found.append(words)
    return tuple(found)


def _decimal(value: float | None) -> str:
    return _("inconnue") if value is None else f"{value:.2f}".replace(".", _(","))


def _percent(value: float) -> str:
    return f"{round(100 * value)} %"
