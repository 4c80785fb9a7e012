"""The programme on paper: logic model, then axis by axis each action with its thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.cycle.programmes import queries, rules
from palabre.cycle.programmes.exports.money import Money, budget_rows, money_of
from palabre.cycle.programmes.exports.pages import (
    action_facts,
    action_remarks,
    remarks_of,
)
from palabre.cycle.programmes.exports.pictures import (
    axis_chart,
    depth_that_fits,
    logic_model_chart,
)
from palabre.cycle.programmes.exports.words import (
    say_baseline,
    say_latest,
    say_progress,
    say_target,
)
from palabre.cycle.programmes.models import Action, Indicator, Programme
from palabre.cycle.programmes.queries import AxisBranch, Contents, ResultBranch
from palabre.foundation.network.queries import the_network
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.queries import Thread, why_many
from palabre.foundation.thread.telling import document_line, document_thread
from palabre.kit.charts.printing import printable_svg
from palabre.kit.components import DataTable
from palabre.kit.dates import say_day
from palabre.kit.documents import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    KeyValues,
    Language,
    PageBreak,
    Paragraph,
    Table,
)

# Above this many, threads are told in a paragraph each: drawn, they would double the document.
MOST_THREADS_DRAWN = 60
# An action's part of the document stands under its result, under its axis.
_SAID_AROUND = ("action", "resultat", "axe")


def programme_document(person: Person, programme: Programme, base_url: str) -> Document:
    """The whole programme as this person may read it; base_url: the site's address."""
    network = the_network()
    contents = queries.contents_of(programme)
    threads = why_many(person, [action.public_id for action in contents.actions])
    site = base_url.rstrip("/")
    return Document(
        title=programme.title,
        language=cast("Language", (get_language() or "fr")[:2]),
        subtitle=f"{programme.start_year}-{programme.end_year}",
        organisation=network.name if network else "",
        date=programme.adopted_at.date() if programme.adopted_at else None,
        footer=f"{site}{reverse('programmes:show', args=[programme.public_id])}",
        is_demonstration=programme.is_demonstration,
        blocks=(
            *_blocks(contents, threads, site),
            # Advice on how the programme is built is for those who build it.
            *(_remarks(contents) if rules.can_write(person) else ()),
        ),
    )


def _blocks(contents: Contents, threads: Mapping[str, Thread], site: str) -> Iterator[Block]:
    yield from _opening(contents)
    yield from _logic_model(contents)
    for axis in contents.axes:
        yield from _axis(contents, axis, threads, site)
    yield from _money(money_of(contents))


def _remarks(contents: Contents) -> Iterator[Block]:
    remarks = remarks_of(contents)
    if remarks:
        yield Heading(1, _("Remarques d’un lecteur attentif"))
        yield BulletList(tuple(remarks))


def _opening(contents: Contents) -> Iterator[Block]:
    programme = contents.programme
    if programme.is_draft:
        yield Callout(
            CalloutKind.WARNING, _("Brouillon : ce programme n’est pas adopté et peut changer.")
        )
    elif programme.adopted_at is not None:
        edition = _("Édition %(number)s, adoptée le %(day)s.")
        values = {"number": programme.edition, "day": say_day(programme.adopted_at)}
        yield Paragraph(edition % values)
    if programme.introduction:
        yield Paragraph(programme.introduction)
    for branch in contents.general:
        yield KeyValues(((branch.result.get_level_display(), branch.result.statement),))


def _logic_model(contents: Contents) -> Iterator[Block]:
    """The whole model where a page can hold it; else the axes here, and each axis in its part."""
    if not contents.axes:
        return
    depth = depth_that_fits(contents.axes)
    chart = logic_model_chart(contents, linked=False, depth=depth)
    yield Heading(1, _("Modèle logique"))
    yield Figure(
        svg=printable_svg(chart),
        alternative=_(
            "Arbre des axes du programme et de leurs résultats ; le tableau qui suit dit la même "
            "chose."
        ),
        caption=chart.title,
        table=_table(chart.table),
    )


