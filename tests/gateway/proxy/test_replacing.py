"""Tokens over several turns of a chat whose history the provider keeps, in requests and on WebSockets."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from allowlist.answers import Approved, Role
from allowlist.person import Person
from gateway.act.tokens import Token
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Period, Permission, Rule
from gateway.extract.api import SocketMessage
from gateway.extract.running import Said
from gateway.model import RequestHead
from gateway.pipeline import Request
from gateway.proxy.outcome import Dropped, Forward, Progress, Stop
from gateway.proxy.replacing import TRIES, Dialogue
from support.customs import AT, customs
from support.proxy import VALUE
from support.vaults import MemoryVault

PERIOD = Period(AT - timedelta(days=1), AT + timedelta(days=1))
POLICY = Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions={"page": Permission("page", "WG", PERIOD)})
TOKEN = {Token("RODNE_CISLO", 1): VALUE}


def asked(vault, text, conversation="c1", person="p1", policy=POLICY):
    """The outcome of one turn on ChatGPT's page, and the reasons of what was recorded."""
    made, _, recorder = customs(policy, vault=vault)
    body = {"messages": [{"author": {"role": "user"}, "content": {"parts": [text]}}]} | (
        {"conversation_id": conversation} if conversation else {}
    )
    head = RequestHead(
        "https", "page.example", 443, "POST", "/ask", "", (("content-type", "application/json"),), person=Person(person) if person else None
    )
    approved = Approved("page", "ask", Role.PROMPT, "test", "chatgpt_web")
    outcome = asyncio.run(made.inspect(Request(head, json.dumps(body).encode(), approved, 100_000), "proxy", Progress()))
    return outcome, [event.verdict for event in recorder.events]


def test_the_answer_to_a_clean_turn():
    """The second turn sends only the new text; its answer may still use a token of the first."""
    vault = MemoryVault()
    first, events = asked(vault, f"r. č. {VALUE}")
    assert isinstance(first, Forward)
    assert b"[RODNE_CISLO_1]" in first.body
    assert VALUE.encode() not in first.body
    assert events == ["pseudonymise"]
    second, events = asked(vault, "A kolik je jí let?")
    assert isinstance(second, Forward)
    assert second.restoring is not None
    assert second.restoring.values == TOKEN
    assert events == []


@pytest.mark.parametrize(
    ("conversation", "person", "why"), [("c2", "p1", "another conversation"), ("c1", "p2", "another person"), ("c1", "", "nobody known")]
)
def test_nobody_elses(conversation, person, why):
    """No token of another conversation or person is restored."""
    vault = MemoryVault()
    asked(vault, f"r. č. {VALUE}")
    outcome, _ = asked(vault, "A dál?", conversation, person)
    assert isinstance(outcome, Forward)
    assert outcome.restoring is None, why


@pytest.mark.parametrize(
    ("spoil", "conversation", "why"),
    [
        (lambda vault: setattr(vault, "away", True), "c1", "the store is away"),
        (lambda vault: setattr(vault, "busy", TRIES), "c1", "others change the table all the time"),
        (lambda _: None, "", "a conversation without an id"),
    ],
)
def test_what_cannot_be_kept_does_not_leave(spoil, conversation, why):
    """Without a place for its table a turn blocks: its answer could not be restored, and a later one would be restored wrongly."""
    vault = MemoryVault()
    spoil(vault)
    outcome, events = asked(vault, f"r. č. {VALUE}", conversation)
    assert isinstance(outcome, Stop), why
    assert events == ["block"]
    assert vault.rows == {}


def test_without_a_vault():
    """Nothing is kept, so nothing leaves."""
    assert isinstance(asked(None, f"r. č. {VALUE}")[0], Stop)
    assert isinstance(asked(None, "čistý text")[0], Forward)


def test_somebody_was_faster():
    """A table that changed meanwhile is read anew."""
    vault = MemoryVault()
    vault.busy = TRIES - 1
    assert isinstance(asked(vault, f"r. č. {VALUE}")[0], Forward)


