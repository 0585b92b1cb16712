"""Presidio's API between console and detection process."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from detectors.analyzer import Analyzer
from detectors.finding import NotScanned
from gateway import presidio
from gateway.console.ports import BadRequest
from gateway.model import Unscanned


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load()


def remote(analyzer: object) -> presidio.RemoteAnalyzer:
    """The console's side, with the detection process in the same thread."""

    async def ask(message: dict[str, Any]) -> dict[str, Any] | Unscanned:
        if analyzer is None:
            return Unscanned("process_gone")
        return {"scans": []} if "texts" in message else presidio.answer(analyzer, message)

    return presidio.RemoteAnalyzer(ask)


def test_analyze(analyzer: Analyzer) -> None:
    """Presidio's shape, any language analysed as Czech."""
    (found,) = asyncio.run(remote(analyzer).analyze({"text": "rodné číslo 715319/2743", "language": "en", "entities": ["CZ_BIRTH_NUMBER"]}))
    assert (found["entity_type"], found["start"], found["end"]) == ("CZ_BIRTH_NUMBER", 12, 23)


def test_lists(analyzer: Analyzer) -> None:
    """What there is, by name."""
    assert "CZ_BIRTH_NUMBER" in asyncio.run(remote(analyzer).supported_entities())
    assert asyncio.run(remote(analyzer).recognizers())
    assert asyncio.run(remote(analyzer).alive())


def test_a_bad_request_says_why_and_repeats_nothing(analyzer: Analyzer) -> None:
    """Ad-hoc recognizers are refused: they are patterns of a stranger."""
    with pytest.raises(BadRequest) as refused:
        asyncio.run(remote(analyzer).analyze({"text": "715319/2743", "language": "cs", "ad_hoc_recognizers": [{"x": "715319/2743"}]}))
    assert "715319" not in str(refused.value)


class Broken:
    """An analyzer that fails, quoting its text."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError("715319/2743")


def test_a_broken_analyzer_is_not_scanned() -> None:
    """Never an empty list of findings, and never the exception's words."""
    with pytest.raises(NotScanned, match="RuntimeError"):
        asyncio.run(remote(Broken()).analyze({"text": "x", "language": "cs"}))


def test_no_process() -> None:
    """Nobody answers: not scanned, not alive."""
    with pytest.raises(NotScanned, match="process_gone"):
        asyncio.run(remote(None).analyze({"text": "x", "language": "cs"}))
    assert not asyncio.run(remote(None).alive())