def _axis(
    contents: Contents, axis: AxisBranch, threads: Mapping[str, Thread], site: str
) -> Iterator[Block]:
    yield PageBreak()
    values = {"number": axis.axis.order, "title": axis.axis.title}
    yield Heading(1, _("Axe %(number)s : %(title)s") % values)
    if axis.axis.description:
        yield Paragraph(axis.axis.description)
    if depth_that_fits(contents.axes) is not None and axis.results:
        chart = axis_chart(contents, axis, depth=depth_that_fits([axis]))
        yield Figure(
            svg=printable_svg(chart),
            alternative=_("Arbre des résultats de l’axe ; les pages qui suivent les disent tous."),
            caption=chart.title,
        )
    is_long = len(threads) > MOST_THREADS_DRAWN
    for branch in axis.walk():
        yield from _result(branch, threads, site, is_long=is_long)


def _result(
    branch: ResultBranch, threads: Mapping[str, Thread], site: str, *, is_long: bool
) -> Iterator[Block]:
    result = branch.result
    yield Heading(2, result.statement)
    facts = (
        (_("Niveau"), result.get_level_display()),
        (_("Contribue à"), result.parent.statement if result.parent else ""),
        (_("Hypothèses"), result.assumptions),
    )
    yield KeyValues(tuple((name, value) for name, value in facts if value))
    yield from _indicators(list(result.indicators.all()))
    for action in branch.actions:
        yield from _action(action, threads[action.public_id], site, is_long=is_long)


def _action(action: Action, thread: Thread, site: str, *, is_long: bool) -> Iterator[Block]:
    yield Heading(3, action.title, action.public_id)
    if action.description:
        yield Paragraph(action.description)
    facts = [(_("État"), action.get_stage_display()), *action_facts(action)]
    yield KeyValues(tuple((name, value) for name, value in facts if value))
    lines = budget_rows(action)
    if lines:
        yield Table(
            header=(_("Année"), _("Source"), _("Bailleur"), _("Montant")),
            rows=tuple(lines),
            numeric=(3,),
        )
    yield from _indicators(list(action.indicators.all()))
    remarks = action_remarks(action)
    if remarks:
        yield Callout(CalloutKind.NOTE, " ".join(sentence for _tone, sentence in remarks))
    yield from _thread(thread, site, is_long=is_long)


def _thread(thread: Thread, site: str, *, is_long: bool) -> Iterator[Block]:
    """Why the action is here: drawn, or in one paragraph where there are very many actions."""
    if is_long:
        line = document_line(thread, base_url=site, without=_SAID_AROUND)
        if line:
            yield Callout(CalloutKind.NOTE, line, title=_("Pourquoi elle est ici"))
        return
    drawn = document_thread(
        thread, title=_("Pourquoi elle est ici"), base_url=site, without=_SAID_AROUND
    )
    if drawn is not None:
        yield drawn


def _indicators(indicators: list[Indicator]) -> Iterator[Block]:
    if not indicators:
        return
    yield Table(
        header=(
            _("Indicateur"),
            _("Référence"),
            _("Valeur actuelle"),
            _("Cible"),
            _("Avancement"),
            _("Source"),
        ),
        rows=tuple(
            (
                indicator.title,
                say_baseline(indicator),
                say_latest(indicator),
                say_target(indicator),
                say_progress(queries.progress_of(indicator)),
                indicator.source or _("à préciser"),
            )
            for indicator in indicators
        ),
    )


def _money(money: Money) -> Iterator[Block]:
    if not money.by_year.rows:
        return
    yield PageBreak()
    yield Heading(1, _("Budget du programme"))
    for table in (money.by_year, money.by_funder, money.by_city):
        yield _table(table)
    if money.remarks:
        yield BulletList(money.remarks)


def _table(table: DataTable) -> Table:
    return Table(
        header=tuple(table.header),
        rows=tuple(tuple(str(cell) for cell in row) for row in table.rows),
        caption=table.caption,
        numeric=tuple(sorted(table.numeric)),
    )
