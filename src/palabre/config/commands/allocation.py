"""`allocation select`, `check` and `convert`: fair budgets from the command line, without Django.

Exit status: 0 done; 1 an outcome that is not what it says; 2 bad input, with line and reason.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from palabre.config.commands.answers import Unusable, say

if TYPE_CHECKING:
    from palabre.config.commands.allocation_words import Words
    from palabre.core.allocation import Certificates, Outcome, Settings
    from palabre.core.allocation.pabulib import PabulibFile

T = TypeVar("T")
_PATIENCE = 1.0


def add_verbs(verbs: Any) -> None:
    verb = verbs.add_parser("allocation", help="répartir un budget entre des projets, et vérifier")
    acts = verb.add_subparsers(dest="act", metavar="ACTE", required=True)
    choose = acts.add_parser("select", help="dire quels projets un budget finance, et pourquoi")
    choose.add_argument("file", metavar="FICHIER", help="élection en .pb, .csv ou .xlsx")
    choose.add_argument("--rule", default="equal-shares", choices=_RULES, help="règle")
    choose.add_argument(
        "--utility",
        default="cost",
        choices=("cost", "cardinality", "score"),
        help="ce que vaut un projet pour ses soutiens : son coût, un, ou leurs points",
    )
    choose.add_argument(
        "--completion",
        default="none",
        choices=("none", "add1", "add1u", "greedy"),
        help="comment dépenser ce que les parts égales laissent",
    )
    choose.add_argument(
        "--comparison",
        action="store_true",
        help="garder le choix des plus soutenus si plus de bulletins le préfèrent",
    )
    choose.add_argument(
        "--no-skip", action="store_true", help="greedy : s’arrêter au premier qui ne tient plus"
    )
    choose.add_argument("--threshold", default="0", metavar="N", help="voix ou points qu’il faut")
    choose.add_argument("--budget", default="", metavar="SOMME", help="un autre budget")
    choose.add_argument(
        "--explain", action="store_true", help="dire aussi ce qui aurait suffi aux perdants"
    )
    _common(choose, _select)
    check = acts.add_parser("check", help="vérifier un résultat : recompter, certifier")
    check.add_argument("file", metavar="FICHIER", help="élection en .pb, .csv ou .xlsx")
    check.add_argument("outcome", metavar="RÉSULTAT", help="JSON de « allocation select »")
    _common(check, _check)
    convert = acts.add_parser("convert", help="passer de .pb à .csv ou .xlsx, et retour")
    convert.add_argument("file", metavar="DEPUIS", help="fichier à lire")
    convert.add_argument("target", metavar="VERS", help="fichier à écrire")
    convert.add_argument("--force", action="store_true", help="remplacer un fichier qui existe")
    _common(convert, _convert, answers=False)


_RULES = ("equal-shares", "phragmen", "greedy")


def _common(
    parser: argparse.ArgumentParser, run: Callable[..., int], *, answers: bool = True
) -> None:
    if answers:
        parser.add_argument("--json", default="", metavar="FICHIER", help="JSON ; - pour l’écran")
    parser.add_argument("--lang", default="fr", choices=("fr", "en"), help="langue des réponses")
    parser.set_defaults(run=lambda options: _spoken(run, options))


def _spoken(run: Callable[[argparse.Namespace, Words], int], options: argparse.Namespace) -> int:
    """Run an act; what the core refuses is said in the language asked for."""
    from palabre.config.commands.allocation_words import Words
    from palabre.core.allocation import AllocationError
    from palabre.core.allocation.pabulib import PabulibError

    words = Words(options.lang)
    try:
        return run(options, words)
    except (PabulibError, AllocationError) as refused:
        raise Unusable(f"{options.file} : {words.refusal(refused)}") from refused


def _select(options: argparse.Namespace, words: Words) -> int:
    from palabre.core.allocation import Advice, advise, select, to_json

    found = _read(options.file, words)
    election = found.election
    if options.budget:
        election = replace(election, budget=_amount(options.budget, words))
    text = words.say("counting", ballots=len(election.ballots))
    outcome = _patiently(text, lambda: select(election, _settings(options, words)))
    advice: tuple[Advice, ...] = ()
    if options.explain:
        text = words.say("advising", losers=len(outcome.losers))
        advice = _patiently(text, lambda: advise(election, outcome))
    if options.json:
        _write_json(to_json(outcome, advice), options, words)
    if options.json != "-":
        names = {one.id: one.name for one in election.projects}
        _tell(outcome, names, {one.project: one for one in advice}, words)
    return 0


def _settings(options: argparse.Namespace, words: Words) -> Settings:
    from palabre.core.allocation import Completion, Rule, Settings, Utility

    return Settings(
        rule=Rule(options.rule),
        utility=Utility(options.utility),
        completion=Completion(options.completion),
        comparison=options.comparison,
        skip=not options.no_skip,
        threshold=_amount(options.threshold, words),
    )


def _amount(text: str, words: Words) -> int | Fraction:
    try:
        value = Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise Unusable(words.say("not-amount", value=text)) from error
    return int(value) if value.denominator == 1 else value


def _tell(outcome: Outcome, names: dict[str, str], advice: dict[str, Any], words: Words) -> None:
    money = words.money
    say(
        words.say(
            {0: "funded-none", 1: "funded-one"}.get(len(outcome.selected), "funded"),
            count=len(outcome.selected),
            cost=money(outcome.cost),
            budget=money(outcome.budget),
        )
    )
    for one in outcome.rounds:
        say(words.say("line", id=one.project, name=names[one.project], cost=money(one.cost)))
    if outcome.losers:
        say(words.say("not-funded"))
    for lost in outcome.losers:
        line = {"id": lost.project, "name": names[lost.project], "cost": money(lost.cost)}
        say(words.say("lost", **line, reason=words.reason(lost)))
        told = advice.get(lost.project)
        if told and told.cost is not None:
            say(words.say("enough-cost", cost=money(told.cost)))
        if told and told.ballots is not None:
            say(words.say("enough-ballots", ballots=told.ballots))
    for tie in outcome.ties:
        if tie.matters:
            changes = " ; ".join(
                f"{one.project} → {', '.join(sorted(one.selected))}" for one in tie.alternatives
            )
            together = ", ".join(tie.candidates)
            say(words.say("tie", all=together, chosen=tie.chosen, changes=changes))


def _check(options: argparse.Namespace, words: Words) -> int:
    from palabre.core.allocation import (
        certificates_to_json,
        certify,
        digest,
        select,
        settings_of,
    )

    found = _read(options.file, words)
    try:
        given = json.loads(_bytes(options.outcome, words))
        selected = [str(one) for one in given["selected"]]
        settings = settings_of(given["settings"])
        budget = Fraction(given["budget"])
        endowment = None if given["endowment"] is None else Fraction(given["endowment"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable(words.say("not-json", path=options.outcome)) from error
    election = found.election
    if budget != election.budget:
        election = replace(election, budget=int(budget) if budget.denominator == 1 else budget)
    proof = _patiently(
        words.say("certifying"),
        lambda: certify(election, selected, settings, endowment=endowment),
    )
    same_election = digest(election, settings) == given.get("digest")
    again = _patiently(
        words.say("counting", ballots=len(election.ballots)), lambda: select(election, settings)
    )
    same_selection = list(again.selected) == selected
    if options.json:
        answer = certificates_to_json(proof)
        answer |= {"same_election": same_election, "same_selection": same_selection}
        _write_json(answer, options, words)
    if options.json != "-":
        for line in _certified(proof, same_election, same_selection, words):
            say(line)
    sound = same_election and same_selection and not proof.over_budget and not proof.breaches
    return 0 if sound else 1


def _certified(
    proof: Certificates, same_election: bool, same_selection: bool, words: Words
) -> list[str]:
    def answer(holds: bool) -> str:
        return words.say("yes" if holds else "no")

    verdicts = {"holds": answer(True), "broken": answer(False), "undecided": words.say("undecided")}
    lines = [
        words.say("same-election", answer=answer(same_election)),
        words.say("same-selection", answer=answer(same_selection)),
        words.say("within", answer=answer(not proof.over_budget)),
        words.say("exhaustive", answer=answer(proof.exhaustive)),
        words.say("ejr", answer=verdicts[proof.ejr.value]),
    ]
    lines += [
        words.say(
            "unserved",
            project=one.project,
            size=words.money(one.size),
            due=words.money(one.due),
            obtained=words.money(one.obtained),
        )
        for one in proof.unserved
    ]
    lines.append(words.say("priceable", answer=verdicts[proof.priceable.value]))
    lines += [
        words.say(
            "breach",
            project=one.project,
            reason=words.reason_of(one.reason.value, one.by, None, one.because),
        )
        for one in proof.breaches
    ]
    return [*lines, words.say("without", count=words.money(proof.without))]


def _convert(options: argparse.Namespace, words: Words) -> int:
    from palabre.config.commands.allocation_files import written

    target = Path(options.target)
    if target.exists() and not options.force:
        raise Unusable(words.say("exists", path=target))
    _suffix(options.target, words)
    found = _read(options.file, words)
    try:
        content = written(found, target.suffix.lower())
    except ValueError as refused:
        raise Unusable(f"{options.target} : {refused}") from refused
    _write(target, content, words)
    say(words.say("written", path=target))
    return 0


def _read(path: str, words: Words) -> PabulibFile:
    from palabre.config.commands.allocation_files import BadWorkbook, read

    suffix = _suffix(path, words)
    content = _bytes(path, words)
    try:
        found = _patiently(words.say("reading", path=path), lambda: read(content, suffix))
    except BadWorkbook as refused:
        raise Unusable(f"{path} : {words.say('bad-workbook')}") from refused
    for remark in found.remarks:
        sys.stderr.write(words.say("remark", text=words.remark(remark)) + "\n")
    return found


def _suffix(path: str, words: Words) -> str:
    suffix = Path(path).suffix.lower()
    if suffix not in {".pb", ".csv", ".xlsx"}:
        raise Unusable(words.say("unknown-suffix", path=path))
    return suffix


def _bytes(path: str, words: Words) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise Unusable(words.say("no-file", path=path)) from error
    except IsADirectoryError as error:
        raise Unusable(words.say("folder", path=path)) from error
    except OSError as error:
        raise Unusable(words.say("unreadable", path=path, why=error.strerror)) from error


def _write_json(answer: dict[str, Any], options: argparse.Namespace, words: Words) -> None:
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    if options.json == "-":
        say(text)
    else:
        _write(Path(options.json), f"{text}\n".encode(), words)


def _write(target: Path, content: bytes, words: Words) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise Unusable(words.say("unwritable", path=target, why=error.strerror)) from error


def _patiently(text: str, act: Callable[[], T]) -> T:
    """Do something; what takes more than a second is announced on standard error."""
    from threading import Timer

    def announce() -> None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    timer = Timer(_PATIENCE, announce)
    timer.daemon = True
    start = time.monotonic()
    timer.start()
    try:
        return act()
    finally:
        timer.cancel()
        if (spent := time.monotonic() - start) > _PATIENCE:
            sys.stderr.write(f"  {spent:.1f} s\n")
