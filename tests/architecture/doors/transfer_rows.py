"""The doors of transfers, and what is planted for them; `test_doors` tells letters.

Baobab is the city that takes up in what waits for its word; in the demonstration's own, it is the
source, and Cèdre the city that takes up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.architecture.doors.secrecy import CITY, MEMBERS

ALL, WRONG = "oooooo", "mmmmmm"
DECLARE, DECLARE_ACT = "sooxxo", "s++xx+"
# Written for Baobab by the secretariat, and not agreed to.
WAITING, WAITING_ACT = "sonnno", "s+nnn+"
# Said by Cèdre: Baobab reads it as everyone, and answers.
TAKER, TAKER_ACT = "sxoxxo", "sx+xx+"

TRANSFERS = [
    ("experiences:transfers", "", ALL, WRONG),
    ("experiences:transfers-csv", "", ALL, WRONG),
    ("experiences:transfers-xlsx", "", ALL, WRONG),
    ("experiences:transfers-map", "", ALL, WRONG),
    ("experiences:transfers-city", "city", ALL, WRONG),
    ("experiences:transfer-new", "", DECLARE, DECLARE_ACT),
    ("experiences:transfer", "transfer public", ALL, WRONG),
    ("experiences:transfer", "transfer waiting", "nonnno", WRONG),
    ("experiences:transfer", "transfer withdrawn", "nonnno", WRONG),
    ("experiences:transfer-edit", "transfer waiting", WAITING, WAITING_ACT),
    ("experiences:transfer-edit", "transfer public", TAKER, TAKER_ACT),
    ("experiences:transfer-follow", "transfer waiting", WAITING, WAITING_ACT),
    ("experiences:transfer-follow", "transfer public", TAKER, TAKER_ACT),
    ("experiences:transfer-agree", "transfer waiting", "smnnnx", "s+nnnx"),
    ("experiences:transfer-agree", "transfer public", "sxmxxx", "sx+xxx"),
    ("experiences:transfer-withdraw", "transfer waiting", WAITING, WAITING_ACT),
    ("experiences:transfer-withdraw", "transfer public", TAKER, TAKER_ACT),
    ("experiences:transfer-answer", "transfer public", "soxxxx", "s+xxxx"),
    ("experiences:transfer-answer", "transfer waiting", "sxnnnx", "sxnnnx"),
    ("experiences:transfer-word-take-back", "transfer word", "smxxxx", "s+xxxx"),
    ("portal:thread", "transfer public", ALL, WRONG),
    ("portal:thread", "transfer waiting", "nonnno", WRONG),
    ("portal:thread-prov", "transfer public", ALL, WRONG),
]


def add_transfers(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    """The demonstration's transfer, with a contact; one that waits, and one that was withdrawn."""
    from palabre.cycle.experiences.models import Transfer
    from palabre.cycle.experiences.operations.transfers import (
        Account,
        Origin,
        declare_transfer,
        edit_transfer,
        withdraw_transfer,
    )
    from palabre.foundation.network.models import City
    from palabre.portal.demonstration_roles import person_of

    taker, secretariat, source = map(person_of, ("cedre", "secretariat", "baobab"))
    baobab = City.objects.get(name__startswith="Baobab")
    public = Transfer.objects.get()
    account = Account(public.title, public.adapted, public.changed, f"Appeler {MEMBERS}")
    edit_transfer(actor=taker, at=at, transfer=public, version=public.version, account=account)
    written = []
    for title, actor in ((f"Écrite pour elle {CITY}", secretariat), (f"Erreur {CITY}", source)):
        declared = declare_transfer(
            actor=actor,
            at=at,
            city=baobab,
            origin=Origin(name=f"Ville d’ailleurs {CITY}"),
            account=Account(title, f"Gardé {CITY}", f"Changé {CITY}", f"Appeler {CITY}"),
        )
        written.append(declared.transfer)
    waiting, withdrawn = written
    withdraw_transfer(actor=source, at=at, transfer=withdrawn, reason=f"Erreur {CITY}")
    args["transfer public"] = (public.public_id,)
    args["transfer waiting"] = (waiting.public_id,)
    args["transfer withdrawn"] = (withdrawn.public_id,)
    args["transfer word"] = (public.public_id, public.words.get().public_id)
