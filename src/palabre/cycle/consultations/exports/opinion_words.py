"""What the computation found about groups, in French: a verdict first, then each group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


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
    label: str
    size: int
    traits: tuple[Trait, ...]
    summary: str


def words_of_verdict(content: Mapping[str, Any]) -> Verdict:
    counted, needed = content["clustered"], content["minimum_for_groups"]
    how = _(
        "Chaque voix est placée d’après ses réponses (analyse en composantes principales), puis "
        "les voix proches sont réunies (k-moyennes). Les groupes sont ensuite comparés à ceux que "
        "donneraient des réponses mélangées au hasard, et recherchés à nouveau dans des tirages de "
        "voix : on n’en parle que s’ils résistent à ces deux épreuves. Il faut %(needed)d voix "
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
        case _:
            text = _(
                "Des réponses mélangées au hasard se répartissent aussi nettement que celles-ci : "
                "les opinions se suivent sans former de groupes."
            )
            return Verdict(_("Pas de groupes d’opinion"), text, "info", how)


def words_of_groups(content: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[GroupWords, ...]:
    """The groups, each by the statements on which it stands out."""
    found = []
    for group in content["groups"]:
        traits = tuple(
            Trait(
                text=texts.get(one["statement"], ""),
                answer=_("d’accord") if one["vote"] > 0 else _("pas d’accord"),
                chance=_percent(one["probability"]),
            )
            for one in group["representative"]
        )
        summary = " · ".join(f"{trait.answer} : {trait.text}" for trait in traits[:2])
        found.append(GroupWords(group["label"], group["size"], traits, summary))
    return tuple(found)


def _decimal(value: float | None) -> str:
    return _("inconnue") if value is None else f"{value:.2f}".replace(".", _(","))


def _percent(value: float) -> str:
    return f"{round(100 * value)} %"
