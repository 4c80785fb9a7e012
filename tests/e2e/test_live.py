"""A workshop conducted from one browser, followed on a phone whose clock is wrong and whose line
drops, while the server is killed and comes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from rooms import Room, join, open_door, opened, workshop_of
from walking import enter, faults, overflow

pytestmark = pytest.mark.browser

PATIENCE = 30_000


def seconds_left(page: Page) -> int:
    shown = page.locator("[data-ends]").first.inner_text()
    minutes, seconds = shown.removeprefix("+").split(":")[-2:]
    return int(minutes) * 60 + int(seconds)


def test_a_workshop_is_conducted_and_followed(browser: Browser, room: Room) -> None:
    chair = opened(browser, room, 1280, 900)
    desk = chair.new_page()
    enter(desk, "animation")
    workshop = workshop_of(desk)
    code = open_door(desk, workshop)
    assert faults(desk) == []

    line = opened(browser, room, 360, 740)
    # This phone believes that it is ten minutes and a day later than it is.
    line.add_init_script("const now = Date.now.bind(Date); Date.now = () => now() + 87000000;")
    phone = line.new_page()
    join(phone, code, "Awa (essai)")
    expect(phone.locator("[data-piece=etat]")).to_contain_text("va ouvrir l’atelier")
    expect(desk.locator("[data-piece=salle]")).to_contain_text("1 à distance", timeout=PATIENCE)

    # One tap, and the phone follows by itself; both count the same time.
    desk.get_by_role("button", name=re.compile("Commencer l’atelier")).click()
    title = desk.locator(".now-slot h2").inner_text()
    expect(phone.locator(".now-slot h2")).to_have_text(title, timeout=PATIENCE)
    expect(phone.locator("[data-ends]").first).to_have_text(re.compile(r"\d:\d\d"))
    assert abs(seconds_left(phone) - seconds_left(desk)) <= 3
    assert faults(phone) == []
    assert overflow(phone) == 0

    # The line drops, the workshop goes on, and the phone finds it again.
    line.set_offline(True)
    expect(phone.locator("[data-follow-note]")).to_contain_text("perdue", timeout=PATIENCE)
    desk.get_by_role("button", name=re.compile("Passer à la suite")).click()
    expect(desk.locator(".now-slot h2")).not_to_have_text(title)
    second = desk.locator(".now-slot h2").inner_text()
    line.set_offline(False)
    expect(phone.locator(".now-slot h2")).to_have_text(second, timeout=PATIENCE)

    # The server is killed and comes back: the same slot, and the phone need not join again.
    room.kill()
    room.start()
    expect(phone.locator("[data-follow-note]")).to_have_text("", timeout=2 * PATIENCE)
    desk.goto(f"{workshop}conduite/")
    expect(desk.locator(".now-slot h2")).to_have_text(second)
    phone.reload()
    expect(phone.locator(".now-slot h2")).to_have_text(second)

    # Taken back, and the first slot goes on.
    desk.get_by_role("button", name="Annuler le dernier geste").click()
    expect(desk.locator(".now-slot h2")).to_have_text(title)
    expect(phone.locator(".now-slot h2")).to_have_text(title, timeout=PATIENCE)

    # From ten metres: what matters is written in letters of a twenty-fifth of the screen.
    for width, height in ((1920, 1080), (1024, 768)):
        desk.set_viewport_size({"width": width, "height": height})
        desk.goto(f"{workshop}ecran/")
        for piece in ("h1", ".screen-clock .left", ".screen-next", ".screen-code"):
            size = desk.locator(piece).first.evaluate(
                "element => parseFloat(getComputedStyle(element).fontSize)"
            )
            assert size >= height / 25, (piece, width, size)
        assert overflow(desk) == 0
        assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert faults(desk) == []

    # Removed, the phone shows nothing more of the room.
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.goto(f"{workshop}presences/")
    assert faults(desk) == []
    desk.get_by_role("button", name=re.compile("Retirer.*Awa")).click()
    expect(desk.locator("main")).to_contain_text("hors de la salle")
    expect(phone.locator("main")).to_contain_text("Rejoindre un atelier", timeout=PATIENCE)
    line.close()
    chair.close()


def test_joining_and_following_without_scripts(browser: Browser, room: Room) -> None:
    chair = browser.new_context(base_url=room.address, locale="fr-FR", java_script_enabled=False)
    desk = chair.new_page()
    enter(desk, "animation")
    workshop = workshop_of(desk)
    code = open_door(desk, workshop)
    guest = browser.new_context(base_url=room.address, locale="fr-FR", java_script_enabled=False)
    phone = guest.new_page()
    join(phone, code, "Moussa (essai)")
    desk.get_by_role("button", name=re.compile("Commencer l’atelier")).click()
    title = desk.locator(".now-slot h2").inner_text()
    phone.get_by_role("link", name="Actualiser").click()
    expect(phone.locator(".now-slot h2")).to_have_text(title)
    guest.close()
    chair.close()
