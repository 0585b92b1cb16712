"""Recordings."""

import pytest

from gateway.extract.openai_audio import FORMAT
from support.formats import refusal
from support.forms import form, part
from support.wire import head, opaque, texts

WAVE = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 16


def test_a_recording_is_a_file():
    """The office's transcriber says what is heard in it; its form is read like any other."""
    found = FORMAT.segments(form(part("file", WAVE, "a.wav", "audio/wav"), part("prompt", "p")))
    assert [bytes(file.content) for file in found.files] == [WAVE]
    assert "p" in texts(found).values()


@pytest.mark.parametrize("content", [b"RIFF", b"\x01\x00" * 400, b"slova", b"\xff\x00slova", b"%PDF-1.7", WAVE.replace(b"WAVE", b"AVI ")])
def test_what_is_no_recording_is_opaque(content):
    """Samples without a head, or anything else: some would pass for text, and a provider hears them."""
    assert opaque(FORMAT.segments, form(part("file", content, "a.wav", "audio/wav"), part("prompt", "p"))) == "media"
    assert opaque(FORMAT.conversation, form(part("file", content, "a.wav", "audio/wav"))) is None


def test_a_form_without_one():
    """An address in place of a recording is text."""
    assert "https://a.example/v.mp3" in texts(FORMAT.segments(form(part("file_url", "https://a.example/v.mp3")))).values()


def test_operation():
    """Transcriptions and translations; the refusal is OpenAI's."""
    assert FORMAT.operation(head(path="/v1/audio/transcriptions")) == "audio.transcriptions"
    assert FORMAT.operation(head(path="/v1/audio/translations")) == "audio.translations"
    assert FORMAT.operation(head(path="/v1/audio/speech")) is None
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
