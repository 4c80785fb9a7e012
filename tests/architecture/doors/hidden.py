"""What the demonstration hides on purpose, for the words of `secrecy` to betray.

Each hidden thing hangs on something public by the thread, by a list or by a file: a published
lesson, a statement, a decision, a workshop's slot.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from tests.architecture.doors.secrecy import ADDRESS, CITY, MEMBERS, NAME, STAFF, VOICE, WITNESS

VOTERS = 12


def plant(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    colleague = _people(at)
    lesson = _testimonies(args, at, colleague)
    _votes(args, at, lesson)
    _decisions(args, at)
    _programme(args, at)


def _people(at: datetime) -> Any:
    """A colleague for Baobab's delegate, and persons who vote as persons."""
    from palabre.foundation.network.enums import Role
    from palabre.foundation.network.models import City
    from palabre.foundation.network.operations import invite
    from palabre.portal.demonstration_roles import person_of

    def member(rank: int, role: Role, city: City | None) -> Any:
        return invite(
            email=f"{ADDRESS}{rank}@exemple.invalid",
            name=f"Awa {NAME} {rank}",
            role=role,
            city=city,
            organisation=None,
            is_voting=False,
            actor=person_of("secretariat"),
            at=at,
        ).person

    for rank in range(1, VOTERS + 1):
        member(rank, Role.EXPERT, None)
    member(VOTERS + 1, Role.FACILITATOR, None)
    return member(0, Role.DELEGATE, City.objects.get(name__startswith="Baobab"))


def _testimonies(args: dict[str, tuple[Any, ...]], at: datetime, colleague: Any) -> Any:
    """Validated words whose witness is known by a function, or not at all; drafts given in public.

    Returns a published lesson drawn from a passage that is set apart.
    """
    from palabre.cycle.experiences.enums import (
        Attribution,
        Evidence,
        GridField,
        PassageAttribution,
        Verdict,
    )
    from palabre.cycle.experiences.operations import (
        consent,
        interviews,
        lessons,
        passages,
        readings,
        recordings,
        testimonies,
    )
    from palabre.cycle.workshops.models import Slot, Workshop
    from palabre.foundation.network.models import City
    from palabre.portal.demonstration_roles import person_of

    secretariat, baobab = person_of("secretariat"), City.objects.get(name__startswith="Baobab")
    published = Workshop.objects.get(public_id=args["workshop published"][0])
    slot = Slot.objects.filter(workshop=published).order_by("pk")[0]

    def told(actor: Any, text: str, **given: Any) -> Any:
        content = testimonies.Content(transcript=text, slot=slot.public_id, **given)
        return testimonies.record_testimony(actor=actor, at=at, content=content).testimony

    def validated(testimony: Any, actor: Any, signatory: str) -> Any:
        sent = readings.submit_testimony(actor=actor, at=at, testimony=testimony)
        readings.answer_reading(
            actor=None,
            at=at,
            testimony=sent,
            version=sent.version,
            verdict=Verdict.VALIDATED,
            signatory=signatory,
            by_link=True,
        )
        sent.refresh_from_db()
        return sent

    def marked(testimony: Any, words: str, attribution: PassageAttribution) -> Any:
        start = testimony.transcript.index(words)
        found = passages.mark_passages(
            actor=secretariat,
            at=at,
            testimony=testimony,
            words=[passages.Words(start, start + len(words), words)],
            attribution=attribution,
        )
        testimony.refresh_from_db()
        return found[0]

    told(
        colleague,
        f"Donné pendant l’atelier, {CITY}.",
        title=f"Donné pendant l’atelier {CITY}",
        city=baobab,
        witness_name=f"Awa {CITY}",
        attribution=Attribution.NAMED,
    )
    by_role = told(
        colleague,
        f"Le guichet ouvre le samedi. Le reste ne se dit pas. Ceci se garde, {CITY}.",
        title="Le guichet du samedi",
        city=baobab,
        witness_name=f"Binta {WITNESS}",
        witness_role="Une agente d’accueil",
        attribution=Attribution.FUNCTION,
        given_on=date(2026, 10, 15),
        consent=f"Accord de vive voix de Binta {WITNESS}",
    )
    marked(by_role, "Le guichet ouvre le samedi.", PassageAttribution.SAME)
    apart = marked(by_role, "Le reste ne se dit pas.", PassageAttribution.ANONYMOUS)
    kept = marked(by_role, f"Ceci se garde, {CITY}.", PassageAttribution.ANONYMOUS)
    interviews.write_answer(
        actor=colleague,
        at=at,
        testimony=by_role,
        answer=interviews.Answer(GridField.CONTACTS, f"Joindre Awa {CITY}"),
    )
    by_role = validated(by_role, colleague, f"Awa {NAME}, mairie, {WITNESS}")
    nameless = told(
        secretariat,
        "On m’a écoutée sans me demander mon nom.",
        title="Une écoute",
        city=None,
        place=f"Commune de {STAFF}",
        witness_name=f"Djamila {STAFF}",
        witness_role=f"agente {STAFF}",
        attribution=Attribution.ANONYMOUS,
        given_on=date(2026, 10, 16),
        consent=f"Accord {STAFF}",
    )
    heard = marked(nameless, "On m’a écoutée sans me demander mon nom.", PassageAttribution.SAME)
    nameless = validated(nameless, secretariat, f"Djamila {STAFF}")
    lesson = lessons.draw_lesson(
        actor=secretariat,
        at=at,
        statement=lessons.Statement(
            "Un guichet ouvert quand on ne travaille pas est un guichet où l’on vient.",
            (apart.public_id, heard.public_id),
            Evidence.SEVERAL,
        ),
    )
    lessons.publish_lesson(actor=secretariat, at=at, lesson=lesson)
    lesson.refresh_from_db()
    # Words that a published lesson cited, and that their witness took back since.
    cited = lessons.draw_lesson(
        actor=secretariat,
        at=at,
        statement=lessons.Statement("Une parole reprise le reste.", (kept.public_id,)),
    )
    lessons.publish_lesson(actor=secretariat, at=at, lesson=cited)
    consent.withhold_passage(actor=colleague, at=at, passage=kept)
    args["lesson from withheld"] = (cited.public_id,)
    args["passage withheld"] = (kept.public_id,)
    # A voice betrays who speaks: its name and its bytes carry the word.
    sound = b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x50\x00" + CITY.encode()
    recording = recordings.attach_recording(
        actor=colleague,
        at=at,
        testimony=by_role,
        name=f"Entretien {CITY}.mp3",
        head=sound,
        size=len(sound),
        pieces=[sound],
    )
    args["recording"] = (by_role.public_id, recording.public_id)
    args["testimony by function"] = (by_role.public_id,)
    args["testimony anonymous"] = (nameless.public_id,)
    args["passage apart"] = (apart.public_id,)
    args["passage anonymous"] = (heard.public_id,)
    args["lesson from apart"] = (lesson.public_id,)
    return lesson


