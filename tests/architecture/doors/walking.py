"""Following every link, and filling every search, that a role meets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from tests.architecture.doors.secrecy import words_of

# More than the demonstration has for any role; reaching it fails, so that nothing is left unseen.
MOST_PAGES = 2_500
# Leaving is not reading; static files hold nobody's words.
_LEFT_OUT = re.compile(r"^/(static/|compte/logout|langue/)")
# As long as the words searched for, and found nowhere.
NOWHERE = "introuvablemot"


class _Ways(HTMLParser):
    """Links of a page, and its forms that only read."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[_Search] = []
        self._open: _Search | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src", "action") if given.get(name)]
        if tag == "form":
            self._open = None
            if given.get("method", "get").lower() == "get":
                self._open = _Search(given.get("action", ""))
                self.forms.append(self._open)
        if self._open is None or not (tag == "option" or given.get("name")):
            return
        if tag == "select":
            self._select = given["name"]
        elif tag == "option":
            self._open.choices.append((self._select, given.get("value", "")))
        elif tag == "input" and given.get("type", "text") in ("text", "search", "date"):
            self._open.typed.append(given["name"])
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            self._open.choices.append((given["name"], given.get("value", "on")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


@dataclass
class _Search:
    action: str
    typed: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)

    def addresses(self, words: tuple[str, ...]) -> list[str]:
        """Each word in every field at once, then each choice alone."""
        queries = [urlencode(dict.fromkeys(self.typed, word)) for word in words if self.typed]
        queries += [urlencode([choice]) for choice in self.choices if choice[1]]
        return [f"{self.action}?{query}" for query in queries]


def visit(browser: Any, address: str) -> Any:
    """The answer at an address; `words` holds its text."""
    answer = browser.get(address)
    answer.words = words_of(answer)
    return answer


def walk(
    browser: Any, secrets: tuple[str, ...] = (), start: Iterable[str] = ("/",), within: str = "/"
) -> dict[str, Any]:
    """Answers by address, breadth first; addresses all start with `within`.

    Searches are asked for each secret, and for a word that is nowhere; each of their choices is
    asked alone: links that narrow a search twice would be without end.
    """
    searches = set[str]()
    waiting, seen = deque(start), dict[str, Any]()
    while waiting:
        assert len(seen) < MOST_PAGES, f"{MOST_PAGES} pages read, and {len(waiting)} links wait"
        address = waiting.popleft()
        if address in seen:
            continue
        seen[address] = answer = visit(browser, address)
        found = [answer.headers["Location"]] if answer.has_header("Location") else []
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            ways = _Ways()
            ways.feed(answer.words)
            found += ways.links
            asked = [urlsplit(urljoin(address, form.action)).path for form in ways.forms]
            searches |= set(asked)
            found = [link for link in found if not _narrows_twice(urljoin(address, link), searches)]
            found += [there for form in ways.forms for there in form.addresses((*secrets, NOWHERE))]
        whole = (urldefrag(urljoin(address, link)).url for link in found)
        waiting += (one for one in whole if one.startswith(within) and not _LEFT_OUT.match(one))
    return seen


def _narrows_twice(address: str, searches: set[str]) -> bool:
    parts = urlsplit(address)
    return parts.path in searches and len(parse_qsl(parts.query)) > 1


_CHANCE = re.compile(
    r'Content-Length: \d+|name="csrfmiddlewaretoken" value="\w+"'
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
)


def settled(text: str) -> str:
    """A page without what differs each time it is asked for."""
    return _CHANCE.sub("", text)
