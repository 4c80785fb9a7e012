"""A document that holds one block of each kind, and what reads it back."""

from __future__ import annotations

import datetime as dt

import pytest

from palabre.kit.documents import (
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    Thread,
    ThreadStep,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60">'
    '<rect width="200" height="20" fill="#2f3e8f"/><text x="4" y="50">Cotonou : 76 %</text></svg>'
)
ALTERNATIVE = "Une barre : 76 % des agents de Cotonou sont formés."


@pytest.fixture
def thread() -> Thread:
    return Thread(
        title="Pourquoi cette action est-elle ici ?",
        steps=(
            ThreadStep(
                "Action",
                "Former les agents",
                "Douze sessions.",
                city="Cotonou",
                date=dt.date(2026, 11, 1),
                link="https://exemple.test/actions/1",
            ),
            ThreadStep("Décision", "Adoptée par le Bureau", date=dt.date(2026, 6, 30)),
            ThreadStep(
                "Témoignage",
                "Paroles de l’atelier",
                "Trois ordinateurs seulement servaient.",
                city="Niamey",
                verbatim=True,
            ),
        ),
    )


@pytest.fixture
def complete(thread: Thread) -> Document:
    return Document(
        title="Programme : l’œuvre commune",
        language="fr",
        subtitle="Version soumise au Bureau",
        author="Secrétariat d’essai",
        organisation="Réseau d’essai",
        date=dt.date(2026, 11, 1),
        footer="Document d’essai",
        is_demonstration=True,
        contents=True,
        blocks=(
            Heading(1, "Ce que dit ce document", "debut"),
            Paragraph("Élan, cœur, 12 500 €, « une ville, une voix », aujourd’hui."),
            Paragraph(
                (
                    Span("Voir "),
                    Span("les actions", link="#actions"),
                    Span(" et "),
                    Span("le site", link="https://exemple.test/fil?a=1&b=2", bold=True),
                )
            ),
            Quote("Bâtir sur les agents.", "Mairie de Niamey"),
            BulletList(("Une puce", (Span("deux", italic=True),))),
            NumberedList(("Capitaliser", "Échanger")),
            NumberedList(("Programmer",)),
            Callout(CalloutKind.NOTE, "Inconnu n’est pas zéro."),
            Callout(CalloutKind.WARNING, "Deux cibles sans source.", "À vérifier"),
            Heading(2, "Indicateurs"),
            Table(
                ("Ville", "Actes délivrés"),
                (("Cotonou", "1 234,5"), ("Niamey", (Span("67", bold=True),))),
                caption="Actes par ville",
                numeric=(1,),
            ),
            Figure(SVG, ALTERNATIVE, "Agents formés"),
            PageBreak(),
            Heading(1, "Axe 1", "actions"),
            Heading(4, "Action 1"),
            KeyValues((("Villes", "Cotonou, Niamey"), ("Coût", "125 000 €"))),
            thread,
        ),
    )
