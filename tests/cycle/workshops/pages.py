"""What a browser would send for a form, and what the database holds."""

from __future__ import annotations

from html.parser import HTMLParser

from django.apps import apps


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._text: str | None = None
        self._select: str | None = None
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or ""
        if tag == "input" and name:
            kind = values.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" not in values:
                return
            if kind != "file":
                default = "on" if kind == "checkbox" else ""
                self.values.setdefault(name, []).append(values.get("value") or default)
        elif tag == "textarea":
            self._text = name
            self.values[name] = [""]
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select:
            if self._first is None:
                self._first = values.get("value") or ""
                self.values[self._select] = [self._first]
            if "selected" in values:
                self.values[self._select] = [values.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.values[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self.values[self._text][0] = self.values[self._text][0].removeprefix("\n")
            self._text = None
        if tag == "select":
            self._select = None


def fields_of(html: str) -> dict[str, list[str]]:
    """Names and values of the fields of a page; unticked boxes are absent, as in a browser."""
    parser = _Fields()
    parser.feed(html)
    for name in ("language", "csrfmiddlewaretoken", "next"):
        parser.values.pop(name, None)
    return parser.values


def counts() -> dict[str, int]:
    """Rows of every table, sessions apart."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label != "sessions"
    }


def everything() -> dict[tuple[str, int], dict[str, object]]:
    """Every row of the room, by model and primary key."""
    return {
        (model._meta.label, row["id"]): row
        for model in apps.get_app_config("workshops").get_models()
        for row in model._default_manager.values()
    }
