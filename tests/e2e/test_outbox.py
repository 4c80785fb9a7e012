"""A note typed on a lost line waits in the phone, and leaves it once, whatever happened between."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from rooms import Room, join, open_door, opened, workshop_of
from walking import enter, faults, overflow

pytestmark = pytest.mark.browser

PATIENCE = 40_000
WAITS = re.compile("attend dans ce téléphone")


def started(browser: Browser, room: Room) -> tuple[BrowserContext, Page, str, str]:
    """The facilitator's browser and page, the workshop's address and its code."""
    chair = opened(browser, room, 1280, 900)
    desk = chair.new_page()
    enter(desk, "animation")
    workshop = workshop_of(desk)
    return chair, desk, workshop, open_door(desk, workshop)


def write(page: Page, text: str) -> None:
    page.locator("main textarea[name=text]").fill(text)
    page.locator("main").get_by_role("button", name="Noter", exact=True).click()


def stored(desk: Page, workshop: str) -> list[str]:
    """The notes that the server holds, the oldest first, with who said them."""
    desk.goto(f"{workshop}notes/")
    return [one.inner_text() for one in desk.locator(".said").all()][::-1]


def test_a_note_survives_the_line_the_page_and_the_server(browser: Browser, room: Room) -> None:
    chair, desk, workshop, code = started(browser, room)
    line = opened(browser, room, 360, 740)
    phone = line.new_page()
    join(phone, code, "Awa (essai)")
    phone.goto(f"{workshop}notes/")
    write(phone, "Avant la coupure.")
    expect(phone.locator("[data-outbox]")).to_contain_text("C’est noté", timeout=PATIENCE)
    expect(phone.locator("[data-feed]")).to_contain_text("Avant la coupure.")

    # The line drops: two notes wait, and a third is only half typed.
    line.set_offline(True)
    write(phone, "Pendant la coupure.")
    expect(phone.locator("[data-outbox]")).to_contain_text(WAITS)
    expect(phone.locator("main textarea")).to_have_value("")
    write(phone, "La même coupure, ensuite.")
    expect(phone.locator("[data-outbox]")).to_contain_text("2 envois attendent")
    phone.locator("main textarea").fill("À moitié tap")
    assert faults(phone) == []
    assert overflow(phone) == 0

    # The server goes too; the page is read again in vain, then the line is back without it.
    room.kill()
    line.set_offline(False)
    phone.wait_for_timeout(1_500)
    expect(phone.locator("[data-outbox]")).to_contain_text("2 envois attendent")
    room.start()
    phone.reload()
    expect(phone.locator("main textarea")).to_have_value("À moitié tap")
    expect(phone.locator("[data-feed]")).to_contain_text("ensuite.", timeout=PATIENCE)
    expect(phone.locator("[data-outbox]")).not_to_contain_text(WAITS)
    found = stored(desk, workshop)
    assert [one.split("\n")[0] for one in found] == [
        "Avant la coupure.",
        "Pendant la coupure.",
        "La même coupure, ensuite.",
    ]
    assert all("Awa (essai)" in one for one in found)
    line.close()
    chair.close()


def test_an_answer_lost_on_its_way_back_is_not_a_second_note(browser: Browser, room: Room) -> None:
    chair, desk, workshop, code = started(browser, room)
    line = opened(browser, room, 360, 740)
    phone = line.new_page()
    join(phone, code, "Awa (essai)")
    phone.goto(f"{workshop}notes/")
    lost = []

    def lose(route, request) -> None:  # type: ignore[no-untyped-def]
        if request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phone.route("**/notes/", lose)
    write(phone, "Reçue, sans que le téléphone le sache.")
    expect(phone.locator("[data-outbox]")).to_contain_text("C’est noté", timeout=PATIENCE)
    assert lost == [201]
    assert len(stored(desk, workshop)) == 1
    line.close()
    chair.close()


def test_two_persons_on_one_phone_keep_their_own_words(browser: Browser, room: Room) -> None:
    chair, desk, workshop, code = started(browser, room)
    line = opened(browser, room, 360, 740)
    phone = line.new_page()
    join(phone, code, "Awa (essai)")
    own = phone.get_by_role("link", name="Mon lien personnel", include_hidden=True)
    coming_back = str(own.get_attribute("href"))
    phone.goto(f"{workshop}notes/")
    line.set_offline(True)
    write(phone, "Les mots d’Awa.")
    expect(phone.locator("[data-outbox]")).to_contain_text(WAITS)

    # The phone is lent: another person joins on it, while the first page is still open.
    line.clear_cookies(name="palabre-atelier")
    line.set_offline(False)
    other = line.new_page()
    join(other, code, "Moussa (essai)")
    phone.get_by_role("button", name="Envoyer maintenant").click()
    expect(phone.locator("[data-outbox]")).to_contain_text("celui de Moussa", timeout=PATIENCE)
    other.goto(f"{workshop}notes/")
    expect(other.locator("[data-outbox]")).to_contain_text("sous votre nom")
    write(other, "Les mots de Moussa.")
    expect(other.locator("[data-outbox]")).to_contain_text("C’est noté", timeout=PATIENCE)
    assert [one.split("\n")[0] for one in stored(desk, workshop)] == ["Les mots de Moussa."]

    # She comes back by her link: her words leave, as hers.
    other.close()
    phone.goto(coming_back)
    phone.goto(f"{workshop}notes/")
    expect(phone.locator("[data-feed]")).to_contain_text("Les mots d’Awa.", timeout=PATIENCE)
    found = {one.split("\n")[0]: one for one in stored(desk, workshop)}
    assert set(found) == {"Les mots d’Awa.", "Les mots de Moussa."}
    assert "Awa (essai)" in found["Les mots d’Awa."]
    assert "Moussa (essai)" in found["Les mots de Moussa."]
    line.close()
    chair.close()


def test_the_page_is_whole_though_the_phone_never_opens_its_store(
    browser: Browser, room: Room
) -> None:
    chair, desk, workshop, code = started(browser, room)
    line = opened(browser, room, 360, 740)
    line.add_init_script("IDBFactory.prototype.open = () => new EventTarget()")
    phone = line.new_page()
    join(phone, code, "Awa (essai)")
    phone.goto(f"{workshop}notes/")
    assert faults(phone) == []
    write(phone, "Sans rien pouvoir garder.")
    # An impatient thumb: still one note.
    phone.locator("main").get_by_role("button", name="Noter", exact=True).click()
    expect(phone.locator("[data-feed]")).to_contain_text("Sans rien pouvoir", timeout=PATIENCE)
    expect(phone.locator("main textarea")).to_have_value("")
    assert len(stored(desk, workshop)) == 1
    line.close()
    chair.close()
