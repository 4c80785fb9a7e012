"""Participants beside the electorate, and nobody to be recognised."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.opinion import compare_with_electorate

People = dict[str, dict[str, str]]


def electorate(**cities: int) -> People:
    return {
        f"{city}{number}": {"city": city} for city, size in cities.items() for number in range(size)
    }


def first(people: People, **counts: int) -> list[str]:
    return [f"{city}{number}" for city, count in counts.items() for number in range(count)]


def test_shares_by_hand() -> None:
    people = electorate(Nantes=60, Niamey=40)
    [found] = compare_with_electorate(people, first(people, Nantes=30, Niamey=10))
    assert found.attribute == "city"
    nantes, niamey = found.categories
    assert (nantes.names, nantes.electorate, nantes.participants) == (("Nantes",), 60, 30)
    assert (nantes.share_electorate, nantes.share_participants) == (0.6, 0.75)
    assert (niamey.share_electorate, niamey.share_participants) == (0.4, 0.25)
    # Turnout 31/62 against 11/42, pooled 42/104.
    z = (31 / 62 - 11 / 42) / math.sqrt(42 / 104 * 62 / 104 * (1 / 62 + 1 / 42))
    assert nantes.p_value == niamey.p_value == pytest.approx(math.erfc(z / math.sqrt(2)))
    assert (found.withheld, found.unknown) == (False, 0)


def test_small_categories_are_put_together() -> None:
    people = electorate(Nantes=60, Niamey=40, Liège=4, Dakar=3)
    voters = first(people, Nantes=30, Niamey=10, Liège=3, Dakar=3)
    [found] = compare_with_electorate(people, voters)
    assert [one.names for one in found.categories] == [("Nantes",), ("Niamey",), ("Liège", "Dakar")]
    assert (found.categories[2].electorate, found.categories[2].participants) == (7, 6)


def test_one_small_category_is_not_given_away_by_subtraction() -> None:
    people = electorate(Nantes=60, Niamey=40, Liège=3)
    [found] = compare_with_electorate(people, first(people, Nantes=30, Niamey=10, Liège=1))
    assert [one.names for one in found.categories] == [("Nantes",), ("Niamey", "Liège")]


def test_an_absence_is_said() -> None:
    people = electorate(Nantes=60, Niamey=40)
    [found] = compare_with_electorate(people, first(people, Nantes=30))
    assert found.categories[1].participants == 0
    assert found.categories[1].share_participants == 0


def test_too_few_altogether_are_withheld() -> None:
    people = electorate(Nantes=3)
    [found] = compare_with_electorate(people, first(people, Nantes=2))
    assert found.categories == ()
    assert found.withheld


def test_nobody_yet_and_attributes_apart() -> None:
    people = {str(n): {"role": "élue"} | ({"gender": "f"} if n < 14 else {}) for n in range(20)}
    gender, role = compare_with_electorate(people, [])
    assert (gender.attribute, gender.unknown) == ("gender", 6)
    assert (role.attribute, role.unknown) == ("role", 0)
    assert role.categories[0].share_participants is None
    assert role.categories[0].p_value is None
    with pytest.raises(ValueError, match="'99'"):
        compare_with_electorate(people, ["99"])
    assert compare_with_electorate({}, []) == ()


@given(
    st.dictionaries(
        st.sampled_from("abcdefg"), st.tuples(st.integers(1, 12), st.integers(0, 12)), min_size=1
    )
)
def test_no_small_count_is_ever_shown_nor_deduced(sizes: dict[str, tuple[int, int]]) -> None:
    people = electorate(**{name: size for name, (size, _) in sizes.items()})
    voters = first(people, **{name: min(size, voted) for name, (size, voted) in sizes.items()})
    [found] = compare_with_electorate(people, voters)
    for one in found.categories:
        assert one.electorate >= 5
        assert one.participants == 0 or one.participants >= 5
    shown = {name for one in found.categories for name in one.names}
    if found.withheld:
        assert not found.categories
    else:
        assert shown == set(sizes)
        assert sum(one.participants for one in found.categories) == len(voters)
