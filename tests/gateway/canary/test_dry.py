"""The canary in process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from allowlist.entry import Entry
from allowlist.loader import packaged
from allowlist.register import Register
from detectors.finding import Finding
from gateway.canary import dry
from gateway.canary.cases import cases
from gateway.canary.outcome import Fate
from gateway.model import Extracted, File, FileRead, OpaqueReason, Scan, Segment, Unscanned

NOW = datetime(2026, 12, 1, tzinfo=UTC)
TOOLS = ("claude", "microsoft-copilot", "openai")


def read_file(file: File) -> FileRead:
    """Reads anything but pictures, recordings and the bytes that nobody knows."""
    content = bytes(file.content)
    if content.startswith(b"\x89PNG"):
        return OpaqueReason.NO_OCR
    if content.startswith(b"RIFF"):
        return OpaqueReason.MEDIA
    if content.startswith(b"\x00\x01\x02\x03"):
        return OpaqueReason.UNKNOWN_DOCUMENT
    return Extracted((Segment(("t",), content.decode("utf-8", "replace")),))


def detect(text: str) -> Scan:
    """Knows the canary, also in a file's name."""
    at = text.replace("_", "/").find("715319/2743")
    return (Finding("CZ_BIRTH_NUMBER", at, at + 11, 0.95, "test"),) if at >= 0 else ()


def fates(detect: dry.Detect, known: Register | None = None) -> Mapping[tuple[str, str, str], Fate]:
    made = known or Register.from_entries([Entry(tool, "test", date(2026, 1, 1), date(2027, 12, 31)) for tool in TOOLS])
    found = dry.run(made, cases(packaged(), TOOLS), read_file, detect, 0.5, 10_000_000, NOW)
    return {(one.case.tool, one.case.operation, one.case.example.carrier): one.fate for one in found}


def test_all_is_seen() -> None:
    """With a detector that knows the value it is found in every carrier, or the carrier is stopped."""
    found = fates(detect)
    assert set(found.values()) == {Fate.SEEN, Fate.STOPPED}
    assert found["openai", "chat.completions", "tool call"] is Fate.SEEN
    assert found["openai", "chat.completions", "picture"] is Fate.STOPPED
    assert found["microsoft-copilot", "chat", "question"] is Fate.SEEN
    assert found["claude", "(address)", "address"] is Fate.SEEN


def test_a_blind_detector_shows() -> None:
    """Without findings everything that could be read has passed: so the canary would tell."""
    found = fates(lambda _: ())
    assert found["openai", "chat.completions", "question"] is Fate.PASSED
    assert found["openai", "embeddings", "token ids"] is Fate.STOPPED


def test_a_failed_detector_is_no_pass() -> None:
    """What could not be scanned was not read."""
    assert fates(lambda _: Unscanned("deadline"))["openai", "chat.completions", "question"] is Fate.NOT_READ


def test_a_tool_that_is_not_approved() -> None:
    """Nothing of it is read."""
    assert set(fates(detect, Register.from_entries([])).values()) == {Fate.NOT_READ}
