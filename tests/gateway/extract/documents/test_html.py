"""Pages: what they show and what they do not."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from support.documents import reason, text

PAGE = """<!DOCTYPE html><html><head><title>TITULEK</title><meta name="author" content="AUTOR"><style>/* VESTYLU */</style>
<script>var x = "VESKRIPTU";</script></head><body><!-- KOMENTAR --><p>7103<b>19</b>/27<i>45</i> &#381;ENA</p>
<img alt="ALTERNATIVNI" title="BUBLINA"><input placeholder="NAPOVEDA" value="HODNOTA"><a href="mailto:ODKAZ@example.cz?x=1">a</a>
<div data-note="VLASTNI" hidden>SKRYTE</div><table><tr><th>Jméno</th><th>Číslo OP</th></tr><tr><td>Jan</td><td>123456789</td></tr></table>
<svg><text>VEKRESBE</text></svg><noscript>BEZSKRIPTU</noscript><template>SABLONA</template></body></html>"""


@pytest.mark.parametrize(
    "value",
    [
        "TITULEK",
        "AUTOR",
        "VESTYLU",
        "VESKRIPTU",
        "KOMENTAR",
        "710319/2745",
        "ŽENA",
        "ALTERNATIVNI",
        "BUBLINA",
        "NAPOVEDA",
        "HODNOTA",
        "ODKAZ@example.cz",
        "VLASTNI",
        "SKRYTE",
        "VEKRESBE",
        "BEZSKRIPTU",
        "SABLONA",
    ],
)
def test_every_corner_is_read(value: str) -> None:
    """Also by a page that is declared to be something else."""
    assert value in text(PAGE.encode())
    assert value in text(PAGE.encode("cp1250"), "text/plain", "a.txt")


def test_rows() -> None:
    """A row of a table is a row."""
    assert "Jméno\tČíslo OP\nJan\t123456789" in text(PAGE.encode())


def test_pictures_in_data_uris() -> None:
    """A file in an attribute is a file."""
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    page = f'<html><img src="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"></html>'
    assert reason(page.encode()) == "no_ocr"
    assert "PRECTENO" in text(page.encode(), recognise=lambda _: "PRECTENO")


def test_a_deep_page_is_read() -> None:
    """Nesting costs no stack."""
    assert reason(b"<html>" + b"<div>" * 100_000) in {None, "broken_document", "document_limit"}
