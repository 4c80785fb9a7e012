"""QR codes drawn as SVG, painted here dot by dot and read by another library."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp

from palabre.kit.documents import Document, Figure, to_pdf
from palabre.kit.qr import qr_svg

SVG = "{http://www.w3.org/2000/svg}"


def painted(svg: str, scale: int = 4) -> np.ndarray:
    """The picture as grey dots, from the path's own moves: ``M4 4.5h7m7 0h1…``."""
    root = ElementTree.fromstring(svg)
    side = int(root.attrib["viewBox"].split()[2])
    dots = np.full((side, side), 255, dtype=np.uint8)
    strokes = [path for path in root.iter(f"{SVG}path") if path.get("stroke") == "#000"]
    x = y = 0.0
    for move, numbers in re.findall("([Mmh])([-0-9. ]+)", strokes[0].attrib["d"]):
        values = [float(number) for number in numbers.split()]
        if move == "M":
            x, y = values
        elif move == "m":
            x, y = x + values[0], y + values[1]
        else:
            dots[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
    return np.kron(dots, np.ones((scale, scale), dtype=np.uint8))


@pytest.mark.parametrize(
    "text",
    [
        "https://palabre.exemple.test/rejoindre/ABC-123?langue=fr",
        "Atelier « Numérique », 9 h 30 – œuvre",
        "مرحبا",
        "x" * 1_200,
    ],
)
def test_another_reader_finds_the_text(text: str) -> None:
    (found,) = zxingcpp.read_barcodes(painted(qr_svg(text)))
    assert found.text == text
    assert found.format == zxingcpp.BarcodeFormat.QRCode


def test_it_bears_a_soiled_corner() -> None:
    dots = painted(qr_svg("https://palabre.exemple.test/rejoindre/ABC-123"))
    middle = dots.shape[0] // 2
    dots[middle : middle + 16, middle : middle + 16] = 0
    (found,) = zxingcpp.read_barcodes(dots)
    assert found.text == "https://palabre.exemple.test/rejoindre/ABC-123"


def test_a_strict_policy_and_a_screen_reader_are_content() -> None:
    svg = qr_svg("https://exemple.test/?a=1&b=<2>", title='Rejoindre "l’atelier" <vite>')
    root = ElementTree.fromstring(svg)
    assert not [one for one in root.iter() if "style" in one.attrib or "id" in one.attrib]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Rejoindre "l’atelier" <vite>'
    titles = [one.text for one in root.iter(f"{SVG}title")]
    assert titles == ['Rejoindre "l’atelier" <vite>']


def test_without_a_title_it_says_what_it_holds() -> None:
    root = ElementTree.fromstring(qr_svg("https://exemple.test/"))
    assert root.attrib["aria-label"] == "Code QR\u00a0: https://exemple.test/"


def test_a_light_margin_surrounds_it() -> None:
    dots = painted(qr_svg("a"), scale=1)
    assert dots.shape == (29, 29)
    margin = np.ones_like(dots, dtype=bool)
    margin[4:-4, 4:-4] = False
    assert (dots[margin] == 255).all()


@pytest.mark.parametrize("text", ["", "x" * 5_000])
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"needs a text|fit|too"):
        qr_svg(text)


def test_it_can_stand_in_a_document() -> None:
    code = qr_svg("https://exemple.test/")
    document = Document("Invitation", blocks=(Figure(code, "Code QR de l’invitation", width=0.3),))
    assert to_pdf(document).startswith(b"%PDF")
