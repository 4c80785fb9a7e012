"""Server time of the main pages at scale, for the public and for the secretariat."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import bare
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from measure import median_of
from scale import Scale

from palabre.cycle.budgets.models import Budget
from palabre.cycle.consultations.operations.results import compute_result
from palabre.cycle.experiences.models import ExperienceSheet

TARGET_MS = 150.0
TIMES = 5


@dataclass(frozen=True)
class PageTime:
    """One page as one reader met it.

    ms: median on the clock; work: median of the processor; queries, kilobytes: of one answer.
    """

    name: str
    reader: str
    status: int
    ms: float
    work: float
    queries: int
    kilobytes: float


def addresses(scale: Scale) -> list[tuple[str, str, bool]]:
    """French name, path, and whether the secretariat alone may read it."""
    assert scale.record is not None
    assert scale.programme is not None
    workshop, city = scale.workshops[0].public_id, scale.cities[0].public_id
    published, opened, closed = (one.public_id for one in scale.consultations)
    programme, action = scale.programme.public_id, scale.actions[0].public_id
    lesson, testimony = scale.lessons[0].public_id, scale.testimonies[0].public_id
    decision, record = scale.decisions[0], scale.record.public_id
    slot = scale.slots[0].public_id
    return [
        ("accueil", "/", False),
        ("villes (300)", "/reseau/villes/", False),
        ("une ville", f"/reseau/villes/{city}/", False),
        ("membres", "/reseau/membres/", True),
        ("ateliers (50)", "/ateliers/", False),
        ("un atelier", f"/ateliers/{workshop}/", False),
        ("déroulé, à modifier", f"/ateliers/{workshop}/deroule/", True),
        ("expériences", "/experiences/", False),
        ("témoignages (200)", "/experiences/temoignages/", False),
        ("un témoignage", f"/experiences/temoignages/{testimony}/", False),
        ("passages à marquer", f"/experiences/temoignages/{testimony}/passages/", True),
        ("enseignements (2 000)", "/experiences/enseignements/", False),
        ("un enseignement", f"/experiences/enseignements/{lesson}/", False),
        ("consultations", "/consultations/", False),
        ("consultation publiée, 40 énoncés", f"/consultations/{published}/", False),
        ("consultation ouverte aux villes", f"/consultations/{opened}/", True),
        ("résultat de 12 000 votes", f"/consultations/{published}/resultat/", False),
        ("résultat clos de 2 000 votes", f"/consultations/{closed}/resultat/", True),
        ("liens de vote (300)", f"/consultations/{opened}/liens/", True),
        ("décisions", "/decisions/", False),
        ("un relevé de 40 décisions", f"/decisions/{record}/", False),
        ("une décision", f"/decisions/decision/{decision}/", False),
        ("programmes", "/programmes/", False),
        ("un programme de 200 actions", f"/programmes/{programme}/", False),
        ("actions (200)", "/programmes/actions/", False),
        ("une action", f"/programmes/action/{action}/", False),
        ("budget", f"/programmes/{programme}/budget/", False),
        ("villes du programme", f"/programmes/{programme}/villes/", False),
        ("cadre de mesure", f"/programmes/{programme}/cadre-de-mesure/", False),
        ("édition 1", f"/programmes/{programme}/editions/1/", False),
        ("fil d’une action, origine", f"/fil/{action}/?sens=origine", False),
        ("fil d’une action, tout", f"/fil/{action}/", False),
        ("fil d’un témoignage, suite", f"/fil/{testimony}/?sens=suite", False),
        ("fil d’une séquence, suite", f"/fil/{slot}/?sens=suite", False),
        *_later_rooms(workshop),
        ("journal (3 000 entrées)", "/journal/", True),
        ("journal, chaîne vérifiée", "/journal/?verifier=1", True),
        ("données ouvertes", "/donnees/", False),
    ]


def _later_rooms(workshop: str) -> list[tuple[str, str, bool]]:
    """Search, sheets, budgets and the live workshop."""
    sheet = ExperienceSheet.objects.latest("pk").public_id
    budget = Budget.objects.filter(status="published").latest("pk").public_id
    return [
        ("recherche, un mot", "/chercher/?q=formation", False),
        ("recherche, une phrase", "/chercher/?q=former+les+agents+d’accueil", False),
        ("qui peut m’aider", "/qui-peut-aider/?q=les+agents+ne+sont+pas+formés", False),
        ("fiches d’expérience", "/experiences/fiches/", False),
        ("une fiche", f"/experiences/fiches/{sheet}/", False),
        ("synthèse de 2 000 enseignements", "/experiences/enseignements/synthese/", False),
        ("reprises", "/experiences/reprises/", False),
        ("carte des reprises", "/experiences/reprises/carte/", False),
        ("budgets", "/budgets/", False),
        ("résultat d’un budget", f"/budgets/{budget}/resultat/", False),
        ("vocabulaires", "/vocabulaires/odd/", False),
        ("atelier en direct", f"/ateliers/{workshop}/direct/", True),
        ("conduite d’un atelier", f"/ateliers/{workshop}/conduite/", True),
        ("écran d’un atelier", f"/ateliers/{workshop}/ecran/", True),
        ("présences", f"/ateliers/{workshop}/presences/", True),
    ]


def measure_pages(scale: Scale) -> list[PageTime]:
    """Every page, one request to warm up, then the median of five."""
    for consultation in scale.consultations[::2]:
        compute_result(consultation=consultation, at=consultation.created_at)
    public, secretariat = (Client(SERVER_NAME="localhost") for _reader in range(2))
    secretariat.force_login(scale.secretariat, backend="django.contrib.auth.backends.ModelBackend")
    found = []
    for name, path, is_reserved in addresses(scale):
        if not is_reserved:
            found.append(_page(name, path, "public", public))
        found.append(_page(name, path, "secrétariat", secretariat))
    return found


def _page(name: str, path: str, reader: str, client: Client) -> PageTime:
    def ask() -> HttpResponse:
        return client.get(path)

    with CaptureQueriesContext(connection) as log:
        answer = ask()
        queries = len(log)
    walls, works = zip(*(_once(ask) for _number in range(TIMES)), strict=True)
    ms, work = statistics.median(walls), statistics.median(works)
    size = len(answer.content) / 1e3
    return PageTime(name, reader, answer.status_code, ms, work, queries, size)


def _once(ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of one request: on the clock, and of the processor."""
    start, work = time.perf_counter(), time.process_time()
    ask()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - work)


def measure_bare() -> float:
    """Milliseconds of a bare Django view, with no middleware: what the machine is worth."""
    with override_settings(ROOT_URLCONF=bare.__name__, MIDDLEWARE=[]):
        client = Client(SERVER_NAME="localhost")
        return 1000 * median_of(lambda: client.get("/"), 50, warm_up=5)
