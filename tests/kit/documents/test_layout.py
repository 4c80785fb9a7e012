from __future__ import annotations

import pytest

from palabre.kit.documents import Document, Table
from palabre.kit.documents.layout import RUNNING_TITLE, column_shares, running_title, stays_whole


def test_the_rooms_own_widths_are_followed() -> None:
    table = Table(("a", "b"), (("x" * 80, "y"),), widths=(1, 3))
    assert column_shares(table) == (0.25, 0.75)


@pytest.mark.parametrize("widths", [(), (1.0,), (1.0, 0.0)])
def test_guessed_widths_fill_the_line_and_favour_prose(widths: tuple[float, ...]) -> None:
    table = Table(("N°", "Texte"), (("1", "une longue phrase " * 8),), widths=widths)
    short, long = column_shares(table)
    assert short + long == pytest.approx(1)
    assert long > 4 * short


def test_a_column_of_numbers_holds_its_longest_number() -> None:
    texts = ("des mots qui peuvent aller à la ligne " * 4,) * 4
    table = Table(("a", "b", "c", "d", "Coût"), ((*texts, "12 345 678 €"),), numeric=(4,))
    assert column_shares(table)[4] * 100 >= len("12 345 678 €")


def test_the_running_title_fits_on_one_line() -> None:
    document = Document("Programme " * 30, organisation="Réseau")
    running = running_title(document)
    assert len(running) <= RUNNING_TITLE
    assert running.startswith("Réseau · Programme")
    assert running.endswith("…")
    assert running_title(Document("Court")) == "Court"


def test_a_short_table_is_not_cut_by_the_end_of_a_page() -> None:
    def table(rows: int, words: str) -> Table:
        return Table(("a", "b"), ((words, "x"),) * rows)

    assert stays_whole(table(6, "court"))
    assert not stays_whole(table(7, "court"))
    assert not stays_whole(table(2, "long " * 200))
