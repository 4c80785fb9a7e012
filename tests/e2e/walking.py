"""How the journeys walk: entering as a role, pressing, and looking for faults of access."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def enter(page: Page, role: str) -> None:
    """Enter the demonstration in a role, as its page offers."""
    page.set_default_timeout(10_000)
    page.goto("/entrer/")
    page.locator(f"button[name=role][value={role}]").click()
    page.wait_for_url("**/")


def press(page: Page, name: str) -> None:
    """Press a button of the page's main part by its words."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def faults(page: Page) -> list[str]:
    """What axe finds on the page, in one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width
