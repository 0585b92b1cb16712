"""The rule: a recording is read as far as the office's own recogniser says what it holds, within bounds; whatever else happens, it is opaque."""

from __future__ import annotations

import io
import sys
import wave
from pathlib import Path

import pytest

from gateway.documents import speech
from gateway.documents.speech import Transcriber
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.model import Extracted, File, OpaqueBody, OpaqueReason
from gateway.settings import Documents
from support.documents import ask, nursery

SPOKEN = "Volala paní Nováková kvůli žádosti."


def recording() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(b"\x00\x01" * 8000)
    return out.getvalue()


def program(folder: Path, deed: str) -> str:
    """A stand-in for a recogniser: Python that has the recording as ``sound`` and does this."""
    path = folder / "recogniser"
    path.write_text(
        f"#!{sys.executable} -IS\nimport sys, os, time, wave\n"
        "sound = wave.open(sys.argv[1] if len(sys.argv) > 1 else sys.stdin.buffer)\n"
        f"{deed}\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return str(path)


def made(folder: Path, deed: str, *arguments: str, seconds: float = 10) -> Transcriber:
    return Transcriber([program(folder, deed), *arguments], size=1_000_000, seconds=seconds)


SAYS = f"assert sound.getnframes() == 8000; print({SPOKEN!r})"


@pytest.mark.parametrize("arguments", [("{file}",), ()], ids=["a file", "standard input"])
def test_what_it_prints_is_the_text(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """The program reads the very recording, in whichever way it is told to, one after another."""
    heard = made(tmp_path, SAYS, *arguments)
    assert [heard(recording()).strip() for _ in range(2)] == [SPOKEN] * 2


FAILS: list[tuple[str, str, OpaqueReason]] = [
    ("an error", f"print({SPOKEN!r}); sys.exit(3)", OpaqueReason.MEDIA),
    ("killed", f"print({SPOKEN!r}, flush=True); os.kill(os.getpid(), 9)", OpaqueReason.MEDIA),
    ("nothing", "pass", OpaqueReason.MEDIA),
    ("no words", "print('  [ ... ]')", OpaqueReason.MEDIA),
    ("no text", "sys.stdout.buffer.write(b'\\xff\\xfe')", OpaqueReason.MEDIA),
    ("late", "time.sleep(60)", OpaqueReason.DOCUMENT_LIMIT),
    (
        "late after its words",
        f"print({SPOKEN!r}, flush=True); sys.stdout.close(); os.close(1); time.sleep(60)",
        OpaqueReason.DOCUMENT_LIMIT,
    ),
    ("without an end", "[print('slovo ' * 1000) for _ in iter(int, 1)]", OpaqueReason.DOCUMENT_LIMIT),
]


@pytest.mark.parametrize(("why", "deed", "reason"), FAILS, ids=[row[0] for row in FAILS])
def test_anything_else_is_opaque(tmp_path: Path, why: str, deed: str, reason: OpaqueReason) -> None:
    """A part of a transcript is none: what went wrong is told by its reason, and the program does not go on."""
    with pytest.raises(OpaqueBody) as failed:
        made(tmp_path, deed, "{file}", seconds=1.5 if "late" in why else 10)(recording())
    assert failed.value.reason is reason, why


NURSERY = """
from gateway.documents.speech import Transcriber
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
heard = Transcriber([{program!r}, "{{file}}"], size=1_000_000, seconds=10)
read, prepare = Reader(documents(), None, heard).read, heard.prepare
"""


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (SAYS, SPOKEN),
        ("open('/tmp/celnice-test-leak', 'w').write('x')", "media"),
        ("bytes(3 * 1024 ** 3); print('words')", "media"),
        ("import socket; socket.create_connection(('192.0.2.1', 80), 1); print('words')", "media"),
    ],
    ids=["reads", "writes a file", "takes memory", "calls home"],
)
def test_under_the_limits_of_a_document_process(tmp_path: Path, deed: str, expected: str) -> None:
    """It hears the recording although the process may write no file; it may write none itself, and has that process's memory."""
    with nursery(NURSERY.format(program=program(tmp_path, deed))) as (_, path):
        (found,) = ask(path, recording(), name="hlasovka.wav")
    assert ("".join(segment.text for segment in found.segments).strip() if isinstance(found, Extracted) else found.value) == expected


def test_without_one_recordings_are_opaque(tmp_path: Path) -> None:
    """The default; with one, the settings' bounds are its own."""
    assert speech.configured(Documents()) is None
    with pytest.raises(OpaqueBody, match="media"):
        Reader(documents(), None).read(File((), recording()))
    heard = speech.configured(Documents.model_construct(transcriber=(program(tmp_path, SAYS), "{file}")))
    found = Reader(documents(), None, heard).read(File((), recording()))
    assert [segment.text.strip() for segment in found.segments] == [SPOKEN]


@pytest.mark.parametrize("command", [("whisper-cli",), ("/nowhere/whisper-cli", "{file}"), ("/etc/passwd",)])
def test_a_program_that_cannot_run_refuses_to_start(command: tuple[str, ...]) -> None:
    """An office that set one up must not learn from refusals that it is gone."""
    with pytest.raises(ValueError, match="whole path of a program"):
        Documents(transcriber=command)


def test_whether_there_is_one(tmp_path: Path) -> None:
    """A name in the settings is not yet a program."""
    assert not speech.found(Documents())
    assert not speech.found(Documents.model_construct(transcriber=("/nonexistent/recogniser", "{file}")))
    assert speech.found(Documents.model_construct(transcriber=(program(tmp_path, SAYS), "{file}")))
