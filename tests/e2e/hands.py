"""Two ways to fill in a page: by pointing, and by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Download, Locator, Page, expect

_MOST_TABS = 500
# What the eye sees of the focus: an outline or a shadow on the field, its label or its frame.
_VISIBLE = """element => {
  const label = element.labels && element.labels[0];
  return [element, label, element.parentElement].some(one => {
    if (!one) return false;
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  });
}"""
# The same parts as the eye compares them, with the focus and without.
_LOOK = """element => {
  const label = element.labels && element.labels[0];
  return [element, label, element.parentElement].map(one => {
    if (!one) return '';
    const style = getComputedStyle(one);
    return `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor} ${style.boxShadow}`;
  }).join();
}"""
_IS_FOCUSED = "element => element === document.activeElement"
# Focused, or its group of choices is: arrows go on from there.
_IS_REACHED = """element => {
  const here = document.activeElement;
  if (here === element) return true;
  return here.type === 'radio' && here.name === element.name && here.form === element.form;
}"""


class Hands(Protocol):
    """What a person does to a form."""

    name: str

    def fill(self, field: Locator, text: str) -> None: ...
    def date(self, field: Locator, year: int, month: int, day: int) -> None: ...
    def check(self, box: Locator) -> None: ...
    def choose(self, field: Locator, value: str) -> None: ...
    def press(self, button: Locator) -> None: ...
    def download(self, link: Locator) -> bytes: ...


class Mouse:
    """Points and clicks."""

    name = "essai à la souris"

    def fill(self, field: Locator, text: str) -> None:
        field.fill(text)

    def date(self, field: Locator, year: int, month: int, day: int) -> None:
        field.fill(f"{year:04}-{month:02}-{day:02}")

    def check(self, box: Locator) -> None:
        box.check()

    def choose(self, field: Locator, value: str) -> None:
        field.select_option(value)

    def press(self, button: Locator) -> None:
        button.click()

    def download(self, link: Locator) -> bytes:
        with link.page.expect_download() as found:
            link.click()
        return _content(found.value)


class Keyboard:
    """Tab, arrows, space and enter; whatever has the focus must show it."""

    name = "essai au clavier"

    def fill(self, field: Locator, text: str) -> None:
        page = self._reach(field)
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(text)
        expect(field).to_have_value(text)

    def date(self, field: Locator, year: int, month: int, day: int) -> None:
        page, wanted = self._reach(field), f"{year:04}-{month:02}-{day:02}"
        # The parts stand in the order of the browser's own language.
        for typed in (f"{day:02}{month:02}{year:04}", f"{month:02}{day:02}{year:04}"):
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("ArrowLeft")
            page.keyboard.type(typed)
            if field.input_value() == wanted:
                break
        expect(field).to_have_value(wanted)

    def check(self, box: Locator) -> None:
        page = self._reach(box)
        if box.get_attribute("type") == "radio":
            for _number in range(40):
                if box.is_checked():
                    break
                page.keyboard.press("Space" if box.evaluate(_IS_FOCUSED) else "ArrowDown")
        elif not box.is_checked():
            page.keyboard.press("Space")
        expect(box).to_be_checked()

    def choose(self, field: Locator, value: str) -> None:
        page = self._reach(field)
        words = field.locator(f"option[value='{value}']").first.text_content() or ""
        page.keyboard.press("Home")
        if words.isascii() and " " not in words.strip():
            page.keyboard.type(words.strip())  # a list goes to the name that one types
        for _number in range(600):
            if field.input_value() == value:
                break
            page.keyboard.press("ArrowDown")
        expect(field).to_have_value(value)

    def press(self, button: Locator) -> None:
        page = self._reach(button)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def press_here(self, button: Locator) -> None:
        """Press what changes the page without leaving it."""
        self._reach(button).keyboard.press("Enter")

    def download(self, link: Locator) -> bytes:
        page = self._reach(link)
        with page.expect_download() as found:
            page.keyboard.press("Enter")
        return _content(found.value)

    def _reach(self, target: Locator) -> Page:
        """Tab until the target, or another choice of its group, has a focus that one sees."""
        page = target.page
        expect(target).to_be_attached()
        at_rest = "" if target.evaluate(_IS_FOCUSED) else target.evaluate(_LOOK)
        wanted = target.element_handle()
        for _number in range(_MOST_TABS):
            if wanted.evaluate(_IS_REACHED):
                assert page.locator(":focus").evaluate(_VISIBLE), f"unseen focus: {target}"
                if target.evaluate(_IS_FOCUSED):
                    assert target.evaluate(_LOOK) != at_rest, f"the focus changes nothing: {target}"
                return page
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")


def _content(found: Download) -> bytes:
    return Path(found.path()).read_bytes()


def enter_by(hands: Hands, page: Page, role: str) -> None:
    """Enter the demonstration in a role, from its first page."""
    page.set_default_timeout(10_000)
    page.goto("/")
    hands.press(page.locator("main").get_by_role("link", name="Entrer dans la démonstration"))
    hands.press(page.locator(f"button[name=role][value={role}]"))
    page.wait_for_url("**/")


def button(page: Page, name: str) -> Locator:
    """A button of the page's main part, by its words."""
    return page.locator("main").get_by_role("button", name=name, exact=True).first


def field(page: Page, name: str) -> Locator:
    """A field of the page, by its name."""
    return page.locator(f"main [name={name}]").first
