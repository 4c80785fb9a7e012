"""A computed result in plain French: why this is funded, why that is not, what a rule does."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.allocation import Reason, Stage
from palabre.cycle.budgets.enums import Rule
from palabre.cycle.budgets.models import Budget
from palabre.kit.typography import say_amount, say_number


def money(text: str) -> Fraction:
    """An exact amount, kept as text in a result."""
    return Fraction(text)


def say(budget: Budget, value: Fraction | int) -> str:
    """An amount in the budget's currency, cents where there are some."""
    return say_amount(value, budget.currency)


def say_voices(count: Fraction | int, *, are_cities: bool) -> str:
    """« 8 villes », or « 340 votants » in an imported vote."""
    text = (
        ngettext("%(n)s ville", "%(n)s villes", int(count))
        if are_cities
        else ngettext("%(n)s votant", "%(n)s votants", int(count))
    )
    return text % {"n": say_number(count)}


def say_funded(budget: Budget, one: Mapping[str, Any], *, are_cities: bool) -> str:
    """How a funded project was paid, in one or two sentences. one: a round of the result."""
    who = say_voices(money(one["supporters"]), are_cities=are_cities)
    stage = Stage(one["stage"])
    if stage is Stage.SHARES and one["price"] is not None:
        price = say(budget, money(one["price"]))
        words = {"who": who, "price": price}
        if budget.ballot_kind in {"ranking", "points"}:
            text = _("Soutenu par %(who)s, qui paient %(price)s par point donné.") % words
        else:
            text = _("Soutenu par %(who)s ; chacune y met %(price)s.") % words
            if not are_cities:
                text = _("Soutenu par %(who)s ; chacun y met %(price)s.") % words
        exhausted = money(one["exhausted"])
        if exhausted:
            text += " " + _("Pour %(who)s, c’est tout ce qui restait.") % {
                "who": say_voices(exhausted, are_cities=are_cities)
            }
        return text
    if stage is Stage.COMPLETION:
        return _(
            "Soutenu par %(who)s. De ceux qui entraient dans le reste de la somme, c’était le plus "
            "soutenu."
        ) % {"who": who}
    if stage is Stage.AFFORDABLE:
        return _("La somme suffit à tous les projets ; celui-ci est soutenu par %(who)s.") % {
            "who": who
        }
    if stage is Stage.PHRAGMEN:
        return _("Soutenu par %(who)s, qui en partagent la charge.") % {"who": who}
    return _("Soutenu par %(who)s : parmi les plus soutenus qui entraient dans la somme.") % {
        "who": who
    }


def say_lost(
    budget: Budget, one: Mapping[str, Any], content: Mapping[str, Any], titles: Mapping[str, str]
) -> str:
    """Why a project is not funded, in numbers. one: a loser of the result `content`."""
    are_cities = bool(content["voices"]["are_cities"])
    who = say_voices(money(one["votes"]), are_cities=are_cities)
    rest = money(content["amount"]) - money(content["cost"])
    words = {"who": who, "cost": say(budget, money(one["cost"])), "rest": say(budget, rest)}
    match Reason(one["reason"]):
        case Reason.OVER_BUDGET:
            words["missing"] = say(budget, money(one["missing"]))
            return _("Il coûte %(cost)s, plus que toute la somme : %(missing)s de trop.") % words
        case Reason.NO_SUPPORT | Reason.BELOW_THRESHOLD:
            return _("Aucun bulletin ne le soutient.")
        case Reason.SUPPORTERS_SHORT | Reason.BUDGET_SPENT:
            if not rest:
                text = _("Soutenu par %(who)s. Il coûte %(cost)s ; il ne restait rien de la somme.")
            else:
                text = _(
                    "Soutenu par %(who)s. Il coûte %(cost)s ; il ne restait que %(rest)s de la "
                    "somme."
                )
            return text % words
        case Reason.INCOMPATIBLE | Reason.STOPPED:
            other = titles.get(one["because"], one["because"])
            return _("« %(project)s » lui a pris la place.") % {"project": other}
        case Reason.CATEGORY_CAP:
            text = _("Le plafond du domaine « %(category)s » est atteint.")
            return text % {"category": one["because"]}
    return _("Il a été écarté avant le vote.")


