"""French typography for displayed text, and numbers written as people write them.

Rules of the French national printing office as commonly applied on screen, with the ordinary
non-breaking space (U+00A0) everywhere: before ``: ; ! ? » %``, inside ``« »``, between the
thousands, and between a number and its unit.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, gettext

NBSP = "\u00a0"
MINUS = "\u2212"

Number = int | float | Decimal | Fraction

_ADDRESS = r"\w+://[^\s<>]+|www\.[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+"
_PROTECTED = re.compile(f"({_ADDRESS})")
_PROTECTED_IN_MARKUP = re.compile(rf"(<[^>]*>|&#?\w+;|{_ADDRESS})")
_SPACE = "[ \u00a0\u202f]"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)'(?=[\w«])"), "’"),
    (re.compile(r'"([^"\n]+)"'), r"«\1»"),
    (re.compile(r"\.\.\.(?!\.)"), "…"),
    (re.compile(rf"«{_SPACE}*(?=\S)"), f"«{NBSP}"),
    (re.compile(rf"(?<=[^\s«]){_SPACE}*»"), f"{NBSP}»"),
    (re.compile(rf"(?<=\S){_SPACE}+(?=[:;!?%€](?:\W|$))"), NBSP),
    (re.compile(r"(?<=[\w)…’])(?=[;!?]+(?:\s|$|[)»]))"), NBSP),
    (re.compile(r"(?<=[^\W\d_])(?=:(?:\s|$))"), NBSP),
    (re.compile(rf"(?<=\d){_SPACE}(?=\d{{3}}(?!\d))"), NBSP),
    (re.compile(rf"(?<=\d){_SPACE}(?=(?:h|min|km|ha|Go|Mo|ans?|F)\b)"), NBSP),
    (re.compile(rf"(?<=\dh|\sh|{NBSP}h){_SPACE}(?=\d\d\b)"), NBSP),
    (re.compile(rf"(?<=\bn°){_SPACE}(?=\d)"), NBSP),
    (re.compile(rf"\b(M\.|MM\.|Mme|Mmes|Dr){_SPACE}(?=\w)"), rf"\1{NBSP}"),
)
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "XOF": f"F{NBSP}CFA", "XAF": f"F{NBSP}CFA"}


def typeset(text: str, language: str = "fr", *, markup: bool = False) -> str:
    """Set French text as a printer would; other languages come back as they are.

    Addresses (web, mail) are left alone; with ``markup``, tags and character entities too.
    Applying it twice changes nothing more.
    """
    if not language.lower().startswith("fr"):
        return text
    pattern = _PROTECTED_IN_MARKUP if markup else _PROTECTED
    pieces = pattern.split(text)
    return "".join(
        piece if position % 2 else _typeset_plain(piece) for position, piece in enumerate(pieces)
    )


def _typeset_plain(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def excerpt(text: str, length: int) -> str:
    """The beginning of a text, in whole words and within `length` characters, then « … »."""
    if len(text) <= length:
        return text
    whole = re.split(r"\s+(?=\S*$)", text[:length])[0][: length - 1]
    return f"{whole.rstrip(' ,;:·–-«(')}…"


def is_french(language: str | None = None) -> bool:
    """Tell whether the given language, or the one of the page, is French."""
    return (language or get_language() or "fr").lower().startswith("fr")


def say_number(value: Number | None, decimals: int | None = None) -> str:
    """Write a number in the page's language: « 12 500,5 » or “12,500.5”; None is « inconnu ».

    Args:
        value: the number; an unknown one is None, never zero.
        decimals: digits after the decimal sign (rounded half to even), or as given.
    """
    if value is None:
        return gettext("inconnu")
    exact = _decimal(value)
    if decimals is not None:
        exact = round(exact, decimals) if decimals else Decimal(round(exact))
    thousands, point = (NBSP, ",") if is_french() else (",", ".")
    written = f"{abs(exact):,f}".replace(",", "\0").replace(".", point).replace("\0", thousands)
    return f"{MINUS}{written}" if exact < 0 else written


def _decimal(value: Number) -> Decimal:
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return Decimal(value.numerator)
        return round(Decimal(value.numerator) / Decimal(value.denominator), 2)
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def say_amount(value: Number | None, currency: str = "EUR") -> str:
    """Write an amount in whole units of its currency (ISO 4217): « 12 500 € », “€12,500”."""
    number = say_number(value)
    if value is None:
        return number
    symbol = _SYMBOLS.get(currency, currency)
    if is_french():
        return f"{number}{NBSP}{symbol}"
    return f"{symbol}{number}" if len(symbol) == 1 else f"{currency}{NBSP}{number}"


def say_percent(part: Number, whole: Number) -> str:
    """Write a share as whole per cents: « 42 % », “42%”; « inconnu » when the whole is zero."""
    if not whole:
        return gettext("inconnu")
    share = round(100 * Fraction(part) / Fraction(whole))
    return f"{share}{NBSP}%" if is_french() else f"{share}%"


def say_pair(name: str, value: str) -> str:
    """A name and what it is: « Axe : inclusion » in French, “Axis: inclusion” elsewhere."""
    return f"{name}{NBSP}: {value}" if is_french() else f"{name}: {value}"