def test_a_clean_turn_passes_while_the_store_is_away(caplog):
    """Its answer keeps its tokens, and that is logged without a word of it."""
    vault = MemoryVault()
    asked(vault, f"r. č. {VALUE}")
    vault.away = True
    outcome, _ = asked(vault, "A dál?")
    assert isinstance(outcome, Forward)
    assert outcome.restoring is None
    assert "cannot be read" in caplog.text


def test_tools_without_a_permission_do_not_ask_the_store():
    """A chat that was never pseudonymised costs nothing."""
    vault = MemoryVault()
    vault.away = True
    assert isinstance(asked(vault, "čistý text", policy=Policy())[0], Forward)


class Socket:
    """One WebSocket of a tool."""

    def __init__(self, dialect, vault=None):
        self.customs, _, self.recorder = customs(POLICY, vault=vault)
        self.dialogue, self.said = Dialogue(), Said()
        self.approved = Approved("page", "chat", Role.PROMPT, "test", dialect)
        self.head = RequestHead("https", "page.example", 443, "GET", "/ws", "", (), person=Person("p1"))

    def ask(self, message):
        content = SocketMessage(json.dumps(message).encode())
        return asyncio.run(
            self.customs.inspect_message(self.head, self.approved, content, 10_000, "proxy", Progress(), self.said, self.dialogue)
        )

    def hear(self, *messages):
        heard = [one for message in messages for one in self.dialogue.answer.feed(SocketMessage(json.dumps(message).encode()))]
        return [json.loads(one.content) for one in heard]


def realtime(text):
    return {
        "type": "conversation.item.create",
        "item": {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]},
    }


def test_a_connection_that_is_the_conversation():
    """Tokens leave, a token cut over two messages comes back, and the next message goes on with the same table."""
    socket = Socket("openai_realtime")
    out = socket.ask(realtime(f"r. č. {VALUE}"))
    assert isinstance(out, Forward)
    assert json.loads(out.body)["item"]["content"][0]["text"] == "r. č. [RODNE_CISLO_1]"
    again = socket.ask(realtime(f"Znovu {VALUE} a [RODNE_CISLO_1]"))
    assert isinstance(again, Forward)
    assert json.loads(again.body)["item"]["content"][0]["text"] == "Znovu [RODNE_CISLO_1] a [RODNE_CISLO_1]"
    names = {"response_id": "r", "item_id": "i", "content_index": 0}
    heard = socket.hear(
        *({"type": "response.output_text.delta", **names, "delta": piece} for piece in ("Číslo [RODNE", "_CISLO_1] je")),
        {"type": "response.output_text.done", **names, "text": "Číslo [RODNE_CISLO_1] je"},
    )
    assert "".join(one.get("delta", "") for one in heard) == f"Číslo {VALUE} je"
    assert heard[-1]["text"] == f"Číslo {VALUE} je"
    assert [event.verdict for event in socket.recorder.events] == ["pseudonymise", "pseudonymise"]


def send(text, conversation="c1"):
    return {"event": "send", "conversationId": conversation, "content": [{"type": "text", "text": text}], "mode": "chat"}


def test_a_conversation_over_two_connections():
    """Copilot's page makes a new connection for the next turn: a clean one, whose answer uses a token of the first."""
    vault = MemoryVault()
    first = Socket("copilot_web", vault)
    assert isinstance(first.ask(send(f"r. č. {VALUE}")), Forward)
    second = Socket("copilot_web", vault)
    assert second.dialogue.answer is None
    assert isinstance(second.ask(send("A dál?")), Forward)
    own = {"conversationId": "c1", "messageId": "m", "partId": "0"}
    heard = second.hear(
        {"event": "appendText", **own, "text": "č. [RODNE_"},
        {"event": "appendText", **own, "text": "CISLO_1]."},
        {"event": "partCompleted", **own},
    )
    assert "".join(one.get("text", "") for one in heard) == f"č. {VALUE}."
    assert isinstance(second.ask(send("Jiný hovor", "c2")), Forward)
    assert second.dialogue.values == {}


def test_a_message_without_its_conversation():
    """It blocks."""
    assert isinstance(Socket("copilot_web", MemoryVault()).ask(send(f"r. č. {VALUE}", "")), Dropped)
