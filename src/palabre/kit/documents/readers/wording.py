"""How each refusal is said: what happened, and the way out."""

from django.utils.translation import gettext as _

from palabre.kit.typography import say_number

from .errors import Fault, UnreadableDocument


def describe_error(error: UnreadableDocument) -> str:
    """One or two sentences for the person who sent the document."""
    return _sentence(error.code) % _said(error)


def _sentence(code: Fault) -> str:
    sentences = {
        Fault.EMPTY: _("Ce document est vide. Vérifiez que vous avez choisi le bon fichier."),
        Fault.TOO_BIG: _(
            "Ce fichier pèse %(megabytes)s Mo ; la limite est de %(limit)s Mo. Retirez les images "
            "et enregistrez-le de nouveau."
        ),
        Fault.TOO_MUCH_TEXT: _(
            "Ce texte compte %(characters)s caractères ; une note peut en compter %(limit)s au "
            "plus. Ne gardez que la note elle-même."
        ),
        Fault.TOO_MANY_LINES: _(
            "Ce texte compte plus de %(limit)s lignes : ce n’est pas une note. Ne gardez que la "
            "note elle-même."
        ),
        Fault.TOO_MANY_ENTRIES: _(
            "Ce fichier contient %(entries)s éléments ; la limite est de %(limit)s. Copiez le "
            "texte dans un document neuf et enregistrez-le en .docx."
        ),
        Fault.TOO_BIG_ONCE_OPENED: _(
            "Une fois ouvert, ce fichier occuperait %(megabytes)s Mo ; la limite est de "
            "%(limit)s Mo. Retirez les images et enregistrez-le de nouveau."
        ),
        Fault.SUSPICIOUS_COMPRESSION: _(
            "Ce fichier est comprimé %(ratio)s fois : ce n’est pas le fait d’un document "
            "ordinaire, et il n’a pas été ouvert. Copiez le texte dans un document neuf."
        ),
        Fault.EXTERNAL_ENTITIES: _(
            "Ce document contient des déclarations qui iraient chercher d’autres fichiers ; par "
            "prudence, il n’a pas été lu. Copiez le texte dans un document neuf."
        ),
        Fault.TOO_DEEP: _(
            "La structure de ce document est trop compliquée pour être lue. Copiez le texte dans "
            "un document neuf."
        ),
        Fault.CONTAINS_NUL: _(
            "La ligne %(line)s contient un caractère interdit dans un texte (NUL). Enregistrez "
            "la note en « texte UTF-8 » ou en .docx."
        ),
        Fault.MALFORMED_TEXT: _(
            "À la ligne %(line)s, le texte n’est pas du %(encoding)s correct : des caractères "
            "seraient perdus. Enregistrez de nouveau la note en « texte UTF-8 » ou en .docx."
        ),
        Fault.UNKNOWN_ENCODING: _(
            "L’encodage de ce texte n’a pas été reconnu (ligne %(line)s). Enregistrez la note en "
            "« texte UTF-8 » ou en .docx."
        ),
        Fault.NOT_TEXT: _(
            "Ce fichier n’est pas un texte. Enregistrez la note en .docx, .odt ou .md."
        ),
        Fault.OTHER_FORMAT: _(
            "Ce fichier est %(format)s, pas une note. Enregistrez-la en .docx, .odt ou .md."
        ),
        Fault.OLD_WORD: _(
            "Ce fichier est dans l’ancien format de Word (.doc). Ouvrez-le et enregistrez-le "
            "en .docx."
        ),
        Fault.ENCRYPTED: _(
            "Ce document est protégé par un mot de passe. Retirez la protection et "
            "enregistrez-le de nouveau."
        ),
        Fault.DAMAGED: _(
            "Ce fichier est abîmé et n’a pas pu être ouvert. Ouvrez-le dans votre traitement de "
            "texte, enregistrez-le en .docx, puis envoyez-le de nouveau."
        ),
    }
    return sentences[code]


def _said(error: UnreadableDocument) -> dict[str, str]:
    said = {name: _number(value) for name, value in error.params.items()}
    if error.code is Fault.OTHER_FORMAT:
        said["format"] = _format(str(error.params.get("format", "")))
    return said


def _number(value: str | int) -> str:
    return say_number(value) if isinstance(value, int) else value


def _format(name: str) -> str:
    formats = {
        "pdf": _("un PDF"),
        "rtf": _("un fichier RTF"),
        "image": _("une image"),
        "media": _("un son, une image ou une vidéo"),
        "archive": _("une archive"),
        "program": _("un programme"),
        "html": _("une page web"),
        "spreadsheet": _("un classeur"),
        "slides": _("un diaporama"),
        "pages": _("un document Pages"),
    }
    return formats.get(name, _("d’un autre format"))
