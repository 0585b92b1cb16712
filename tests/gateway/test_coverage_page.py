"""docs/coverage-tools.md is the registers, written out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from allowlist.entry import Entry
from allowlist.loader import packaged
from allowlist.register import Register
from gateway import coverage_page
from gateway.coverage import Aids, Sight

NOW = datetime(2026, 12, 1, tzinfo=UTC)
NEITHER, BOTH = Aids(letters=False, speech=False), Aids(letters=True, speech=True)
ENTRY = Entry("claude", "test", date(2026, 1, 1), date(2027, 12, 31))


def test_the_page_in_the_repository_is_this_one() -> None:
    """Nobody edits the page by hand."""
    written = (Path(__file__).parents[2] / "docs" / "coverage-tools.md").read_text(encoding="utf-8")
    assert written == coverage_page.page(packaged()), "run: celnice canary --table > docs/coverage-tools.md"


def test_every_word_is_explained() -> None:
    """Whoever reads the table knows what its words mean."""
    assert set(coverage_page.MEANINGS) == set(Sight)


def test_json() -> None:
    """Which tools may be used now, and what is done with unknown operations, is the register's."""
    found = coverage_page.as_json(Register.from_entries([ENTRY]), NOW, NEITHER)
    tools = {tool["id"]: tool for tool in found["tools"]}
    assert tools["claude"]["approved"]
    assert not tools["chatgpt"]["approved"]
    assert tools["claude"]["operations"][-1]["sight"] == "refused"
    walked = coverage_page.as_json(Register.from_entries([replace(ENTRY, unknown="walk")]), NOW, BOTH)
    claude = next(tool for tool in walked["tools"] if tool["id"] == "claude")
    assert (claude["operations"][-1]["sight"], claude["operations"][-1]["format"]) == ("scanned", "walk")


def test_what_this_node_has() -> None:
    """Pictures and recordings are told as they are here."""
    for aids, image, media in ((NEITHER, "opaque", "opaque"), (BOTH, "scanned", "partly")):
        found = coverage_page.as_json(Register.from_entries([]), NOW, aids)
        told = {one["type"]: one["sight"] for one in found["documents"]}
        assert (told["image"], told["media"]) == (image, media)
        assert (found["recognition"], found["speech"]) == (aids.letters, aids.speech)
        seen = {
            carrier["name"]: carrier["sight"]
            for tool in found["tools"]
            for operation in tool["operations"]
            for carrier in operation["carriers"]
            if carrier["name"] in {"picture", "recording"}
        }
        assert set(seen.values()) == {image}


def test_the_page_says_what_it_leaves_open() -> None:
    """It holds for every node, and sends whoever wants to know of one to the API and the console."""
    assert "partly: picture (no_ocr)" in coverage_page.page(packaged())
    assert "/api/v1/coverage" in coverage_page.HEAD
    assert "documents.transcriber" in coverage_page.HEAD
