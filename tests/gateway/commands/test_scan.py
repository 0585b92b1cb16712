"""``celnice scan`` as a command."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest

from detectors.analyzer import Analyzer
from detectors.finding import NotScanned
from gateway.commands import scan
from gateway.errors import UserError
from gateway.settings import Detection, Settings
from support.pdf import pdf

PLANTED = "710319/2745"
TEXT = f"První řádek\nŽadatel, r. č. {PLANTED}\n"


def run(*argv: str, settings: Settings = Settings()) -> int:  # noqa: B008  frozen
    parser = argparse.ArgumentParser()
    scan.configure(parser)
    return scan.run(parser.parse_args(argv), settings)


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


def test_jsonl(stdin: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """One answer per line, in order, offsets in code points of the text as given; odd texts included."""
    texts = [f"r. č. {PLANTED}", "nic", "😀\u200b " + PLANTED, "", "\x00\ud800"]
    stdin("\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate(texts)) + "\n\n")
    assert run("--jsonl") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [a["id"] for a in answers] == [0, 1, 2, 3, 4]
    assert [[texts[a["id"]][f["start"] : f["end"]] for f in a["findings"]] for a in answers] == [[PLANTED], [], [PLANTED], [], []]
    assert set(answers[0]["findings"][0]) == {"type", "start", "end", "score"}


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": "x"}', '{"id": 1, "text": 5}'])
def test_a_bad_line_is_named_by_its_number(stdin: Any, line: str) -> None:
    """The error says which line, and not what was in it."""
    stdin('{"id": 0, "text": "x"}\n' + line + "\n")
    with pytest.raises(UserError, match="line 2"):
        run("--jsonl")


def test_what_was_not_scanned_is_said(stdin: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed text has no findings key, and the command ends with 2."""

    def fail(*_: object, **__: object) -> None:
        raise NotScanned("phone_number")

    monkeypatch.setattr(Analyzer, "analyze", fail)
    stdin('{"id": 0, "text": "x"}\n')
    assert run("--jsonl") == 2
    assert json.loads(capsys.readouterr().out) == {"id": 0, "not_scanned": "phone_number"}


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Place, kind and score; the value only on demand; 1 when something was found, 0 when not."""
    dirty, clean = tmp_path / "a.txt", tmp_path / "b.txt"
    dirty.write_text(TEXT, "utf-8")
    clean.write_text("Nic tu není.", "utf-8")
    assert run(str(clean)) == 0
    assert run(str(dirty), str(clean), "--explain") == 1
    out = capsys.readouterr().out
    assert f"{dirty}:2:16  CZ_BIRTH_NUMBER  0.99" in out
    assert "check digits passed" in out
    assert PLANTED not in out
    assert run(str(dirty), "--show") == 1
    assert PLANTED in capsys.readouterr().out


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One list, with the reasons when asked."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    assert run("--json", "--explain", str(path)) == 1
    ((answer),) = json.loads(capsys.readouterr().out)
    assert (answer["file"], answer["findings"][0]["rule"], answer["findings"][0]["check"]) == (str(path), "cz_birth_number.slash", True)


def test_standard_input(stdin: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A dash is standard input."""
    stdin(TEXT)
    assert run("-") == 1
    assert capsys.readouterr().out.startswith("-:2:16")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "damaged"),
        (b"PK\x03\x04abc", "damaged"),
        (b"abc\x00def", "not read"),
        (b"\xff\xfeabc", "no encoding"),
        (b"ID3" + bytes(20), "sound"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
    ],
)
def test_what_cannot_be_read_is_not_scanned(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str) -> None:
    """Never "nothing found": 2, and why."""
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    assert run(str(path)) == 2
    assert reason in capsys.readouterr().err


DOCUMENTS = [
    (pdf(["Strana s dostatkem textu, aby nebyla povazovana za obrazek.\nr. c. " + PLANTED]), "a.pdf", "page 1"),
    (f"jméno;rodné číslo\nx;{PLANTED}\n".encode("cp1250"), "a.csv", "table 1, line 2, column 2"),
    (b"{\\rtf1 a\\par r. c. " + PLANTED.encode() + b"}", "a.rtf", "paragraph 2"),
]


@pytest.mark.parametrize(("content", "name", "where"), DOCUMENTS, ids=[row[1] for row in DOCUMENTS])
def test_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, name: str, where: str) -> None:
    """Findings say where in the document, and in JSON, too."""
    path = tmp_path / name
    path.write_bytes(content)
    assert run(str(path)) == 1
    assert f"{path}:{where}  CZ_BIRTH_NUMBER" in capsys.readouterr().out
    assert run("--json", str(path)) == 1
    ((answer),) = json.loads(capsys.readouterr().out)
    assert ", ".join(f"{kind} {number}" for kind, number in answer["findings"][0]["where"]) == where


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    """Texts saved by Windows programs are read."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding)
    assert run(str(path)) == 1


def test_a_false_mark_hides_nothing(tmp_path: Path) -> None:
    """Two bytes before a text of one byte a letter: not every reader believes them."""
    false = tmp_path / "a.txt"
    text = TEXT.encode()
    false.write_bytes(b"\xff\xfe" + text + b" " * (len(text) % 2))
    assert run(str(false)) == scan.FOUND


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the limit nothing is read."""
    monkeypatch.setattr(scan, "MAX_FILE_BYTES", 3)
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    assert run(str(path)) == 2


@pytest.mark.parametrize(
    ("argv", "fix"),
    [((), "name a file"), (("--jsonl", "x"), "leave out"), (("x", "--threshold", "2"), "between"), (("/no/such",), "check the path")],
)
def test_errors_say_the_fix(argv: tuple[str, ...], fix: str) -> None:
    """One line with the fix."""
    with pytest.raises(UserError, match=fix):
        run(*argv)


def test_public_findings_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the office listed is found like anything else, and printed with why it is public; deciding is policy's."""
    (tmp_path / "public.toml").write_text('[[public]]\nvalue = "a@b.example"\nwhy = "podatelna"\nwho = "y"\nuntil = 2099-01-01\n')
    settings = Settings(detection=Detection(public_list=tmp_path / "public.toml"))
    (tmp_path / "a.txt").write_text("Pište na a@b.example.")
    assert run(str(tmp_path / "a.txt"), "--explain", settings=settings) == 1
    assert "public: own_value: podatelna" in capsys.readouterr().out
    assert run(str(tmp_path / "a.txt"), "--json", settings=settings) == 1
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["findings"][0]["public"] == "own_value: podatelna"
    (tmp_path / "a.txt").write_text("Pište na jan.a@b.example.")
    assert run(str(tmp_path / "a.txt"), settings=settings) == 1