def _votes(args: dict[str, tuple[Any, ...]], at: datetime, lesson: Any) -> None:
    """A published vote of persons, whose ballots are theirs; statements that wait for moderation;
    an open vote, drawn from a published lesson, that only members know of."""
    from palabre.cycle.consultations.enums import Electorate, Moderation
    from palabre.cycle.consultations.models import BallotSubmission, Consultation, Participant
    from palabre.cycle.consultations.operations import conducting, preparing, voting
    from palabre.foundation.accounts.models import User
    from palabre.foundation.ballots.operations.conducting import close_poll
    from palabre.foundation.ballots.operations.receiving import Hand
    from palabre.kit.submissions import read_submission
    from palabre.portal.demonstration_roles import person_of

    secretariat = person_of("secretariat")

    def asked(question: str, texts: list[str], **given: Any) -> tuple[Any, list[Any]]:
        text = preparing.ConsultationText(question=question, electorate=Electorate.PEOPLE, **given)
        made = preparing.create_consultation(text=text, actor=secretariat, at=at)
        statements = preparing.add_statements(
            consultation=made,
            texts=[preparing.StatementText(text=one, sources=(lesson.public_id,)) for one in texts],
            actor=secretariat,
            at=at,
        )
        return made, statements

    def waiting(consultation: Any) -> Any:
        one = preparing.add_statements(
            consultation=consultation,
            texts=[
                preparing.StatementText(
                    text=f"À modérer {STAFF}.", argument=STAFF, sources=(lesson.public_id,)
                )
            ],
            actor=secretariat,
            at=at,
        )[0]
        return preparing.moderate_statement(
            statement=one, moderation=Moderation.PENDING, reason="", actor=secretariat, at=at
        )

    people, statements = asked(
        "Quand ouvrir le guichet ?",
        ["Le samedi.", "Le soir.", "À midi.", "Le dimanche.", "Tôt.", "Tard."],
    )
    waiting_here = waiting(people)
    conducting.open_consultation(consultation=people, actor=secretariat, at=at)
    voters = User.objects.filter(name__contains=NAME, memberships__role="expert").order_by("pk")
    for rank, voter in enumerate(voters):
        side, within = (1, rank) if rank < VOTERS // 2 else (-1, rank - VOTERS // 2)
        votes = {
            one.public_id: side if place < 3 else -side for place, one in enumerate(statements)
        }
        # No two ballots alike: exchanged, they would show.
        for place in {within, within + within // 6}:
            votes[statements[place % 6].public_id] = 0
        voting.cast_votes(
            consultation=people,
            hand=Hand(voter, person=voter),
            votes=votes,
            submission=read_submission(str(uuid.uuid4()), votes),
            at=at + timedelta(seconds=rank),
        )
    for kind, rows in (
        ("participant", Participant.objects.filter(consultation=people)),
        ("recu", BallotSubmission.objects.filter(participant__consultation=people)),
    ):
        for rank, row in enumerate(rows.order_by("pk")):
            type(row).objects.filter(pk=row.pk).update(public_id=f"{kind}-{VOICE}{rank}")
    people.refresh_from_db()
    close_poll(poll=people, actor=secretariat, at=at)
    people.refresh_from_db()
    conducting.publish_consultation(consultation=people, actor=secretariat, at=at)
    waiting(Consultation.objects.get(public_id=args["consultation open"][0]))
    opened, _statements = asked(
        f"Entre membres {MEMBERS} ?", [f"Énoncé {MEMBERS}."], description=MEMBERS
    )
    conducting.open_consultation(consultation=opened, actor=secretariat, at=at)
    args["consultation of people"] = (people.public_id,)
    args["consultation of members"] = (opened.public_id,)
    args["statement waiting"] = (waiting_here.public_id,)
    args["statement published"] = (statements[0].public_id,)


def _decisions(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    """Adopted and not published: it retains and sets aside statements that everyone reads."""
    from palabre.cycle.consultations.models import Statement
    from palabre.cycle.decisions import operations as deciding
    from palabre.cycle.decisions.enums import TallyMethod
    from palabre.portal.demonstration_roles import person_of

    secretariat = person_of("secretariat")
    statements = Statement.objects.filter(
        consultation__public_id=args["consultation of people"][0], moderation="accepted"
    ).order_by("position", "pk")
    record = deciding.create_record(
        actor=secretariat,
        at=at,
        text=deciding.RecordText(
            title=f"Relevé adopté {MEMBERS}",
            held_on=date(2026, 11, 4),
            body=MEMBERS,
            place=MEMBERS,
            introduction=MEMBERS,
            occasion=args["consultation of people"][0],
        ),
    )
    decision = deciding.write_decision(
        actor=secretariat,
        at=at,
        record=record,
        text=deciding.DecisionText(
            wording=f"Ouvrir le samedi, {MEMBERS}.",
            tally=deciding.Tally(method=TallyMethod.CONSENSUS),
            reasons=f"Motif {MEMBERS}",
            objections=f"Objection {MEMBERS}",
            adopted=[statements[0].public_id],
            discarded=[(statements[1].public_id, f"Trop cher, {MEMBERS}")],
        ),
    )
    record.refresh_from_db()
    deciding.adopt_record(actor=secretariat, at=at, record=record, version=record.version)
    args["record adopted"] = (record.public_id,)
    args["decision adopted"] = (decision.public_id,)
    args["statement discarded"] = (statements[1].public_id,)


def _programme(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    """A draft programme that follows a published decision, with every text that it can hold."""
    from palabre.cycle.programmes.models import Programme
    from palabre.cycle.programmes.operations import actions, structure, texts
    from palabre.foundation.network.models import City
    from palabre.portal.demonstration_roles import person_of

    secretariat = person_of("secretariat")
    draft = Programme.objects.get(public_id=args["programme draft"][0])
    structure.revise_programme(
        actor=secretariat,
        at=at,
        programme=draft,
        version=draft.version,
        text=texts.ProgrammeText(
            title=f"Programme en cours {MEMBERS}",
            start_year=2027,
            end_year=2028,
            introduction=MEMBERS,
        ),
    )
    draft.refresh_from_db()
    baobab = City.objects.get(name__startswith="Baobab")
    decided = args["decision published"]
    action = actions.inscribe_decision(
        actor=secretariat,
        at=at,
        programme=draft,
        decision=decided[0],
        placement=texts.Placement(
            new_axis=texts.AxisText(f"Axe {MEMBERS}", MEMBERS, decided),
            new_result=texts.ResultText(f"Résultat {MEMBERS}", assumptions=MEMBERS),
        ),
        action=texts.ActionText(
            f"Action {MEMBERS}",
            description=MEMBERS,
            lead_city=baobab,
            cities=(baobab,),
            partners=MEMBERS,
            budget=(texts.BudgetText(2027, "city", 10_000, note=MEMBERS),),
        ),
        indicators=(
            texts.IndicatorText(
                f"Indicateur {MEMBERS}",
                definition=MEMBERS,
                unit=MEMBERS,
                baseline_text=MEMBERS,
                target_text=MEMBERS,
                source=MEMBERS,
                frequency=MEMBERS,
            ),
        ),
    )
    args["action draft"] = (action.public_id,)
    args["indicator draft"] = (action.indicators.get().public_id,)
    args["axis draft"] = (action.result.axis.public_id,)
    args["result draft"] = (action.result.public_id,)
