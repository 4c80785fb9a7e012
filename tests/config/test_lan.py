"""`palabre serve --lan`: the code in the terminal, and settings that serve a room in clear."""

from __future__ import annotations

import argparse

import numpy as np
import pytest
import zxingcpp

from palabre.config.commands.answers import Unusable
from palabre.config.commands.service import _on_lan, lan_address, terminal_qr
from palabre.config.environment import read_environment


def pixels(drawing: str) -> np.ndarray:
    """The picture that half blocks draw, light where there is a block, eight pixels a module."""
    halves = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    lines = [line for line in drawing.split("\n") if line]
    rows = [[halves[mark][half] for mark in line] for line in lines for half in (0, 1)]
    width = max(map(len, rows))
    square = np.array([row + [255] * (width - len(row)) for row in rows], dtype=np.uint8)
    return np.kron(square, np.ones((8, 8), dtype=np.uint8))


def test_a_phone_reads_the_code_of_the_terminal() -> None:
    door = "http://192.0.2.7:8000/rejoindre/"
    (found,) = zxingcpp.read_barcodes(pixels(terminal_qr(door)))
    assert found.text == door


def test_the_room_is_served_in_clear_at_the_address_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_HOSTS", "reseau.example")
    monkeypatch.setenv("PALABRE_BASE_URL", "https://reseau.example")
    monkeypatch.setenv("PALABRE_HTTPS", "1")
    options = argparse.Namespace(host="192.0.2.7", port=8123)
    assert _on_lan(options) == "http://192.0.2.7:8123"
    found = read_environment()
    assert found.base_url == "http://192.0.2.7:8123"
    assert "192.0.2.7" in found.hosts
    assert found.https is False


def test_the_address_is_not_that_of_the_machine_alone() -> None:
    try:
        found = lan_address()
    except Unusable:
        pytest.skip("cette machine n’est sur aucun réseau")
    assert not found.startswith("127.")
