"""FAO's seven criteria of a good practice, as questions that a sheet answers or not yet.

Source: FAO, “Good practices at FAO: experience capitalization for continuous learning” (2013) and
its template of good practices (2016): effective and successful; environmentally, economically and
socially sustainable; gender sensitive; technically feasible; inherently participatory; replicable
and adaptable; reducing disaster and crisis risks, if applicable. The wording here is ours. Nothing
is counted: a sheet is not marked, and sheets are not ranked.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.rules.sheet_content import SheetContent


@dataclass(frozen=True)
class Criterion:
    """fields: sections that answer it, all needed; wants_figure: a figure with its source too;
    question: what a reader will ask; way: what to write when nothing answers."""

    name: str
    label: str | Promise
    question: str | Promise
    way: str | Promise
    fields: tuple[str, ...]
    wants_figure: bool = False


CRITERIA = (
    Criterion(
        "proven",
        _("Éprouvée"),
        _("Cela a-t-il atteint son but, et comment le sait-on ?"),
        _("Décrivez les résultats, et donnez au moins un chiffre avec sa source et sa date."),
        ("results",),
        wants_figure=True,
    ),
    Criterion(
        "sustainable",
        _("Durable"),
        _("Cela tient-il pour l’argent, pour les gens et pour le milieu ?"),
        _("Dites ce qui reste quand le projet finit, et qui le porte."),
        ("sustainability",),
    ),
    Criterion(
        "gender",
        _("Attentive à l’égalité"),
        _("Qu’est-ce que cela change pour les femmes, et pour qui est exclu ?"),
        _("Dites-le même si c’est « rien » : c’est utile à savoir."),
        ("inclusion",),
    ),
    Criterion(
        "feasible",
        _("Faisable"),
        _("Une autre ville saurait-elle s’y prendre, et avec quels moyens ?"),
        _("Donnez les étapes, puis ce qu’elles ont demandé d’argent, de temps et de personnes."),
        ("approach", "cost"),
    ),
    Criterion(
        "participatory",
        _("Participative"),
        _("Qui a décidé, qui a fait, et quelle part y ont prise les habitants ?"),
        _("Nommez les acteurs et leur rôle, habitants compris."),
        ("stakeholders",),
    ),
    Criterion(
        "replicable",
        _("Reprenable"),
        _("Qu’est-ce qui doit changer pour que cela marche ailleurs ?"),
        _("Écrivez les conditions, et ce qui n’a pas marché : c’est ce qui sert le plus."),
        ("transfer", "failed"),
    ),
    Criterion(
        "risks",
        _("Prudente"),
        _("Cela réduit-il un risque ou amortit-il une crise ?"),
        _("Dites-le, ou écrivez « sans objet »."),
        ("risks",),
    ),
)


@dataclass(frozen=True)
class Answered:
    """missing: names of the sections still empty; lacks_figure: no figure with its source yet."""

    criterion: Criterion
    missing: tuple[str, ...]
    lacks_figure: bool

    @property
    def is_answered(self) -> bool:
        return not self.missing and not self.lacks_figure


def answered(content: SheetContent) -> list[Answered]:
    """Tell for each criterion, in order, what of the sheet answers it."""
    return [
        Answered(
            criterion=one,
            missing=tuple(name for name in one.fields if not content.text[name].strip()),
            lacks_figure=one.wants_figure and not content.figures,
        )
        for one in CRITERIA
    ]