def say_near(budget: Budget, one: Mapping[str, Any], content: Mapping[str, Any]) -> tuple[str, ...]:
    """What its supporters still had, and what would have sufficed: a sentence each."""
    found = []
    are_cities = bool(content["voices"]["are_cities"])
    if one["reason"] == Reason.SUPPORTERS_SHORT:
        words = {
            "left": say(budget, money(one["left"])),
            "missing": say(budget, money(one["missing"])),
        }
        text = (
            _(
                "Sur leur part, rallonge comprise, ceux qui le soutiennent avaient encore %(left)s "
                "ensemble : il leur manquait %(missing)s. Rallonger encore toutes les parts pour "
                "qu’ils puissent le payer aurait dépassé la somme."
            )
            if content["raises"]
            else _(
                "Sur leur part, ceux qui le soutiennent avaient encore %(left)s ensemble : il leur "
                "manquait %(missing)s."
            )
        )
        found.append(text % words)
    if one["sufficing_cost"]:
        text = _("À %(cost)s, il aurait été financé : le calcul refait avec ce coût le confirme.")
        found.append(text % {"cost": say(budget, one["sufficing_cost"])})
    if one["sufficing_ballots"]:
        more = say_voices(one["sufficing_ballots"], are_cities=are_cities)
        text = _(
            "À ce coût, avec %(more)s de plus pour le soutenir, parmi ceux qui ont le moins "
            "obtenu, il aurait été financé : le calcul refait le confirme."
        )
        found.append(text % {"more": more})
    return tuple(found)


def say_rule(name: str) -> str:
    """The name of a rule, as a column of the comparison."""
    if name == "equal-shares-alone":
        return _("Parts égales, sans dépenser le reste")
    return capfirst(str(Rule(name).label))


def explain_rule(budget: Budget, content: Mapping[str, Any], *, are_cities: bool) -> list[str]:
    """The declared rule, in a few sentences with the numbers of this result."""
    if not content["rule"]:
        return []
    match Rule(content["rule"]):
        case Rule.GREEDY:
            return [
                _(
                    "Les projets sont pris du plus soutenu au moins soutenu, tant que la somme "
                    "suffit ; celui qui n’entre plus est passé. À soutien égal, le moins cher "
                    "vient d’abord."
                ),
                _(
                    "Cette règle est simple, mais une majorité peut tout obtenir : comparez plus "
                    "bas avec les parts égales."
                ),
            ]
        case Rule.PHRAGMEN:
            return [
                _(
                    "Chaque bulletin reçoit de l’argent peu à peu, au même rythme que les autres. "
                    "Dès que ceux qui soutiennent un projet ont ensemble de quoi le payer, ils le "
                    "paient et repartent de zéro. On s’arrête au premier qui dépasserait la somme."
                )
            ]
    return _explain_shares(budget, content, are_cities=are_cities)


def _explain_shares(budget: Budget, content: Mapping[str, Any], *, are_cities: bool) -> list[str]:
    who = say_voices(content["ballots"], are_cities=are_cities)
    amount = money(content["amount"])
    part = amount / content["ballots"] if content["ballots"] else Fraction(0)
    words = {"amount": say(budget, amount), "who": who, "part": say(budget, part)}
    sentences = [
        _(
            "La somme de %(amount)s est partagée en parts égales entre %(who)s : %(part)s à chaque "
            "bulletin. Cet argent ne peut servir qu’à ce que le bulletin soutient."
        )
        % words,
        _(
            "À chaque tour, le projet financé est celui qui demande le moins à ceux qui le "
            "soutiennent, pour ce qu’il vaut. Ils le paient ensemble, autant les uns que les "
            "autres ; qui a moins donne tout ce qui lui reste."
        ),
    ]
    if content["raises"]:
        sentences.append(
            _(
                "Cela laisse toujours de l’argent. On recommence donc en donnant à chaque bulletin "
                "1 de plus, puis encore 1, tant que les projets financés tiennent dans la somme : "
                "ici, %(raises)s de plus à chacun. Cette rallonge n’existe que dans le calcul : "
                "elle ne crée pas d’argent."
            )
            % {"raises": say(budget, content["raises"])}
        )
    if any(one["stage"] == Stage.COMPLETION for one in content["rounds"]):
        sentences.append(
            _("Enfin, ce qui reste va aux projets les plus soutenus parmi ceux qui y entrent.")
        )
    return sentences


