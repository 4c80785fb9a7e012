"""What the reader of Polis files says in codes, said in French: what, where, and the way out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.core.opinion.polis import (
    PolisError,
    PolisProblem,
    PolisRemark,
    PolisRemarkCode,
)
from palabre.core.tabular import TableError, TableProblem
from palabre.kit.sheets.faults import describe_table_error


def say_error(error: PolisError) -> str:
    """One sentence, with the file, the line and the column where they are known."""
    file = _("Fichier %(file)s. ") % {"file": error.file} if error.file else ""
    if isinstance(error.code, TableProblem):
        table = TableError(error.code, error.line, error.column, **error.params)
        return file + describe_table_error(table)
    place = ""
    if error.line is not None and error.column is not None:
        place = _("Ligne %(line)d, colonne %(column)d : ") % {
            "line": error.line,
            "column": error.column,
        }
    elif error.line is not None:
        place = _("Ligne %(line)d : ") % {"line": error.line}
    sentence = _problems()[error.code] % error.params
    return file + (place + sentence if place else sentence[:1].upper() + sentence[1:])


def _problems() -> dict[PolisProblem, str]:
    return {
        PolisProblem.NO_VOTES_FILE: _(
            "il manque les votes. Ajoutez votes.csv ou participants-votes.csv."
        ),
        PolisProblem.SEVERAL_FILES: _(
            "ce fichier fait double emploi avec %(other)s. Envoyez les fichiers d’une seule "
            "conversation."
        ),
        PolisProblem.NOT_A_VOTE: _(
            "« %(value)s » n’est pas un vote ; un export Polis écrit 1, -1 ou 0."
        ),
        PolisProblem.NOT_A_TIME: _(
            "« %(value)s » n’est pas un moment ; un export Polis écrit un nombre de millisecondes "
            "ou de secondes."
        ),
        PolisProblem.NOT_A_NUMBER: _("« %(value)s » n’est pas un nombre (colonne « %(name)s »)."),
        PolisProblem.NOT_A_MODERATION: _(
            "« %(value)s » n’est pas une modération ; un export Polis écrit 1, 0 ou -1."
        ),
        PolisProblem.EMPTY_ID: _("l’identifiant est vide (colonne « %(name)s »)."),
        PolisProblem.REPEATED_STATEMENT: _(
            "l’énoncé %(id)s est déjà à la ligne %(first)s. Gardez-en un seul."
        ),
        PolisProblem.REPEATED_PARTICIPANT: _(
            "le participant %(id)s est déjà à la ligne %(first)s. Gardez-en un seul."
        ),
    }


def say_remark(remark: PolisRemark) -> str:
    return _remarks()[remark.code] % remark.params


def _remarks() -> dict[PolisRemarkCode, str]:
    return {
        PolisRemarkCode.REPEATED_VOTES: _(
            "Votes répétés par la même personne sur le même énoncé : %(count)d laissés de côté, le "
            "dernier est gardé. %(changed)d disaient autre chose que le dernier."
        ),
        PolisRemarkCode.VOTES_ON_UNKNOWN: _(
            "%(count)d votes portent sur %(statements)d énoncés absents de comments.csv : ils sont "
            "gardés, sous le seul numéro de l’énoncé."
        ),
        PolisRemarkCode.UNKNOWN_VOTERS: _(
            "%(count)d participants votent sans figurer dans participants-votes.csv : ils sont "
            "gardés."
        ),
        PolisRemarkCode.TABLES_DISAGREE: _(
            "votes.csv et participants-votes.csv diffèrent sur %(count)d réponses : votes.csv fait "
            "foi."
        ),
        PolisRemarkCode.COUNTS_DIFFER: _(
            "Les décomptes publiés de %(count)d énoncés ne se retrouvent pas dans les votes : "
            "seuls les votes comptent."
        ),
        PolisRemarkCode.WITHOUT_VOTES: _("%(count)d énoncés n’ont reçu aucun vote."),
        PolisRemarkCode.TWICE_QUOTED: _(
            "%(count)d textes étaient entre guillemets deux fois : le tour en trop est retiré."
        ),
        PolisRemarkCode.NOT_UTF8: _(
            "Le fichier %(file)s n’est pas en UTF-8 : il a été lu comme %(encoding)s. Vérifiez les "
            "accents."
        ),
        PolisRemarkCode.IGNORED_FILE: _("Le fichier %(file)s n’est pas lu : son nom est inconnu."),
        PolisRemarkCode.NO_COMMENTS_FILE: _(
            "Sans comments.csv, les énoncés n’ont pas de texte : ils portent leur numéro."
        ),
    }
