"""What can be wrong with a document, and how to say it."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _


class DocumentFault(StrEnum):
    NO_TITLE = "no_title"
    NO_ALTERNATIVE = "no_alternative"
    UNREADABLE_PICTURE = "unreadable_picture"
    UNEVEN_ROW = "uneven_row"
    EMPTY_TABLE = "empty_table"
    TOO_LONG = "too_long"
    NOT_SET = "not_set"


class DocumentError(ValueError):
    """A document that cannot be printed as it stands; nothing was written."""

    def __init__(self, code: DocumentFault, **params: str | int) -> None:
        super().__init__(f"{code}: {params}")
        self.code = code
        self.params = params


def describe_error(error: DocumentError) -> str:
    """The fault in a sentence for people: what, where and the way out."""
    sentences = {
        DocumentFault.NO_TITLE: _(
            "Ce document n’a pas de titre. Donnez-lui un titre, puis recommencez."
        ),
        DocumentFault.NO_ALTERNATIVE: _(
            "L’image n° %(figure)s (« %(caption)s ») n’a pas de description. Ajoutez une phrase "
            "qui dit ce qu’elle montre : les personnes qui ne la voient pas la liront."
        ),
        DocumentFault.UNREADABLE_PICTURE: _(
            "L’image n° %(figure)s (« %(caption)s ») n’est pas un dessin SVG lisible. "
            "Remplacez-la ou retirez-la du document."
        ),
        DocumentFault.UNEVEN_ROW: _(
            "Dans le tableau « %(caption)s », la ligne %(row)s compte %(found)s cellules au lieu "
            "de %(expected)s. Complétez la ligne ou retirez les cellules en trop."
        ),
        DocumentFault.EMPTY_TABLE: _(
            "Le tableau « %(caption)s » n’a aucune colonne. Donnez-lui des titres de colonnes "
            "ou retirez-le."
        ),
        DocumentFault.TOO_LONG: _(
            "La mise en page a été arrêtée après %(seconds)s secondes : le document est trop "
            "long. Produisez-le par parties, par exemple axe par axe."
        ),
        DocumentFault.NOT_SET: _(
            "La mise en page du PDF a échoué ; le document Word reste disponible. Détail à "
            "transmettre à la personne qui administre Palabre : %(detail)s"
        ),
    }
    return sentences[error.code] % error.params
