"""What the base page shows around every page: network, steps of the cycle, person, languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, pgettext

THEMES = ("light", "dark")
THEME_COOKIE = "palabre-theme"


@dataclass(frozen=True)
class Link:
    """A link of the frame; ``current`` when it leads to the page shown or its room."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Step:
    """One of the five steps of the cycle; the first of its rooms is where it leads."""

    name: str
    label: str
    rooms: tuple[Link, ...]
    current: bool

    @property
    def url(self) -> str:
        return self.rooms[0].url if self.rooms else ""


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """Everything that base.html reads; empty strings and tuples where nothing is known."""

    network_name: str
    network_acronym: str
    home_url: str
    steps: tuple[Step, ...]
    rooms: tuple[Link, ...]
    general: tuple[Link, ...]
    person_name: str
    person_key: str
    account: tuple[Link, ...]
    login_url: str
    logout_url: str
    language_url: str
    languages: tuple[Language, ...]
    path: str
    theme: str
    is_demonstration: bool
    footer: tuple[Link, ...]


def build_frame(context: Context) -> Frame:
    """Read the frame from a template's context, whatever part of it the portal provides."""
    request = context.get("request")
    network = context.get("site_network")
    user = context.get("user")
    known = bool(getattr(user, "is_authenticated", False))
    entries = _entries(context.get("site_navigation"))
    steps = _steps(entries, _current_step(context))
    here = next((step for step in steps if step.current), None)
    return Frame(
        network_name=_read(network, "name"),
        network_acronym=_read(network, "acronym"),
        home_url=_reverse("portal:home") or "/",
        steps=steps,
        rooms=here.rooms if here and len(here.rooms) > 1 else (),
        general=tuple(link for name, link in entries if not name),
        person_name=str(user) if known else "",
        person_key=str(getattr(user, "pk", "")) if known else "",
        account=tuple(link for _, link in _entries(context.get("site_account"))),
        login_url=_reverse("account_login"),
        logout_url=_reverse("account_logout"),
        language_url=_reverse("set_language"),
        languages=_languages(),
        path=request.get_full_path() if request is not None else "",
        theme=_theme(request),
        is_demonstration=bool(context.get("is_demonstration")),
        footer=tuple(link for _, link in _entries(context.get("site_footer"))),
    )


def _steps(entries: Sequence[tuple[str, Link]], current: str) -> tuple[Step, ...]:
    labels = {
        "capitaliser": pgettext("étape du cycle", "Capitaliser"),
        "echanger": pgettext("étape du cycle", "Échanger"),
        "programmer": pgettext("étape du cycle", "Programmer"),
        "agir": pgettext("étape du cycle", "Agir"),
        "publier": pgettext("étape du cycle", "Publier"),
    }
    return tuple(
        Step(
            name=name,
            label=label,
            rooms=tuple(link for step, link in entries if step == name),
            current=name == current,
        )
        for name, label in labels.items()
    )


def _current_step(context: Context) -> str:
    """The page's ``step`` block, wherever in the chain of templates it is written."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block("step") if blocks is not None else None
    return block.nodelist.render(context).strip() if block is not None else ""


def _entries(navigation: object) -> list[tuple[str, Link]]:
    if not isinstance(navigation, Sequence):
        return []
    return [
        (
            _read(entry, "step"),
            Link(_read(entry, "label"), _read(entry, "url"), bool(_read(entry, "current"))),
        )
        for entry in navigation
    ]


def _languages() -> tuple[Language, ...]:
    active = get_language() or settings.LANGUAGE_CODE
    names = {"fr": "Français", "en": "English"}
    return tuple(
        Language(code, names.get(code, str(name)), current=code == active)
        for code, name in settings.LANGUAGES
    )


def _theme(request: Any) -> str:
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request is not None else ""
    return chosen if chosen in THEMES else ""


def _read(holder: Any, name: str) -> str:
    value = holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)
    return "" if value in (None, False) else str(value)


def _reverse(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
