"""The result as a table: one line per statement, with its own dictionary."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema, write_csv
from palabre.cycle.consultations import queries
from palabre.cycle.consultations.exports.result_page import receive, say_reception
from palabre.cycle.consultations.models import Consultation, OpinionResult

_THOUSANDTH = Decimal("0.001")


def schema() -> TableSchema:
    """Columns of the result; the descriptions are its dictionary."""
    whole = ColumnType.INTEGER
    return TableSchema(
        title=_("Résultat d’une consultation"),
        description=_("Une ligne par énoncé soumis au vote, dans l’ordre de la page."),
        primary_key=("enonce",),
        columns=(
            Column("enonce", title=_("Identifiant de l’énoncé"), required=True),
            Column("texte", title=_("Énoncé"), required=True),
            Column("nature", title=_("Nature"), description="priority, orientation, modality"),
            Column("ville", title=_("Proposé par la ville")),
            Column("daccord", whole, title=_("Voix d’accord"), unit=_("voix")),
            Column("pas_daccord", whole, title=_("Voix pas d’accord"), unit=_("voix")),
            Column("passe", whole, title=_("Voix qui passent"), unit=_("voix")),
            Column("voix", whole, title=_("Voix exprimées, passes compris"), unit=_("voix")),
            Column(
                "rassemblement",
                ColumnType.NUMBER,
                title=_("Rassemblement"),
                description=_("De 0 à 1 : produit, sur les groupes, de la part d’accord lissée."),
            ),
            Column(
                "partage",
                ColumnType.NUMBER,
                title=_("Partage"),
                description=_("De 0 à 1 : écart entre le groupe le plus et le moins favorable."),
            ),
            Column("lecture", title=_("Lecture"), description=_("Le résultat en mots.")),
        ),
    )


def write_result(consultation: Consultation, result: OpinionResult) -> bytes:
    """CSV, UTF-8 with a mark so that spreadsheets read the accents."""
    statements = list(queries.asked_in(consultation))
    rows = [
        {
            "enonce": row.statement.public_id,
            "texte": row.statement.text,
            "nature": row.statement.kind,
            "ville": row.statement.city.name if row.statement.city is not None else "",
            "daccord": row.agree,
            "pas_daccord": row.disagree,
            "passe": row.passed,
            "voix": row.voices,
            "rassemblement": Decimal(row.consensus).quantize(_THOUSANDTH),
            "partage": Decimal(row.divisiveness).quantize(_THOUSANDTH),
            "lecture": say_reception(row),
        }
        for row in receive(statements, result.content)
    ]
    return write_csv(schema(), rows, delimiter=";").encode("utf-8-sig")
