"""A demonstration server that can be killed, and how somebody joins a workshop on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from conftest import free_port, wait_until_served


class Room:
    """A demonstration server of this test's own, which can be killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [str(Path(sys.executable).with_name("palabre")), "demo"]
        command += ["--port", str(self.port), "--data", str(self.data)]
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PALABRE_", "DATABASE_", "DJANGO_"))
        }
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        wait_until_served(self.address, self.process)

    def kill(self) -> None:
        """As a power cut would, worker included."""
        if self.process is None:
            return
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = children.read_text().split() if children.exists() else []
        self.process.kill()
        self.process.wait(20)
        for child in found:
            subprocess.run(["kill", "-9", child], check=False, capture_output=True)
        self.process = None


def opened(browser: Browser, room: Room, width: int, height: int) -> BrowserContext:
    return browser.new_context(
        base_url=room.address, locale="fr-FR", viewport={"width": width, "height": height}
    )


def workshop_of(page: Page) -> str:
    """The address of the demonstration's own workshop, which has hours."""
    page.goto("/ateliers/")
    link = page.locator("main h2 a", has_text="démonstration").first
    return str(link.get_attribute("href"))


def join(page: Page, code: str, name: str) -> None:
    page.goto("/rejoindre/")
    page.locator("main [name=code]").fill(code.lower())
    page.locator("main").get_by_role("button", name="Entrer", exact=True).click()
    page.locator("main [name=name]").fill(name)
    page.locator("main [name=presence][value=remote]").check(force=True)
    page.locator("main [name=city]").select_option("autre")
    page.locator("main [name=other_city]").fill("Ville d’essai")
    page.get_by_role("button", name="Entrer dans l’atelier").click()
    page.wait_for_url("**/direct/")


def open_door(desk: Page, workshop: str) -> str:
    """Open the door of a workshop from its facilitator's page; return the code to type."""
    desk.goto(f"{workshop}conduite/")
    desk.get_by_role("button", name="Ouvrir la porte").click()
    return re.sub(r"\s", "", desk.locator(".door-code").inner_text().split(":")[-1])
