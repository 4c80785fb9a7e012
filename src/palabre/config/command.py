"""The `palabre` command: one door, a few verbs, French answers.

Exit status: 0 done; 1 an installation that is not sound; 2 bad input, with the reason.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from palabre.config.commands import (
    allocation,
    demonstration,
    doctor,
    notes,
    opinion,
    people,
    service,
    transfers,
)
from palabre.config.commands.answers import Unusable, say_error
from palabre.config.environment import InvalidEnvironment

ROOMS = (demonstration, service, people, notes, transfers, opinion, allocation, doctor)


def parser() -> argparse.ArgumentParser:
    """Return the whole command line; each room of `commands` adds its own verbs."""
    top = argparse.ArgumentParser(
        prog="palabre",
        description="Palabre : d’une parole à une action, le fil gardé.",
        epilog="Réglages : variables d’environnement, voir docs/administrer/reglages.md.",
    )
    verbs = top.add_subparsers(dest="verb", metavar="VERBE", required=True)
    for room in ROOMS:
        room.add_verbs(verbs)
    return top


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb and leave with its status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")
    options = parser().parse_args(arguments)
    try:
        status = options.run(options)
    except (Unusable, InvalidEnvironment) as refusal:
        say_error(str(refusal))
        status = 2
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)


if __name__ == "__main__":
    main()
