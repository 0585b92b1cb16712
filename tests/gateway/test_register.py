"""The register bound to the settings."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from allowlist.answers import Approved, NotApproved
from gateway.errors import UserError
from gateway.register import STAND_IN, Admission, register, stand_in_entry
from gateway.settings import Settings, Tool

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRY = Tool(approved_by="WG", approved_from=date(2026, 1, 1), approved_until=date(2026, 12, 31), pin="127.0.0.1:9443")


def admission(**tools: Tool) -> Admission:
    return Admission(register(Settings(tools=tools)))


def test_an_entry_approves() -> None:
    """What the settings approve is approved, and nothing else is."""
    asked = admission(openai=ENTRY)
    assert isinstance(asked.match("api.openai.com", 443, "POST", "/v1/chat/completions", NOW), Approved)
    assert isinstance(asked.match("api.anthropic.com", 443, "POST", "/v1/messages", NOW), NotApproved)


def test_pins_and_dialects() -> None:
    """A pinned tool's hosts have an address; an unpinned one's have none; the dialect is that of its prompts."""
    asked = admission(openai=ENTRY, anthropic=ENTRY.model_copy(update={"pin": None}))
    assert asked.pin("api.openai.com") == ("127.0.0.1", 9443)
    assert asked.pin("api.anthropic.com") is None
    assert asked.pin("example.com") is None
    assert (asked.dialect("openai"), asked.dialect("anthropic"), asked.dialect("")) == ("openai_chat", "anthropic_messages", None)


def test_a_dialect_can_answer_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """The format of a WebSocket's messages refuses no request."""
    from gateway import register as module

    asked = admission(openai=ENTRY)
    known = module.formats()
    monkeypatch.setattr(module, "formats", lambda: {name: one for name, one in known.items() if name != "openai_chat"})
    assert asked.dialect("openai") not in {"openai_chat", "openai_realtime"}


def test_tools_have_names() -> None:
    """People read names, not ids."""
    assert (admission().name("chatgpt"), admission().name("nothing")) == ("ChatGPT", "nothing")


def test_hosts_have_one_spelling() -> None:
    """Names are folded, addresses are none."""
    asked = admission()
    assert asked.canonical("API.OpenAI.com.") == "api.openai.com"
    assert asked.canonical("127.0.0.1") is None


def test_the_stand_in_is_approved_by_its_own_entry_only() -> None:
    """The demo's provider is approved while it runs here."""
    assert admission().entrance(STAND_IN) is None
    assert admission(demo=stand_in_entry(9443)).entrance(STAND_IN) == "demo.celnice.test"
    assert admission(demo=stand_in_entry(9443)).pin("demo.celnice.test") == ("127.0.0.1", 9443)


def test_a_wrong_entry_is_named() -> None:
    """One line that names the entry and the fix."""
    with pytest.raises(UserError, match="opnai.*openai"):
        register(Settings(tools={"opnai": ENTRY}))


def test_addresses_that_are_handed_out() -> None:
    """The catalogue knows whose answers hand out addresses, and on which hosts; a pinned tool's lie at its pin."""
    asked = admission(chatgpt=ENTRY)
    assert [one.name for one in asked.handed_out("chatgpt", "file.register")] == ["file.put"]
    assert asked.handed_out("chatgpt", "conversation") == asked.handed_out("nothing", "x") == ()
    assert asked.hands_out("a.blob.core.windows.net")
    assert not asked.hands_out("blob.core.windows.net")
    assert asked.pin("a.blob.core.windows.net") == ("127.0.0.1", 9443)
    assert admission(openai=ENTRY).pin("a.blob.core.windows.net") is None
