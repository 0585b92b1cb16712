"""Text recognition by the installed Tesseract."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from gateway.documents import ocr
from gateway.model import Extracted, OpaqueBody, OpaqueReason
from support.documents import ask, nursery, text


def installed() -> ocr.Tesseract:
    found = ocr.find(("ces", "slk"))
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Tesseract with ces and slk must be installed where CI=true")
        pytest.skip("Tesseract with its Czech and Slovak data is not installed (apt-get install tesseract-ocr-ces tesseract-ocr-slk)")
    return found


def picture(words: str, turned: int = 0) -> bytes:
    image = Image.new("L", (1100, 120), 255)
    ImageDraw.Draw(image).text((20, 20), words, fill=0, font=ImageFont.load_default(60))
    out = io.BytesIO()
    image.rotate(turned, expand=True).save(out, "PNG")
    return out.getvalue()


def test_letters_are_read() -> None:
    """Identifiers and Czech letters."""
    assert "710319/2745" in text(picture("Rodné číslo 710319/2745"), recognise=installed())


CONFINED = """
from gateway.documents import ocr
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
read = Reader(documents(), ocr.find(("ces", "slk"))).read
"""


def test_it_works_in_a_confined_process() -> None:
    """Under the limits of a file: no file written, its memory bounded, no network."""
    installed()
    with nursery(CONFINED, deadline=60) as (_, path):
        (read,) = ask(path, picture("Rodné číslo 710319/2745"), deadline=60)
    assert isinstance(read, Extracted)
    assert "710319/2745" in read.segments[0].text


def test_a_picture_that_takes_too_long_is_a_limit(tmp_path: Path) -> None:
    """And the next file is read."""
    script(tmp_path, "exec sleep 60\n")
    with nursery(SLOW.format(program=str(tmp_path / "tesseract")), deadline=3) as (_, path):
        assert ask(path, picture("Rodné číslo 710319/2745"), deadline=60) == [OpaqueReason.DOCUMENT_LIMIT]
        (after,) = ask(path, b"text", deadline=60)
        assert isinstance(after, Extracted)


def test_what_ends_without_an_answer_is_a_limit(tmp_path: Path) -> None:
    """A picture that the program does not take."""
    del tmp_path
    with pytest.raises(OpaqueBody, match="document_limit"):
        installed()(b"no picture")


def test_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many at once as may be, their texts in order, and a picture is drawn no earlier than it is needed."""
    script(
        tmp_path,
        f"""[ "$1" = --list-langs ] && {{ echo List; echo ces; exit; }}
echo x >> {tmp_path}/at-work
while [ "$(wc -l < {tmp_path}/at-work)" -lt 3 ]; do sleep 0.01; done
cat
""",
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = ocr.find(("ces",), at_once=3)
    assert found is not None
    drawn: list[int] = []

    def pictures() -> Iterator[bytes]:
        for number in range(9):
            drawn.append(number)
            yield str(number).encode() * 200_000

    texts = found.each(pictures())
    assert next(texts) == "0" * 200_000
    assert drawn == [0, 1, 2]
    assert [text[0] for text in texts] == list("12345678")


def test_what_fails_ends_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One picture without an answer is a file without one; a program that reads nothing of a large picture is heard all the same."""
    script(
        tmp_path, '[ "$1" = --list-langs ] && { echo List; echo ces; exit; }\nread -r first; [ "$first" = bad ] && exit 1; echo "$first"\n'
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = ocr.find(("ces",), at_once=2)
    assert found is not None
    assert list(found.each([b"good\n" + bytes(3_000_000), b"well\n"])) == ["good\n", "well\n"]
    with pytest.raises(OpaqueBody, match="document_limit"):
        list(found.each([b"good\n", b"bad\n", b"good\n"]))
    assert list(found.each([])) == []


SLOW = """
from gateway.documents.ocr import Tesseract
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
read = Reader(documents(), Tesseract({program!r}, ("ces",), at_once=2)).read
"""


def test_too_many_scans_are_said_to_be(tmp_path: Path) -> None:
    """A file whose pages are more than time allows says so, instead of ending as a limit of any sort."""
    script(tmp_path, "cat > /dev/null; sleep 3.8; echo slovo\n")
    frames = [Image.effect_noise((300, 300), 90) for _ in range(6)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    with nursery(SLOW.format(program=str(tmp_path / "tesseract")), deadline=12) as (_, path):
        # After the first one 8.2 s are left at most, and twice 3.8 s and one more are wanted; a busy machine has as long for the first.
        assert ask(path, out.getvalue(), deadline=60) == [OpaqueReason.MANY_SCANS]


def script(folder: Path, body: str) -> None:
    program = folder / "tesseract"
    program.write_text("#!/bin/sh\n" + body)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


FOUND = [
    ("echo List; echo ces; echo slk; echo osd", ("ces", "slk"), True, "both"),
    ("echo List; echo ces", ("ces", "slk"), False, "one is missing"),
    ("exit 1", ("ces",), False, "it does not start"),
    ("echo List; echo ces", (), False, "turned off"),
]


@pytest.mark.parametrize(("body", "languages", "there", "why"), FOUND, ids=[row[3] for row in FOUND])
def test_it_is_found_with_all_its_languages(
    body: str, languages: tuple[str, ...], there: bool, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise every picture is opaque."""
    script(tmp_path, body)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert (ocr.find(languages) is not None) is there, why


def test_without_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """None."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.find(("ces",)) is None
