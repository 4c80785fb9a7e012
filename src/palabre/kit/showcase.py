"""Sample data for the live components page: every sample says that it is one."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from palabre.kit import dates
from palabre.kit.charts import (
    BandItem,
    BandKind,
    BandSlot,
    Chart,
    IndicatorRow,
    MapCity,
    MapGroup,
    MapParticipant,
    MapStatement,
    MatrixRow,
    MatrixStatus,
    MoneySource,
    MoneyTarget,
    RiverKind,
    RiverNode,
    StatementBar,
    TreeNode,
    agreement_matrix,
    city_action_matrix,
    indicator_progress,
    money_river,
    network_map,
    opinion_map,
    results_tree,
    statement_bars,
    thread_river,
    time_band,
)
from palabre.kit.components import TONES, DataTable, Person, Progress, RiverStep
from palabre.kit.sample_polls import sample_polls
from palabre.kit.typography import say_amount

_LONG = (
    "Communauté urbaine d’exemple au nom volontairement interminable, pour éprouver les "
    "endroits où la place manque"
)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Titre du témoignage", help_text="Une phrase que l’on retient.")
    story = forms.CharField(label="Récit", widget=forms.Textarea, required=False)
    day = forms.DateField(label="Jour", help_text="Par exemple 03/03/2026.")
    kind = forms.ChoiceField(label="Nature", choices=[("a", "Priorité"), ("b", "Orientation")])
    vote = forms.ChoiceField(
        label="Votre position sur cet exemple",
        choices=[("agree", "D’accord"), ("disagree", "Pas d’accord"), ("pass", "Je passe")],
        widget=forms.RadioSelect,
    )
    cities = forms.MultipleChoiceField(
        label="Villes concernées",
        choices=[("1", "Ville d’exemple 1"), ("2", "Ville d’exemple 2"), ("3", _LONG)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(label="La ville accepte que ce passage soit cité.")


def components_context() -> dict[str, Any]:
    """What ``kit/components.html`` shows."""
    return {
        "tones": TONES,
        "form": SampleForm(initial={"story": "Texte d’exemple."}, prefix="vierge"),
        "refused": SampleForm(
            {"refus-title": "Ce qui était tapé est resté", "refus-day": "le 32 mars"},
            prefix="refus",
        ),
        "page_obj": Paginator(range(300), 20).page(4),
        "people": _people(),
        "steps": _steps(),
        "jobs": _jobs(),
        "facts": [
            ("Date", dates.say_day(date(2026, 3, 1))),
            ("Lieu", "Ville d’exemple"),
            ("Durée", "2 h 30"),
        ],
        "tabs": [
            {"label": "Déroulé", "url": "#onglets", "current": True},
            {"label": "Notes", "url": "#onglets", "current": False},
        ],
        "table": DataTable(
            "Budgets d’exemple",
            ("Ville", "Montant", "Part"),
            (("Ville d’exemple 1", "12 500 €", "80 %"), (_LONG, "inconnu", "inconnu")),
            frozenset({1, 2}),
        ),
        "values": {
            "text": "L'eau : \"oui\", n'est-ce pas ?",
            "start": date(2026, 2, 28),
            "end": date(2026, 3, 1),
            "moment": datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
            "time": time(9, 30),
            "unknown": None,
            "number": Decimal("1234567.5"),
        },
        "charts": _charts(),
    }


def _people() -> list[Person]:
    return [
        Person("Personne d’exemple", "Maire", "Ville d’exemple"),
        Person("Autre personne d’exemple", "Directrice du numérique", _LONG, remote=True),
        Person("Troisième personne d’exemple", remote=True, confirmed=False),
    ]


def _steps() -> list[RiverStep]:
    return [
        RiverStep("Témoignage", "Passage d’exemple", "#fil"),
        RiverStep("Enseignement", "Compter ce qui marche, pas ce qui est livré (exemple)", "#fil"),
        RiverStep("Décision", "Décision d’exemple", "#fil", here=True),
        RiverStep("Action", "Action d’exemple", "#fil"),
    ]


def _jobs() -> list[Progress]:
    return [
        Progress("Programme en PDF (exemple)", "done", 200, 200, url="#travaux"),
        Progress(
            "Import de la liste (exemple)",
            "failed",
            12,
            300,
            detail="Ligne 13 : le pays « XX » n’existe pas. Corrigez-la, puis reprenez.",
            url="#travaux",
        ),
    ]


def _money() -> Chart:
    return money_river(
        [MoneySource("Ville d’exemple 1"), MoneySource("Ville d’exemple 2"), MoneySource(_LONG)],
        [
            MoneyTarget("Former des agents (exemple)", 60, (20, 20, 20), "#argent"),
            MoneyTarget(_LONG, 45, (0, 15, 30)),
            MoneyTarget("Payé par la somme commune (exemple)", 10, (0, 0, 0)),
        ],
        say=lambda value: say_amount(value, "EUR"),
        left_over=5,
        title="De qui vient l’argent (exemple)",
    )


def _charts() -> list[Chart]:
    return [
        _band(),
        statement_bars(
            [
                StatementBar(
                    "Former les élus avant d’équiper (énoncé d’exemple)", 24, 3, 5, "Rassemble"
                ),
                StatementBar(f"Énoncé d’exemple très long : {_LONG}, {_LONG}", 11, 6, 15, "Divise"),
                StatementBar("Énoncé d’exemple sans vote", 0, 0, 0),
            ],
            title="Accueil des énoncés (exemple)",
        ),
        _money(),
        _matrix(9, "Petite salle (exemple)"),
        _matrix(60, "Soixante participants (exemple)"),
        _opinions(),
        opinion_map(
            [MapParticipant(x, y) for x, y in ((0.1, 0.2), (-0.4, 0.9), (0.8, -0.3), (0.2, -0.8))],
            title="Trop peu pour des groupes (exemple)",
        ),
        _river(),
        results_tree(_roots(), ("Axe", "Résultat", "Action"), title="Modèle logique (exemple)"),
        indicator_progress(_indicators(), title="Avancement (exemple)"),
        _city_matrix(),
        network_map(_cities(300), title="Trois cents villes (points d’exemple)"),
        network_map(_named_cities(), title="Quelques villes (exemple)"),
        *sample_polls(),
        time_band([], title="Déroulé encore vide (exemple)"),
    ]


def _band() -> Chart:
    testimonies = [
        BandItem(
            "Mettre en place un plan stratégique du numérique", "ville d’exemple", remote=True
        ),
        BandItem("Une administration locale à l’heure du numérique"),
        BandItem("Municipalités et écosystèmes d’innovation", remote=True),
        BandItem("Améliorer les services aux populations"),
        BandItem("Gouvernance des données", remote=True),
    ]
    return time_band(
        [
            BandSlot("Introduction", 570, 585, BandKind.INTRODUCTION),
            BandSlot("Témoignages", 585, 660, BandKind.TESTIMONY, items=testimonies),
            BandSlot("Pause", 660, 690, BandKind.BREAK),
            BandSlot("État des lieux et pistes de travail", 690, 740, BandKind.EXCHANGE),
            BandSlot("Relevé de décisions", 740, 750, BandKind.DECISION),
        ],
        title="Déroulé (exemple)",
    )


def _matrix(size: int, title: str) -> Chart:
    draw = random.Random(size)  # noqa: S311 - a drawing, not a secret
    side = [draw.random() for _ in range(size)]
    values: list[list[float | None]] = [
        [round(1 - abs(a - b), 2) if i != j else 1.0 for j, b in enumerate(side)]
        for i, a in enumerate(side)
    ]
    values[2][0] = values[0][2] = None
    labels = [f"Participant {position + 1}" for position in range(size - 1)] + [_LONG]
    return agreement_matrix(labels, values, [[12] * size for _ in range(size)], title=title)


def _opinions() -> Chart:
    draw = random.Random(7)  # noqa: S311 - a drawing, not a secret
    centres = ((-2.0, 0.6), (1.8, 1.1), (0.4, -1.4))
    people = [
        MapParticipant(draw.gauss(x, 0.45), draw.gauss(y, 0.35), group)
        for group, (x, y) in enumerate(centres)
        for _ in range(28)
    ]
    people += [MapParticipant(draw.gauss(0, 1.2), draw.gauss(0, 0.8)) for _ in range(6)]
    return opinion_map(
        people,
        [
            MapStatement("12", "Énoncé d’exemple", -1.2, 1.4),
            MapStatement("31", "Autre énoncé", 1.2, -0.6),
        ],
        [
            MapGroup("d’abord les services", "Rapprocher les services des habitants (exemple)"),
            MapGroup("d’abord les données", "Gouverner les données (exemple)"),
            MapGroup("", "Former avant d’équiper (exemple)"),
        ],
        title="Carte des opinions (exemple)",
    )


def _river() -> Chart:
    kinds = RiverKind
    nodes = [
        RiverNode(
            "t1",
            kinds.TESTIMONY,
            "« Quarante ordinateurs sur deux cents marchaient » (exemple)",
            "#fil",
            "Ville d’exemple",
        ),
        RiverNode(
            "t2",
            kinds.TESTIMONY,
            "« Personne n’était formé pour les réparer » (exemple)",
            "#fil",
            "Autre ville",
        ),
        RiverNode("l1", kinds.LESSON, "Compter ce qui marche, pas ce qui est livré", "#fil"),
        RiverNode("s1", kinds.STATEMENT, "Former une équipe locale avant tout équipement", "#fil"),
        RiverNode("s2", kinds.STATEMENT, "Publier l’état des équipements deux fois par an", "#fil"),
        RiverNode(
            "d1",
            kinds.DECISION,
            "Priorité adoptée : l’entretien avant l’achat",
            "#fil",
            "24 pour, 3 contre",
        ),
        RiverNode(
            "r1", kinds.RESULT, "Les écoles disposent d’équipements en état de marche", "#fil"
        ),
        RiverNode(
            "a1",
            kinds.ACTION,
            "Ateliers de réparation dans trois villes",
            "#fil",
            "120 000 €",
            here=True,
        ),
        RiverNode("i1", kinds.INDICATOR, "Part des équipements qui marchent", "#fil"),
    ]
    edges = [("t1", "l1"), ("t2", "l1"), ("l1", "s1"), ("l1", "s2"), ("s1", "d1"), ("s2", "d1")]
    edges += [("d1", "r1"), ("r1", "a1"), ("a1", "i1"), ("t2", "d1")]
    return thread_river(nodes, edges, title="Le fil d’une action (exemple)")


def _roots() -> list[TreeNode]:
    return [
        TreeNode(
            "Axe d’exemple : des services numériques pour tous",
            children=[
                TreeNode(
                    "Les habitants obtiennent un acte d’état civil près de chez eux",
                    children=[
                        TreeNode(
                            "Action d’exemple : guichets mobiles", "3 villes, 2026-2028", "#fil"
                        ),
                        TreeNode("Action d’exemple : formation des agents", "5 villes", "#fil"),
                    ],
                ),
                TreeNode(
                    f"Résultat d’exemple : {_LONG}",
                    children=[TreeNode("Action d’exemple", "à préciser")],
                ),
            ],
        ),
        TreeNode("Axe d’exemple sans résultat pour l’instant"),
    ]


def _indicators() -> list[IndicatorRow]:
    return [
        IndicatorRow("Équipements en état de marche", 20, 80, 47, "%", "2023", "2028", "2026"),
        IndicatorRow(
            "Délai d’un acte d’état civil (à réduire)", 30, 5, 22, "jours", "2023", "2028", "2026"
        ),
        IndicatorRow("Villes dotées d’une charte", 0, 40, None, "villes", "2023", "2028"),
        IndicatorRow("Indicateur d’exemple sans aucune valeur", None, None, None),
    ]


def _city_matrix() -> Chart:
    statuses = [
        MatrixStatus("idea", "idée"),
        MatrixStatus("maturing", "en préparation"),
        MatrixStatus("running", "en cours"),
        MatrixStatus("done", "achevée"),
        MatrixStatus("waiting", "attend une décision"),
        MatrixStatus("stopped", "arrêtée"),
    ]
    axes = ("Services aux habitants", "Gouvernance des données", "Innovation locale", "Inclusion")
    busy = [
        MatrixRow("Ville d’exemple 1", ({"running": 2, "done": 1}, {}, {"idea": 1}, {})),
        MatrixRow("Ville d’exemple 2", ({}, {"maturing": 1}, {"waiting": 1}, {"stopped": 1})),
        MatrixRow(_LONG, ({"idea": 4, "running": 9, "done": 7}, {"running": 1}, {}, {"done": 2})),
    ]
    idle = [MatrixRow(f"Ville d’exemple {n}", ({}, {}, {}, {})) for n in range(3, 300)]
    return city_action_matrix([*busy, *idle], axes, statuses, title="Villes et axes (exemple)")


def _named_cities() -> list[MapCity]:
    return [
        MapCity("Phnom Penh", 11.56, 104.92, "Cambodge"),
        MapCity("Cotonou", 6.37, 2.42, "Bénin"),
        MapCity("Niamey", 13.51, 2.11, "Niger"),
        MapCity("Nantes", 47.22, -1.55, "France"),
        MapCity("Namur", 50.47, 4.87, "Belgique"),
        MapCity("Genève", 46.2, 6.14, "Suisse"),
        MapCity("Casablanca", 33.57, -7.59, "Maroc"),
    ]


def _cities(count: int) -> list[MapCity]:
    draw = random.Random(300)  # noqa: S311 - a drawing, not a secret
    named = _named_cities()
    return [
        MapCity(
            f"Point d’exemple {n + 1}",
            round(draw.gauss(named[n % len(named)].latitude, 2.2), 2),
            round(draw.gauss(named[n % len(named)].longitude, 4), 2),
            "exemple",
            dormant=n % 40 == 0,
        )
        for n in range(count)
    ]
