"""The example sheet of the demonstration: invented, of an example city, and it says so."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from palabre.cycle.experiences.enums import Licence, TransferStage, Verdict
from palabre.cycle.experiences.models import ExperienceSheet, Testimony
from palabre.cycle.experiences.operations.sheet_readings import (
    answer_sheet,
    publish_sheet,
    submit_sheet,
)
from palabre.cycle.experiences.operations.sheets import Facts, edit_sheet, start_sheet
from palabre.cycle.experiences.operations.transfer_words import answer_transfer
from palabre.cycle.experiences.operations.transfers import (
    Account,
    Origin,
    Progress,
    declare_transfer,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import by_slugs

TITLE = "Rouvrir un guichet par quartier, tenu à deux (exemple)"
WORDS = {
    "title": TITLE,
    "summary": (
        "Exemple inventé. Après avoir fermé ses guichets au profit d’un portail, la ville en a "
        "rouvert un par quartier, où un agent formé remplit le formulaire avec la personne."
    ),
    "context": (
        "Exemple inventé pour montrer une fiche. Une ville moyenne, six quartiers, dont deux où "
        "peu de ménages ont un téléphone relié à l’internet.\n"
        "Les démarches les plus demandées : actes de naissance, places de marché, inscriptions à "
        "l’école."
    ),
    "problem": (
        "Le portail devait tout remplacer : deux guichets avaient fermé. Les habitants sans "
        "téléphone ne venaient plus, ou payaient quelqu’un pour remplir le formulaire à leur place."
    ),
    "approach": (
        "Demander aux habitants, quartier par quartier, pourquoi ils ne viennent plus.\n"
        "Choisir un lieu déjà ouvert dans chaque quartier : école, marché, dispensaire.\n"
        "Former chaque agent une demi-journée, avec de vrais formulaires.\n"
        "Remplir à deux : la personne parle, l’agent écrit et relit à voix haute.\n"
        "Noter chaque semaine ce qui a bloqué, et corriger le portail."
    ),
    "stakeholders": (
        "Ville : locaux, salaires, suivi.\n"
        "Comités de quartier : choix des lieux et des heures.\n"
        "Écoles et dispensaires : une salle, deux demi-journées par semaine."
    ),
    "cost": (
        "Douze agents détachés deux demi-journées par semaine, six tablettes, des reçus. "
        "Le temps des écoles et des dispensaires n’a pas été compté."
    ),
    "results": (
        "Les demandes déposées dans les deux quartiers les moins équipés sont revenues au niveau "
        "d’avant la fermeture, puis l’ont dépassé."
    ),
    "worked": (
        "Remplir à deux : moins d’erreurs, et l’agent découvre ce que le formulaire a d’obscur.\n"
        "Le carnet de reçus, que chacun garde."
    ),
    "failed": (
        "Les premiers agents n’avaient pas été formés : l’outil était là, la main qui aide ne "
        "l’était pas.\n"
        "Les heures choisies d’abord étaient celles des bureaux ; personne ne venait."
    ),
    "success_factors": "Un responsable nommé par quartier, et une réunion courte chaque lundi.",
    "constraints": "Les coupures de courant : le papier reste prêt, et se recopie le soir.",
    "lessons": (
        "Une demi-journée de formation par agent a plus compté que le nombre de tablettes.\n"
        "Si c’était à refaire : commencer par les heures, ensuite par les lieux."
    ),
    "transfer": (
        "Il faut un lieu public par quartier et des agents que l’on peut détacher. Le reste "
        "s’adapte : une ville sans portail peut commencer par le carnet de reçus."
    ),
    "inclusion": (
        "Le jour de marché a été ajouté à la demande des commerçantes. Un siège et une table basse "
        "pour qui ne peut pas rester debout."
    ),
    "sustainability": "Les heures des agents sont inscrites au budget ordinaire de la ville.",
    "risks": "En cas de panne du portail, le carnet papier permet de ne renvoyer personne.",
}


def write_sheet(*, secretariat: User, at: datetime, city: City) -> None:
    """Draw the sheet from the city's testimony, have it validated by link, and publish it."""
    testimony = Testimony.objects.get(city=city)
    sheet = start_sheet(
        actor=secretariat,
        at=at,
        city=city,
        title=TITLE,
        testimony=testimony,
        is_demonstration=True,
    )
    sheet = edit_sheet(
        actor=secretariat, at=at, sheet=sheet, version=1, words=WORDS, facts=_facts()
    )
    sheet = submit_sheet(actor=secretariat, at=at, sheet=sheet)
    _validate(sheet, at)
    publish_sheet(actor=secretariat, at=at, sheet=sheet)


def take_up(*, taker: User, source: User, at: datetime, city: City) -> None:
    """Another example city takes the sheet up, and the source answers: invented, and it says so."""
    sheet = ExperienceSheet.objects.get(published_version__isnull=False)
    transfer = declare_transfer(
        actor=taker,
        at=at,
        city=city,
        origin=Origin(sheet=sheet),
        account=Account(
            title="Un guichet à deux, le jour du marché (exemple)",
            adapted=(
                "Exemple inventé. Remplir à deux, l’agent qui relit à voix haute, et le carnet de "
                "reçus que chacun garde."
            ),
            changed=(
                "Exemple inventé. Un seul lieu pour commencer, la halle du marché, et une seule "
                "demi-journée : la ville n’a pas douze agents à détacher."
            ),
            themes=by_slugs(Vocabulary.THEMES, ["services-aux-populations"]),
        ),
        progress=Progress(
            stage=TransferStage.UNDER_WAY,
            started_on=date(2026, 3, 2),
            outcome=(
                "Exemple inventé. Les commerçantes viennent ; les habitants des quartiers "
                "éloignés, pas encore."
            ),
            worked="partly",
        ),
        is_demonstration=True,
    ).transfer
    answer_transfer(
        actor=source,
        at=at,
        transfer=transfer,
        text=(
            "Exemple inventé. Chez nous aussi, la première année, on ne venait que du marché. "
            "Appelez-nous avant d’ouvrir le second lieu."
        ),
    )


def _validate(sheet: ExperienceSheet, at: datetime) -> None:
    answer_sheet(
        actor=None,
        at=at,
        sheet=sheet,
        version=sheet.version,
        verdict=Verdict.VALIDATED,
        signatory="Délégation d’exemple",
        by_link=True,
    )


def _facts() -> Facts:
    source = "Registre d’exemple"
    day = date(2026, 6, 30)
    return Facts(
        start_year=2023,
        end_year=2025,
        licence=Licence.BY,
        terms={
            Vocabulary.THEMES: by_slugs(
                Vocabulary.THEMES, ["services-aux-populations", "acces-au-numerique"]
            ),
            Vocabulary.SDG: by_slugs(Vocabulary.SDG, ["16.6", "16.9"]),
        },
        figures=(
            {
                "label": "Guichets ouverts",
                "value": Decimal(6),
                "unit": "guichets",
                "source": source,
                "measured_on": day,
            },
            {
                "label": "Demandes déposées au guichet en un mois",
                "value": Decimal(1240),
                "unit": "demandes",
                "source": source,
                "measured_on": day,
            },
        ),
        fundings=(
            {"funder": "Ville d’exemple", "amount": Decimal(38000), "currency": "EUR"},
            {"funder": "Écoles et dispensaires (prêt de salles)"},
        ),
        contacts=(
            {
                "name": "Service d’exemple",
                "role": "accueil des habitants",
                "reach": "accueil@example.org",
                "is_public": True,
            },
        ),
    )
