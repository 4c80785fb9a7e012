"""Languages by their names, as the Unicode CLDR gives them in the language being spoken."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, gettext

MOST = 4


def is_language(code: str) -> bool:
    """Whether small letters are the code ISO 639 of a language that has a name here."""
    return 2 <= len(code) <= 3 and code.islower() and code in _names("fr")


def language_name(code: str) -> str:
    """The name of a language from its code ISO 639 (« français »); the code when unknown."""
    return _names((get_language() or "fr").partition("-")[0]).get(code, code)


def codes_of(text: str) -> list[str]:
    """Codes in a text such as « fr, en » or « fr/en », each once, in their order."""
    cut = text.replace("/", ",").replace(";", ",").replace("+", ",").split(",")
    return list(dict.fromkeys(code.strip().lower() for code in cut if code.strip()))


def say_languages(text: str) -> str:
    """Say codes in words: « fr, en » is « français et anglais »; empty stays empty."""
    names = [language_name(code) for code in codes_of(text)]
    if len(names) < 2:
        return "".join(names)
    joined = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return gettext("%(first)s et %(last)s") % joined


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale(language).languages.items()}