def say_certificates(
    budget: Budget, found: Mapping[str, Any], content: Mapping[str, Any], titles: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Pairs (what is certified, in words; how it is checked). found: the certificates."""
    are_cities = bool(content["voices"]["are_cities"])
    pairs = [
        (_say_left_out(budget, found, titles, are_cities=are_cities), _how_left_out()),
        (_say_without(found, are_cities=are_cities), _("On compte les bulletins un par un.")),
        (_say_room(budget, found, titles), _("On compare ce qui reste au coût de chaque projet.")),
    ]
    prices = {
        "holds": _("L’argent de chacun ne paie que ce qu’il soutient : des prix existent."),
        "broken": _(
            "Aucun prix n’explique ce choix : l’argent des uns paie ce qu’ils ne soutiennent pas."
        ),
        "undecided": _(
            "Le calcul n’a pas trouvé de prix qui explique ce choix, ni prouvé qu’il n’y en a pas."
        ),
    }[found["priceable"]]
    how = _(
        "On cherche une même somme à donner à chaque bulletin, et ce que chacun paie, pour que les "
        "projets retenus soient payés par ceux qui les soutiennent et que personne ne puisse plus "
        "s’en offrir un autre (Peters et Skowron, 2020)."
    )
    return (*pairs, (prices, how))


def _how_left_out() -> str:
    return _(
        "On cherche, pour chaque projet qui n’est pas financé, un groupe de ceux qui le "
        "soutiennent, assez nombreux pour le payer avec leur part égale de la somme, et dont aucun "
        "n’obtient autant que ce qu’il vaut (EJR+ à un projet près, Brill et Peters, 2023)."
    )


def _say_left_out(
    budget: Budget, found: Mapping[str, Any], titles: Mapping[str, str], *, are_cities: bool
) -> str:
    if found["ejr"] == "holds":
        return _(
            "Personne n’est laissé de côté : aucun groupe assez nombreux pour payer un projet avec "
            "sa part de la somme n’obtient moins que ce qu’il vaut."
        )
    one = max(found["unserved"], key=lambda row: money(row["due"]))
    text = _(
        "Un groupe est laissé de côté : %(who)s soutiennent « %(project)s », et leur part de la "
        "somme le leur devait."
    )
    who = say_voices(money(one["size"]), are_cities=are_cities)
    return text % {"who": who, "project": titles.get(one["project"], one["project"])}


def _say_without(found: Mapping[str, Any], *, are_cities: bool) -> str:
    count = money(found["without"])
    if not count:
        return _("Chaque bulletin obtient au moins un projet qu’il soutient.")
    text = ngettext(
        "%(who)s n’obtient aucun des projets soutenus.",
        "%(who)s n’obtiennent aucun des projets qu’ils soutiennent.",
        int(count),
    )
    return text % {"who": say_voices(count, are_cities=are_cities)}


def _say_room(budget: Budget, found: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    over = money(found["over_budget"])
    if over:
        return _("La somme est dépassée de %(over)s.") % {"over": say(budget, over)}
    fits = [titles[key] for key in found["still_fits"] if key in titles]
    if not fits:
        return _("La somme est bien employée : aucun autre projet soutenu n’entre dans le reste.")
    return _("Dans ce qui reste entrerait encore : %(titles)s.") % {"titles": " ; ".join(fits)}
