"""Countries by their names, as the Unicode CLDR gives them in the language being spoken."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, gettext

# What the CLDR names with two letters and is no country: unions, and codes made for tests.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB"})


def is_country(code: str) -> bool:
    """Whether two capital letters are the code of a country, or ZZ for one that is not said."""
    return len(code) == 2 and code in _names("fr") and code not in _NO_COUNTRIES


def country_name(code: str) -> str:
    """The name of a country from its ISO 3166-1 code of two letters; the code when unknown.

    ZZ, which ISO leaves to users and the CLDR calls an unknown region, is no country.
    """
    if code == "ZZ":
        return gettext("pays non précisé")
    return _names((get_language() or "fr").partition("-")[0]).get(code, code)


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale(language).territories.items()}
