"""How each act is told in French: rooms register the verbs that they write."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

_VERBS: dict[str, str | Promise] = {}


def register_verbs(verbs: Mapping[str, str | Promise]) -> None:
    """Give the words of verbs, for instance `{"workshop.imported": _("a importé l’atelier")}`."""
    _VERBS.update(verbs)


def words_of(verb: str) -> str:
    return str(_VERBS.get(verb, verb))
