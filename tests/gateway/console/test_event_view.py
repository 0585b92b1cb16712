"""One event as a line for people."""

from __future__ import annotations

import pytest

from gateway.act.reason import Reason
from gateway.console.event_view import TONES, event_view
from gateway.console.texts import word
from gateway.decide.verdict import Block, Pass, PassRecorded, Pseudonymise, Warn
from gateway.model import Disclosed
from support.console import event

PUBLIC = event(1).payload()


def test_an_erased_event_says_so() -> None:
    """When the payload is gone, the row's own facts still make a line."""
    row = {key: PUBLIC[key] for key in ("id", "at", "type", "tool", "verdict", "reason", "disclosed")} | {"erased_by": "evt-9"}
    assert event_view(row, "cs", {}).what == "záznam byl vymazán"
    assert event_view(row, "en", {}).what == "the record was erased"


@pytest.mark.parametrize(
    ("changes", "tool", "reason"),
    [
        ({"tool": "openai"}, "OpenAI API", "by its name"),
        ({"tool": "unnamed"}, "unnamed", "no longer approved: by its id"),
        ({"tool": "", "host": "chat.example"}, "chat.example", "no tool: the host"),
        ({"tool": "", "host": ""}, "—", "neither"),
    ],
)
def test_a_tool_has_some_name(changes: dict[str, str], tool: str, reason: str) -> None:
    """Its name, else its id, else the host."""
    assert event_view(PUBLIC | changes, "cs", {"openai": "OpenAI API"}).tool == tool, reason


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_code_has_its_word(language: str) -> None:
    """No verdict, reason or disclosure of ours is shown as a bare code; each verdict has its colour."""
    for prefix, codes in (
        ("verdict", [verdict.name for verdict in (Pass, PassRecorded, Pseudonymise, Warn, Block)]),
        ("reason", [reason.value for reason in Reason]),
        ("disclosed", [disclosed.value for disclosed in Disclosed]),
    ):
        for code in codes:
            assert word(language, prefix, code) != code or (language, prefix) == ("en", "reason"), (prefix, code)  # type: ignore[arg-type]
            assert "_" not in word(language, prefix, code), (prefix, code)  # type: ignore[arg-type]
    assert {verdict.name for verdict in (Pass, PassRecorded, Pseudonymise, Warn, Block)} <= set(TONES)


def test_a_code_of_a_newer_writer_is_shown_as_it_is() -> None:
    """During an upgrade an older console meets codes it does not know."""
    line = event_view(PUBLIC | {"verdict": "quarantine", "reason": "new_reason"}, "cs", {})
    assert (line.verdict, line.reason, line.tone) == ("quarantine", "new_reason", "stop")
