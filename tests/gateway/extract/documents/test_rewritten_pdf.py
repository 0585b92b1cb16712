"""The text of a PDF, set anew."""

from __future__ import annotations

import io
import re
import zlib

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.extract.documents.pdf import Pdf
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.extract.documents.rewritten import rewritten
from gateway.extract.documents.rewritten_pdf import NOTE, _set
from gateway.model import File, OpaqueBody, OpaqueReason
from support.pdf import pdf

NAME, RC = "Jana Vzorova", "715319/2743"
CHANGES = [(NAME, "[OSOBA_1]"), (RC, "[RODNE_CISLO_1]"), ("Jana", "[OSOBA_1]")]
PAGE = f"Zadost, kterou podala pani {NAME}, r. c. {RC}.\nDruhy radek stejne strany, aby jich bylo dost."


def said(content: bytes) -> str:
    return "\n".join(segment.text for segment in Reader(documents(), None).read(File((), content)).segments)


def unpacked(content: bytes) -> bytes:
    """Every byte of the file, and of its streams in clear."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return content + b"".join(zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x")


def test_nothing_of_the_old_file_is_left() -> None:
    """Pages, notes and fields come again with tokens; properties, outline and links do not come; a note on top says what is missing."""
    old = pdf(
        [PAGE, f"Na druhe strane je jeste jednou {NAME} a dost dalsiho textu."],
        info={"Author": NAME, "Title": RC, "Subject": "utajena vlastnost"},
        notes=[f"volat {NAME}"],
        fields={"rodne_cislo": RC},
        outline=NAME,
        link=f"https://example.cz/{RC}",
    )
    made = rewritten(old, CHANGES)
    text = said(made)
    assert text.startswith(NOTE[0])
    assert "pani [OSOBA_1], r. c. [RODNE_CISLO_1].\nDruhy radek" in text
    assert "[strana 2]\nNa druhe strane je jeste jednou [OSOBA_1]" in text
    assert "volat [OSOBA_1]" in text
    for value in (NAME, RC, "Vzorova", "2743", "utajena"):
        assert value not in text
        assert value.encode() not in unpacked(made)


def test_earlier_states_are_gone() -> None:
    """What a file was before it was changed by appending is not in the new one, where only that state held a value."""
    old, changed = pdf([PAGE, PAGE.replace(NAME, "zadatelka").replace(RC, "neuvedeno")]), io.BytesIO()
    with pdfium.PdfDocument(old) as document:
        page = document[0]
        for item in list(page.get_objects()):
            page.remove_obj(item)
        page.gen_content()
        document.save(changed, flags=pdfium.raw.FPDF_INCREMENTAL)
    assert changed.getvalue().startswith(old)
    assert NAME in said(changed.getvalue())
    made = rewritten(changed.getvalue(), CHANGES)
    assert "zadatelka" in said(made)
    assert "OSOBA" not in said(made)
    assert made.count(b"%%EOF") == 1


@pytest.mark.parametrize(
    ("content", "reason", "why"),
    [
        (pdf([PAGE], files={"a.txt": b"x"}), OpaqueReason.UNKNOWN_DOCUMENT, "a file inside"),
        (pdf([""], image=(10, 10, bytes(100))), OpaqueReason.UNKNOWN_DOCUMENT, "a scan"),
        (pdf([PAGE, "x"], image=None, content=[" 0 0 m 1 1 2 2 3 3 c S" * 60]), OpaqueReason.UNKNOWN_DOCUMENT, "letters drawn as outlines"),
        (pdf([""]), OpaqueReason.UNKNOWN_DOCUMENT, "no text at all"),
        (b"%PDF-1.7 \nx", OpaqueReason.BROKEN_DOCUMENT, "damaged"),
    ],
)
def test_what_is_not_put_together_again(content: bytes, reason: OpaqueReason, why: str) -> None:
    """Where the text layer is not the whole of what a reader sees, or there is none, the file stays stopped."""
    with pytest.raises(OpaqueBody) as raised:
        rewritten(content, CHANGES)
    assert raised.value.reason is reason, why


def test_a_picture_beside_enough_text_is_left_out() -> None:
    """A coat of arms in the head of a letter does not stop it; nothing of it comes along."""
    made = rewritten(pdf([PAGE], image=(10, 10, bytes(100))), CHANGES)
    assert "[OSOBA_1]" in said(made)
    assert Pdf().read(made).pictures == ()


def test_letters_without_a_font_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be set as it was read is no faithful copy."""
    monkeypatch.setattr("gateway.extract.documents.rewritten_pdf._set", lambda pages: _set([(head, text[:-5]) for head, text in pages]))
    with pytest.raises(OpaqueBody):
        rewritten(pdf([PAGE]), CHANGES)


@settings(deadline=None, max_examples=25)
@given(st.text(st.sampled_from('ab"\\#$*_[]{}()<>@/~=-+`;:,. ěščřžÁ\n'), min_size=1, max_size=60))
def test_no_text_is_a_command(text: str) -> None:
    """Whatever stands in a PDF is set as it is."""
    found = "".join(piece.text for piece in Pdf().read(_set([("x", text)])).pieces)
    assert "".join(text.split()) in "".join(found.split())
