"""Programmes said in words: codes of the core, stages, values, money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.results import BudgetCode, BudgetRemark, Code, CoFunding, Gap, Progress, Remark
from palabre.cycle.programmes.enums import Direction, Level, Missing, Stage, Status
from palabre.cycle.programmes.models import Action, Actual, Indicator
from palabre.kit.dates import say_day
from palabre.kit.typography import NBSP, say_number, say_percent

_SHORT = 110
_STAGE_TONES = {
    Stage.IDEA: "neutral",
    Stage.PLANNED: "info",
    Stage.UNDER_WAY: "waiting",
    Stage.DONE: "good",
    Stage.SUSPENDED: "dormant",
    Stage.DROPPED: "dormant",
}
_STATUS_TONES = {Status.DRAFT: "waiting", Status.ADOPTED: "info", Status.PUBLISHED: "good"}
_FIELDS = {
    "title": gettext_lazy("texte"),
    "introduction": gettext_lazy("présentation"),
    "start_year": gettext_lazy("première année"),
    "end_year": gettext_lazy("dernière année"),
    "currency": gettext_lazy("monnaie"),
    "description": gettext_lazy("description"),
    "level": gettext_lazy("niveau"),
    "axis": gettext_lazy("axe"),
    "parent": gettext_lazy("contribue à"),
    "assumptions": gettext_lazy("hypothèses"),
    "result": gettext_lazy("résultat"),
    "lead_city": gettext_lazy("ville pilote"),
    "cities": gettext_lazy("villes"),
    "partners": gettext_lazy("partenaires"),
    "planned_start": gettext_lazy("début prévu"),
    "planned_end": gettext_lazy("fin prévue"),
    "budget": gettext_lazy("budget"),
    "measures": gettext_lazy("mesure"),
    "definition": gettext_lazy("définition"),
    "unit": gettext_lazy("unité"),
    "direction": gettext_lazy("sens"),
    "baseline": gettext_lazy("référence"),
    "baseline_text": gettext_lazy("référence en mots"),
    "target": gettext_lazy("cible"),
    "target_date": gettext_lazy("échéance"),
    "target_text": gettext_lazy("cible en mots"),
    "source": gettext_lazy("source"),
    "frequency": gettext_lazy("fréquence"),
}


def stage_tone(stage: str) -> str:
    return _STAGE_TONES[Stage(stage)]


def status_tone(status: str) -> str:
    return _STATUS_TONES[Status(status)]


def short(text: str, length: int = _SHORT) -> str:
    return Truncator(" ".join(text.split())).chars(length)


def say_field(name: str) -> str:
    return str(_FIELDS.get(name, name))


def say_cities(action: Action) -> str:
    """The lead city first, said so, then the others."""
    names = [city.name for city in action.cities.all() if city.pk != action.lead_city_id]
    if action.lead_city is not None:
        names.insert(0, _("%(city)s (pilote)") % {"city": action.lead_city.name})
    return ", ".join(names)


def say_missing(missing: Iterable[Missing]) -> str:
    """« Il manque la cible ; la source de l’indicateur. » or nothing."""
    listed = [str(one.label) for one in missing]
    return _("Il manque : %(what)s.") % {"what": " ; ".join(listed)} if listed else ""


def say_figure(value: Decimal | None, unit: str = "") -> str:
    if value is None:
        return _("inconnue")
    written = say_number(value.normalize())
    return f"{written}{NBSP}{unit}" if unit else written


def say_baseline(indicator: Indicator) -> str:
    """The baseline with its year; looked for and unknown, or still to be written."""
    if indicator.baseline_unknown:
        return _("inconnue")
    said = _value(indicator.baseline, indicator.unit, indicator.baseline_text)
    if not said:
        return _("à renseigner")
    return f"{said} ({indicator.baseline_year})" if indicator.baseline_year else said


def say_target(indicator: Indicator) -> str:
    said = _value(indicator.target, indicator.unit, indicator.target_text)
    if not said:
        return _("à fixer")
    return _dated(said, indicator.target_date)


def say_latest(indicator: Indicator) -> str:
    """The latest observation; « pas encore relevée » when there is none."""
    actuals = list(indicator.actuals.all())
    if not actuals:
        return _("pas encore relevée")
    return _dated(say_actual(actuals[-1], indicator.unit), actuals[-1].on)


def say_actual(actual: Actual, unit: str) -> str:
    return _value(actual.value, unit, actual.text)


def say_progress(progress: Progress) -> str:
    """« 25 % du chemin », or why it cannot be told."""
    if progress.share is not None:
        way = _("%(share)s du chemin") % {"share": say_percent(progress.share, 1)}
        return _("cible atteinte") if progress.reached else way
    if progress.reached:
        return _("cible atteinte")
    return {
        Gap.NO_BASELINE: _("référence inconnue"),
        Gap.NO_TARGET: _("cible à fixer"),
        Gap.NO_ACTUAL: _("pas encore relevé"),
        Gap.NO_DISTANCE: _("cible égale à la référence"),
        Gap.AGAINST_DIRECTION: _("cible contraire au sens annoncé"),
        None: "",
    }[progress.gap]


def say_direction(indicator: Indicator) -> str:
    return str(Direction(indicator.direction).label)


def _value(value: Decimal | None, unit: str, text: str) -> str:
    figure = say_figure(value, unit) if value is not None else ""
    return " — ".join(part for part in (figure, text) if part)


def _dated(said: str, day: date | None) -> str:
    return f"{said} ({say_day(day)})" if day is not None else said


def say_cofunding(money: CoFunding) -> list[tuple[str, str]]:
    """Remarks on the co-funding rule, as (tone, sentence); the rule advises, it blocks nothing."""
    if not money.applies:
        return []
    if money.fund_share is None or money.city_share is None:
        return [
            (
                "info",
                _(
                    "Règle de cofinancement (fonds : 80 % au plus, ville : 20 % au moins) : "
                    "impossible à vérifier tant qu’un montant est inconnu."
                ),
            )
        ]
    remarks = []
    if money.fund_over:
        share = say_percent(money.fund_share, 1)
        remarks.append(
            (
                "warn",
                _("Le fonds de coopération paie %(share)s du coût ; la règle est de 80 %% au plus.")
                % {"share": share},
            )
        )
    if money.city_under:
        share = say_percent(money.city_share, 1)
        remarks.append(
            (
                "warn",
                _("Les villes paient %(share)s du coût ; la règle est de 20 %% au moins.")
                % {"share": share},
            )
        )
    return remarks


_REMARKS = {
    Code.NO_ULTIMATE: gettext_lazy(
        "Le programme n’a pas de résultat ultime : dites en une phrase ce qui aura changé "
        "dans la vie des gens."
    ),
    Code.SEVERAL_ULTIMATE: gettext_lazy(
        "Le programme a %(count)s résultats ultimes ; un seul lui donne un cap."
    ),
    Code.FEW_INTERMEDIATE: gettext_lazy(
        "Le programme n’a qu’un résultat intermédiaire ; on en attend deux ou trois."
    ),
    Code.MANY_INTERMEDIATE: gettext_lazy(
        "Le programme a %(count)s résultats intermédiaires ; on en attend deux ou trois."
    ),
    Code.NO_IMMEDIATE: gettext_lazy(
        "Aucun résultat immédiat ne mène à « %(what)s » ; on en attend un à trois."
    ),
    Code.MANY_IMMEDIATE: gettext_lazy(
        "%(count)s résultats immédiats mènent à « %(what)s » ; on en attend un à trois."
    ),
    Code.NO_OUTPUT: gettext_lazy("Aucun extrant ne mène à « %(what)s » ; on en attend un à trois."),
    Code.MANY_OUTPUTS: gettext_lazy(
        "%(count)s extrants mènent à « %(what)s » ; on en attend un à trois."
    ),
    Code.SEVERAL_STATEMENTS: gettext_lazy(
        "« %(what)s » semble dire plusieurs choses ; un seul énoncé par case se mesure mieux."
    ),
    Code.ALONE: gettext_lazy("« %(what)s » ne contribue à aucun résultat plus élevé."),
    Code.LEVEL_SKIPPED: gettext_lazy(
        "« %(what)s » saute un niveau : il manque un résultat entre les deux."
    ),
    Code.ACTIVITY_WITHOUT_OUTPUT: gettext_lazy(
        "L’action « %(what)s » est rattachée à un résultat qui n’est pas un extrant : dites "
        "d’abord ce qu’elle produira."
    ),
    Code.MANY_RESULTS: gettext_lazy(
        "Le programme attend %(count)s résultats ; un cadre logique en compte dix au plus."
    ),
}
_NO_INTERMEDIATE = gettext_lazy(
    "Le programme n’a pas de résultat intermédiaire ; on en attend deux ou trois."
)


def say_remark(remark: Remark, names: Mapping[str, str]) -> str:
    """What the attentive reader says of the logic model; names: texts by public identifier."""
    values = {"what": short(names.get(remark.key, "")), "count": remark.count}
    if remark.code is Code.FEW_INTERMEDIATE and not remark.count:
        return str(_NO_INTERMEDIATE)
    return str(_REMARKS[remark.code]) % values


def say_budget_remark(remark: BudgetRemark, names: Mapping[str, str]) -> str:
    values = {"what": short(names.get(remark.action, "")), "year": remark.year}
    sentences = {
        BudgetCode.UNKNOWN_AMOUNT: _(
            "« %(what)s » : un montant de %(year)s est inconnu ; il n’est dans aucun total."
        ),
        BudgetCode.OUTSIDE_PERIOD: _(
            "« %(what)s » : la ligne de %(year)s est hors de la période du programme."
        ),
        BudgetCode.REPEATED: _(
            "« %(what)s » : deux lignes de %(year)s ont la même source et le même bailleur."
        ),
    }
    return sentences[remark.code] % values


def level_label(level: str) -> str:
    return str(Level(level).label)
