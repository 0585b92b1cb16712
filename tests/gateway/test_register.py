"""The register bound to the settings."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from allowlist.answers import Approved, NotApproved
from allowlist.closure import Cause
from allowlist.register import Status
from allowlist.workflow.case import take
from allowlist.workflow.standing import Rules
from allowlist.workflow.step import Action, Part
from gateway.errors import UserError
from gateway.register import STAND_IN, Admission, published, register, signed_for, stand_in_entry
from gateway.settings import Proxy, Settings, Tool
from support.workflow import ANSWERS, CRITERIA, history, step

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


CASES = [history("mistral")[0], history("claude", Action.SUBMIT)[0], history("openai", Action.DRAFT)[0]]


def test_what_the_store_says_of_closed_tools() -> None:
    """Only what the working group decided has the last word; why a tool is closed is known of every case."""
    said = published(CASES, Rules())
    assert said.tools == {"mistral"}
    assert [entry.service for entry in said.entries] == ["mistral"]
    assert {one.service: one.cause for one in said.closures} == {
        "mistral": Cause.REVIEW,
        "claude": Cause.REQUESTED,
        "openai": Cause.REQUESTED,
    }
    known = register(Settings(tools={"openai": ENTRY}), said)
    assert known.status("openai", NOW) is Status.APPROVED, "a request does not close what the file approves"
    assert known.closure("claude", NOW).cause is Cause.REQUESTED


def test_a_decision_holds_while_a_tool_is_asked_for_again() -> None:
    """A new draft for a retired tool, or a new assessment of a suspended one, does not wake an entry of the file."""
    retired = take(CASES[0], step(CASES[0], Action.RETIRE, Part.GROUP, "nahrazen"))
    asked = take(retired, step(retired, Action.DRAFT, Part.HEAD, "znovu", {"purpose": "x"}))
    suspended = take(CASES[0], step(CASES[0], Action.SUSPEND, Part.DPO, "únik"))
    assessed = take(suspended, step(suspended, Action.ASSESS, Part.GROUP, "znovu", {"criteria": CRITERIA, "answers": ANSWERS}))
    for case in (retired, asked, suspended, assessed):
        known = register(Settings(tools={"mistral": ENTRY}), published([case], Rules()))
        assert known.status("mistral", NOW) is Status.NOT_IN_REGISTER, case.state


def test_where_a_tool_is_reached_is_the_nodes_own() -> None:
    """The store says that a tool may be used; a pin of this node's file says where its hosts are."""
    known = register(Settings(tools={"mistral": ENTRY}), published(CASES, Rules()))
    assert known.grants["mistral"].pin is not None
    assert known.grants["mistral"].entry.approved_by == "osoba v roli working_group"


def test_the_door_of_a_closed_service() -> None:
    """What a stopped employee is told comes from the register, with links to where people reach the console."""
    asked = Admission(register(Settings(), published(CASES, Rules())), "https://celnice.urad.example")
    answer = asked.match("claude.ai", 443, "GET", "/", NOW)
    assert isinstance(answer, NotApproved)
    door = asked.door(answer, NOW)
    assert (door.cause, door.ask, door.listed) == ("requested", "", "https://celnice.urad.example/tools")


def test_what_our_authority_may_sign_for() -> None:
    """Any host, the catalogue's, or those of the tools in the file; an empty file cannot say."""
    assert signed_for(Settings()) == ()
    whole = signed_for(Settings(proxy=Proxy(ca_names="catalogue")))
    assert {"api.openai.com", "gemini.google.com"} <= set(whole)
    few = signed_for(Settings(proxy=Proxy(ca_names="register"), tools={"openai": ENTRY}))
    assert "api.openai.com" in few
    assert "gemini.google.com" not in few
    with pytest.raises(UserError, match="ca_names"):
        signed_for(Settings(proxy=Proxy(ca_names="register")))
