"""Recordings."""

from gateway.extract.openai_audio import FORMAT
from support.formats import refusal
from support.forms import form, part
from support.wire import head, opaque, texts


def test_a_recording_is_opaque():
    """What is said in it is not recognised."""
    assert opaque(FORMAT.segments, form(part("file", b"RIFF", "a.wav", "audio/wav"), part("prompt", "p"))) == "media"
    assert opaque(FORMAT.conversation, form(part("file", b"RIFF", "a.wav", "audio/wav"))) is None


def test_a_form_without_one():
    """An address in place of a recording is text."""
    assert "https://a.example/v.mp3" in texts(FORMAT.segments(form(part("file_url", "https://a.example/v.mp3")))).values()


def test_operation():
    """Transcriptions and translations; the refusal is OpenAI's."""
    assert FORMAT.operation(head(path="/v1/audio/transcriptions")) == "audio.transcriptions"
    assert FORMAT.operation(head(path="/v1/audio/translations")) == "audio.translations"
    assert FORMAT.operation(head(path="/v1/audio/speech")) is None
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
