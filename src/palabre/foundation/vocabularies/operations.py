"""What the secretariat does with the vocabularies, and how rooms file things under terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.operations import UnknownKind
from palabre.foundation.thread.registry import kind_of
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.imports import TermImport
from palabre.foundation.vocabularies.models import Tagging, Term
from palabre.foundation.vocabularies.starting import starting_terms
from palabre.kit.refusals import Refusal


@transaction.atomic
def set_terms(
    *, subject: str, terms: Iterable[Term], vocabulary: Vocabulary, at: datetime
) -> tuple[list[Term], list[Term]]:
    """File a thing under exactly these terms of one vocabulary; return (added, removed).

    The room that calls journals the act that the filing belongs to.

    Raises:
        UnknownKind: `subject` is of no registered kind.
        ValueError: a term of another vocabulary.
    """
    if kind_of(subject) is None:
        raise UnknownKind(subject)
    wanted = {term.pk: term for term in terms}
    if any(term.vocabulary != vocabulary for term in wanted.values()):
        raise ValueError(f"a term is not of {vocabulary}")
    rows = Tagging.objects.filter(subject=subject, term__vocabulary=vocabulary)
    held = {row.term_id: row.term for row in rows.select_related("term")}
    removed = [term for key, term in held.items() if key not in wanted]
    added = [term for key, term in wanted.items() if key not in held]
    rows.filter(term__in=removed).delete()
    Tagging.objects.bulk_create(
        [Tagging(subject=subject, term=term, at=at) for term in added], ignore_conflicts=True
    )
    return added, removed


@transaction.atomic
def install_starting_terms(*, actor: User | None, at: datetime) -> int:
    """Add the shipped terms that are not known yet, renamed or retired; return how many."""
    added = 0
    for vocabulary in Vocabulary:
        known = {term.slug: term for term in Term.objects.filter(vocabulary=vocabulary)}
        waiting = [
            (place, term)
            for place, term in enumerate(starting_terms(vocabulary), start=1)
            if term.slug not in known
        ]
        for rank in (False, True):
            made = Term.objects.bulk_create(
                Term(
                    vocabulary=vocabulary,
                    slug=term.slug,
                    label=term.label,
                    label_en=term.label_en,
                    description=term.description,
                    broader=known.get(term.broader),
                    order=place,
                )
                for place, term in waiting
                if bool(term.broader) is rank
            )
            known.update({term.slug: term for term in made})
            added += len(made)
    if added:
        first = Term.objects.order_by("pk").values_list("public_id", flat=True)[0]
        record(actor=actor, at=at, verb="terms.installed", subject=first, details={"added": added})
    return added


@transaction.atomic
def save_term(*, term: Term, values: Mapping[str, Any], actor: User | None, at: datetime) -> Term:
    """Write a term, new or changed. values: slug (empty: made from the name), label, label_en,
    description, broader, order.

    Raises:
        Refusal: the short name or the name is taken, or the terms would go round in circles.
    """
    is_new = term._state.adding
    for name, value in values.items():
        setattr(term, name, value)
    term.slug = term.slug or slugify(term.label)[:60]
    _need_its_own_names(term)
    _need_no_circle(term)
    before = {} if is_new else {"before": Term.objects.get(pk=term.pk).label}
    term.save()
    record(
        actor=actor,
        at=at,
        verb="term.added" if is_new else "term.changed",
        subject=term.public_id,
        details={"label": term.label, **before},
    )
    return term


def _need_its_own_names(term: Term) -> None:
    others = Term.objects.filter(vocabulary=term.vocabulary).exclude(pk=term.pk)
    if term.retired_at is None and others.filter(label=term.label, retired_at=None).exists():
        raise Refusal(
            _("« %(label)s » existe déjà dans cette liste.") % {"label": term.label}, field="label"
        )
    if others.filter(slug=term.slug).exists():
        raise Refusal(
            _("Le nom court « %(slug)s » est déjà celui d’un autre terme. Choisissez-en un autre.")
            % {"slug": term.slug},
            field="slug",
        )


def _need_no_circle(term: Term) -> None:
    above, seen = term.broader, {term.pk}
    while above is not None:
        if above.pk in seen:
            raise Refusal(
                _("« %(label)s » est déjà plus précis que ce terme : ils tourneraient en rond.")
                % {"label": term.broader},
                field="broader",
            )
        seen.add(above.pk)
        above = above.broader


@transaction.atomic
def retire_term(*, term: Term, actor: User | None, at: datetime) -> None:
    """Offer a term no more; what is filed under it stays so. Doing it twice changes nothing."""
    if Term.objects.filter(pk=term.pk, retired_at=None).update(retired_at=at):
        record(actor=actor, at=at, verb="term.retired", subject=term.public_id)


@transaction.atomic
def restore_term(*, term: Term, actor: User | None, at: datetime) -> None:
    """Offer a retired term again.

    Raises:
        Refusal: another term took its name meanwhile.
    """
    if term.retired_at is None:
        return
    term.retired_at = None
    _need_its_own_names(term)
    Term.objects.filter(pk=term.pk).update(retired_at=None, merged_into=None)
    record(actor=actor, at=at, verb="term.restored", subject=term.public_id)


@transaction.atomic
def merge_terms(*, source: Term, target: Term, actor: User | None, at: datetime) -> int:
    """File under `target` all that is under `source`, and retire `source`; return how many moved.

    What is narrower than `source` becomes narrower than `target`.

    Raises:
        Refusal: the same term, one of another vocabulary, a retired one, or one narrower than
            `source`.
    """
    if source.pk == target.pk or source.vocabulary != target.vocabulary:
        raise Refusal(_("Choisissez un autre terme de la même liste."), field="target")
    if target.retired_at is not None:
        raise Refusal(_("Ce terme est retiré : remettez-le d’abord au choix."), field="target")
    above = target.broader
    while above is not None:
        if above.pk == source.pk:
            raise Refusal(
                _("« %(target)s » est plus précis que « %(source)s » : faites l’inverse.")
                % {"target": target, "source": source},
                field="target",
            )
        above = above.broader
    held = set(Tagging.objects.filter(term=target).values_list("subject", flat=True))
    rows = Tagging.objects.filter(term=source)
    moved = rows.exclude(subject__in=held).update(term=target)
    rows.delete()
    Term.objects.filter(broader=source).update(broader=target)
    Term.objects.filter(pk=source.pk).update(retired_at=source.retired_at or at, merged_into=target)
    record(
        actor=actor,
        at=at,
        verb="term.merged",
        subject=source.public_id,
        details={"into": target.public_id, "moved": moved},
    )
    return moved


@transaction.atomic
def apply_terms(*, plan: TermImport, actor: User | None, at: datetime) -> tuple[int, int]:
    """Write what a dry run showed; return (created, changed). Refused rows are left out.

    Raises:
        Refusal: the sheet itself could not be read.
    """
    if plan.problems:
        raise Refusal(" ".join(plan.problems))
    rows = [*plan.created, *plan.changed]
    known = {term.slug: term for term in Term.objects.filter(vocabulary=plan.vocabulary)}
    for row in rows:
        term = known.setdefault(row.slug, Term(vocabulary=plan.vocabulary, slug=row.slug))
        for name, value in row.values.items():
            if name == "retired":
                term.retired_at = (term.retired_at or at) if value else None
            elif name != "broader":
                setattr(term, name, value)
        term.save()
    for row in rows:
        if "broader" in row.values:
            term = known[row.slug]
            term.broader = known[row.values["broader"]]
            _need_no_circle(term)
            term.save(update_fields=["broader"])
    if rows:
        details = {"created": len(plan.created), "changed": len(plan.changed)}
        subject = known[rows[0].slug].public_id
        record(actor=actor, at=at, verb="terms.imported", subject=subject, details=details)
    return len(plan.created), len(plan.changed)
