"""What the reader of Pabulib files says in codes, said in French: what, where, the way out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.core.allocation.pabulib import (
    PabulibError,
    PabulibProblem,
    PabulibRemark,
    PabulibRemarkCode,
)


def say_error(error: PabulibError) -> str:
    """One sentence, with the line and the cell where they are known."""
    sentence = _problems()[error.code] % error.params
    place = {"line": error.line, "column": error.column}
    if error.line is not None and error.column is not None:
        return _("Ligne %(line)d, cellule %(column)d : ") % place + sentence
    if error.line is not None:
        return _("Ligne %(line)d : ") % place + sentence
    return sentence[:1].upper() + sentence[1:]


def _problems() -> dict[PabulibProblem, str]:
    return {
        PabulibProblem.EMPTY: _("le fichier est vide."),
        PabulibProblem.NOT_TEXT: _("ce n’est pas du texte. Un fichier Pabulib est un texte UTF-8."),
        PabulibProblem.MALFORMED_UTF8: _("ces octets ne sont pas de l’UTF-8. Convertissez-le."),
        PabulibProblem.UNCLOSED_QUOTE: _("un guillemet s’ouvre et ne se ferme pas."),
        PabulibProblem.NO_SECTION: _("il manque la partie %(name)s : le fichier est incomplet."),
        PabulibProblem.SECTION_TWICE: _("la partie %(name)s vient deux fois. Gardez-en une."),
        PabulibProblem.BEFORE_SECTION: _("il y a du texte avant la partie META."),
        PabulibProblem.NO_HEADER: _("la partie %(name)s n’a pas d’en-tête."),
        PabulibProblem.DUPLICATED_HEADER: _("la colonne « %(name)s » vient deux fois."),
        PabulibProblem.MISSING_COLUMN: _("il manque la colonne « %(name)s » de %(section)s."),
        PabulibProblem.MISSING_KEY: _("il manque « %(name)s » dans META : rien ne se compte sans."),
        PabulibProblem.ROW_LENGTH: _("%(found)s cellules pour %(expected)s attendues."),
        PabulibProblem.EMPTY_ID: _("l’identifiant est vide."),
        PabulibProblem.NOT_MONEY: _("« %(value)s » n’est pas une somme."),
        PabulibProblem.NOT_A_COUNT: _("« %(value)s » n’est pas un nombre (clé « %(name)s »)."),
        PabulibProblem.COST_NOT_POSITIVE: _(
            "le projet %(id)s coûte « %(value)s » ; un coût est plus grand que zéro."
        ),
        PabulibProblem.NEGATIVE_BUDGET: _("le budget « %(value)s » est négatif."),
        PabulibProblem.UNKNOWN_VOTE_TYPE: _(
            "« %(value)s » n’est pas une façon de voter connue : approval, ordinal, cumulative, "
            "scoring ou choose-1."
        ),
        PabulibProblem.DUPLICATED_PROJECT: _("le projet %(id)s est déjà à la ligne %(first)s."),
        PabulibProblem.UNKNOWN_PROJECT: _("le projet %(id)s n’est pas dans la partie PROJECTS."),
        PabulibProblem.NOT_POINTS: _("« %(value)s » n’est pas un nombre de points."),
        PabulibProblem.POINTS_DIFFER: _(
            "%(choices)s projets choisis, mais %(points)s nombres de points."
        ),
        PabulibProblem.SEVERAL_CHOICES: _(
            "%(choices)s projets sur un bulletin qui n’en permet qu’un."
        ),
        PabulibProblem.NOT_A_WEIGHT: _("« %(value)s » n’est pas le poids d’un bulletin."),
        PabulibProblem.FEWER_ROWS: _(
            "%(section)s annonce %(expected)s lignes et n’en a que %(found)s : le fichier est "
            "peut-être coupé. Téléchargez-le à nouveau."
        ),
    }


def say_remark(remark: PabulibRemark) -> str:
    return _remarks()[remark.code] % remark.params


def _remarks() -> dict[PabulibRemarkCode, str]:
    return {
        PabulibRemarkCode.MISSING_KEY: _("META ne dit pas « %(name)s »."),
        PabulibRemarkCode.REPEATED_CHOICES: _(
            "%(count)s bulletins nomment deux fois un projet (d’abord à la ligne %(line)s) : il "
            "compte une fois."
        ),
        PabulibRemarkCode.REPEATED_VOTERS: _(
            "%(count)s bulletins portent le numéro d’un autre (d’abord à la ligne %(line)s) : tous "
            "comptent."
        ),
        PabulibRemarkCode.MORE_ROWS: _(
            "%(section)s annonce %(expected)s lignes et en a %(found)s : toutes comptent."
        ),
        PabulibRemarkCode.VOTES_DIFFER: _(
            "Le nombre de voix de %(count)s projets (d’abord à la ligne %(line)s) n’est pas celui "
            "des bulletins : seuls les bulletins comptent."
        ),
        PabulibRemarkCode.EMPTY_BALLOTS: _("%(count)s bulletins sont vides : ils comptent."),
    }
