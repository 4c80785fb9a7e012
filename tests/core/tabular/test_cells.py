"""A cell never starts a formula, and every text comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.tabular import neutralise, restore

#: The starts that OWASP lists under “CSV injection”, full-width forms included.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("start", DANGEROUS)
def test_guards_what_a_spreadsheet_would_run(start: str) -> None:
    assert neutralise(start + "HYPERLINK(1)") == "'" + start + "HYPERLINK(1)"


@pytest.mark.parametrize("cell", ["", "Cotonou", "l’eau", "'", "'cité", "a=b", "12", "1-2", "  "])
def test_leaves_plain_text_alone(cell: str) -> None:
    assert neutralise(cell) == cell


def test_guards_a_formula_behind_spaces() -> None:
    assert neutralise("  =1+1") == "'  =1+1"


def test_a_text_that_already_looks_guarded_is_told_apart() -> None:
    assert neutralise("'=1") == "''=1"
    assert restore("''=1") == "'=1"
    assert restore("'=1") == "=1"


texts = st.text(alphabet=st.sampled_from("=+-@\t\r\n' ab＝1"), max_size=6) | st.text(max_size=20)


@given(texts)
def test_every_text_comes_back(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(texts)
def test_nothing_starts_a_formula(text: str) -> None:
    assert not neutralise(text).startswith(DANGEROUS)
    assert not neutralise(text).strip().startswith(DANGEROUS)
