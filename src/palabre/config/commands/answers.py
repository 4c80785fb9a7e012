"""How the command line speaks, and how a verb gets Django ready."""

from __future__ import annotations

import sys
from pathlib import Path


class Unusable(ValueError):
    """What was given cannot be used; the message is French and says the way out."""


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")


def say_error(text: str) -> None:
    sys.stderr.write(f"palabre : {text}\n")


def start_django() -> None:
    """Load the settings and the rooms, in French whatever the machine's language."""
    import django
    from django.utils import translation

    django.setup()
    translation.activate("fr")


def read_file(path: str) -> bytes:
    """Return the content of a file named on the command line.

    Raises:
        Unusable: it does not exist, is a folder, or cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise Unusable(f"le fichier « {path} » n’existe pas.") from error
    except IsADirectoryError as error:
        raise Unusable(f"« {path} » est un dossier ; donnez un fichier.") from error
    except OSError as error:
        raise Unusable(f"le fichier « {path} » ne peut pas être lu ({error.strerror}).") from error


def need_database() -> None:
    """Refuse to go on with a database whose tables are missing or late.

    Raises:
        Unusable: migrations are waiting.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unusable("la base n’est pas à jour ; lancez d’abord « palabre migrate ».")


def agreed(question: str) -> bool:
    """Ask a person at a terminal; without one, the answer is no."""
    if not sys.stdin.isatty():
        say_error("pas de terminal pour confirmer : ajoutez --yes pour écrire.")
        return False
    sys.stdout.write(f"{question} [oui/non] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in {"o", "oui", "y", "yes"}
