from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from palabre.core.results import Change, Fate, compare_editions


def test_added_changed_removed() -> None:
    before = {
        "axe-1": {"title": "Données"},
        "action-1": {"title": "Former", "cost": "100", "gone": "x"},
        "action-2": {"title": "Équiper"},
    }
    after = {
        "axe-1": {"title": "Données"},
        "action-3": {"title": "Publier"},
        "action-1": {"title": "Former", "cost": "120", "new": "y"},
    }
    assert compare_editions(before, after) == (
        Change("action-3", Fate.ADDED),
        Change(
            "action-1", Fate.CHANGED, (("cost", "100", "120"), ("new", "", "y"), ("gone", "x", ""))
        ),
        Change("action-2", Fate.REMOVED),
    )


editions = st.dictionaries(
    st.sampled_from("abcd"),
    st.dictionaries(st.sampled_from("xyz"), st.sampled_from(["", "1", "2"])),
)


@given(editions)
def test_an_edition_does_not_differ_from_itself(edition: dict[str, dict[str, str]]) -> None:
    assert compare_editions(edition, edition) == ()


@given(editions, editions)
def test_reading_backwards_mirrors_every_change(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    mirror = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED, Fate.CHANGED: Fate.CHANGED}

    def told(changes: tuple[Change, ...], *, mirrored: bool) -> set[tuple[object, ...]]:
        return {
            (
                change.key,
                mirror[change.fate] if mirrored else change.fate,
                frozenset(
                    (name, new, old) if mirrored else (name, old, new)
                    for name, old, new in change.fields
                ),
            )
            for change in changes
        }

    assert told(compare_editions(before, after), mirrored=False) == told(
        compare_editions(after, before), mirrored=True
    )
