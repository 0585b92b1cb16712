"""Tokens over several turns of a chat whose history the provider keeps, in requests and on WebSockets."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from allowlist.answers import Approved, Role
from allowlist.person import Person
from gateway.act.pseudonyms import Table
from gateway.act.scope import Kept, Scope
from gateway.act.tokens import Token
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Period, Permission, Rule
from gateway.extract.api import SocketMessage
from gateway.extract.documents import registry
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.rewritten import rewritten
from gateway.extract.named import conversation_key
from gateway.extract.running import Said
from gateway.model import Extracted, File, OpaqueBody, OpaqueReason, RequestHead, Segment
from gateway.pipeline import Request
from gateway.proxy.outcome import Dropped, Forward, Progress, Stop
from gateway.proxy.replacing import FILES_FLOOR, FOUND_LATER, TRIES, Dialogue
from support.customs import AT, customs
from support.pdf import pdf
from support.proxy import VALUE
from support.vaults import MemoryVault

PERIOD = Period(AT - timedelta(days=1), AT + timedelta(days=1))
POLICY = Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions={"page": Permission("page", "WG", PERIOD)})
TOKEN = {Token("RODNE_CISLO", 1): VALUE}


CLAUDE = "claude_web"


def asked(vault, text, conversation="c1", person="p1", policy=POLICY, name="chatgpt_web", began=None):
    """The outcome of one turn on a page, and the verdicts of what was recorded. ``began``: the conversation that its answer names."""
    made, _, recorder = customs(policy, vault=vault)
    body = {"messages": [{"author": {"role": "user"}, "content": {"parts": [text]}}]} | (
        {"conversation_id": conversation} if conversation else {}
    )
    head = RequestHead(
        "https", "page.example", 443, "POST", "/ask", "", (("content-type", "application/json"),), person=Person(person) if person else None
    )
    approved = Approved("page", "ask", Role.PROMPT, "test", name)

    async def ask():
        found = await made.inspect(Request(head, json.dumps(body).encode(), approved, 100_000), "proxy", Progress())
        if began:
            found.restoring.begins(began)
            await asyncio.gather(*made._replacing._keeping)
        return found

    outcome = asyncio.run(ask())
    return outcome, [event.verdict for event in recorder.events]


def test_the_answer_to_a_clean_turn():
    """The second turn sends only the new text; its answer may still use a token of the first."""
    vault = MemoryVault()
    asked(vault, f"r. č. {VALUE}", "", began=conversation_key("chatgpt_web", "c1"))
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
    asked(vault, f"r. č. {VALUE}", "c1", "p1")
    outcome, _ = asked(vault, "A dál?", conversation, person)
    assert isinstance(outcome, Forward)
    assert outcome.restoring is None, why


@pytest.mark.parametrize(
    ("spoil", "conversation", "why"),
    [
        (lambda vault: setattr(vault, "away", True), "c1", "the store is away"),
        (lambda vault: setattr(vault, "busy", TRIES), "c1", "others change the table all the time"),
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


def test_a_conversation_without_an_id():
    """Where neither the request nor its answer names the conversation, it blocks."""
    assert isinstance(asked(MemoryVault(), f"r. č. {VALUE}", "", name=CLAUDE)[0], Stop)


def test_the_answer_names_the_conversation():
    """A first question leaves before the provider has given an id; its table is kept when the answer names one."""
    vault = MemoryVault()
    first, _ = asked(vault, f"r. č. {VALUE}", "", began=conversation_key("chatgpt_web", "c1"))
    assert isinstance(first, Forward)
    assert first.restoring.values == TOKEN
    second, _ = asked(vault, "A dál?")
    assert second.restoring.values == TOKEN


def loaded(vault, conversation, person="p1", policy=POLICY):
    """The outcome of a page's load of a whole conversation."""
    made, _, _ = customs(policy, vault=vault)
    path = f"/api/organizations/o-1/chat_conversations/{conversation}"
    head = RequestHead("https", "page.example", 443, "GET", path, "tree=True", person=Person(person) if person else None)
    return asyncio.run(made.inspect(Request(head, b"", Approved("page", "static", Role.STATIC, "test"), 100_000), "proxy", Progress()))


@pytest.mark.parametrize(
    ("conversation", "person", "policy", "values", "why"),
    [
        ("c1", "p1", POLICY, TOKEN, "their own"),
        ("c2", "p1", POLICY, None, "another conversation"),
        ("c1", "p2", POLICY, None, "another person"),
        ("c1", "", POLICY, None, "nobody known"),
        ("c1", "p1", Policy(), None, "a tool that may not pseudonymise"),
    ],
)
def test_a_conversation_that_is_loaded(conversation, person, policy, values, why):
    """The history of a page comes back with the values of that conversation and that person, and no others."""
    vault = MemoryVault()
    key = conversation_key(CLAUDE, "c1")
    asyncio.run(vault.keep(Scope("p1", "page", key), Kept(Table(dict(TOKEN), _by_value={("CZ_BIRTH_NUMBER", VALUE): next(iter(TOKEN))}))))
    outcome = loaded(vault, conversation, person, policy)
    assert isinstance(outcome, Forward)
    assert (outcome.restoring.values if outcome.restoring else None) == values, why
    if values:
        stream = outcome.restoring.stream("application/json")
        assert stream.feed(b'{"chat_messages":[{"text":"[RODNE_CISLO_1]"}]}') + stream.close() == (
            b'{"chat_messages":[{"text":"%s"}]}' % VALUE.encode()
        )
        vault.rows.clear()
        assert loaded(vault, conversation).restoring is None  # its time is over: the tokens stay
        vault.away = True
        assert loaded(vault, conversation).restoring is None


RESPONSES = "openai_responses"


def api(vault, body, began="", person="p1", name=RESPONSES, path="/v1/responses"):
    """The outcomes of requests to an API that keeps the history, one after another in one process; ``began``: what each answer names."""
    made, _, _ = customs(POLICY, vault=vault)
    head = RequestHead(
        "https", "page.example", 443, "POST", path, "", (("content-type", "application/json"),), person=Person(person) if person else None
    )

    async def ask():
        outcomes = []
        for one, told in zip(body, began or [""] * len(body), strict=True):
            request = Request(head, json.dumps(one).encode(), Approved("page", "ask", Role.PROMPT, "test", name), 100_000)
            outcomes.append(await made.inspect(request, "proxy", Progress()))
            if told:
                outcomes[-1].restoring.begins(conversation_key(RESPONSES, "response", told))  # and asks on at once
        await asyncio.gather(*made._replacing._keeping)
        return outcomes

    return asyncio.run(ask())


def test_a_chain_of_answers():
    """A clean question carries the table on under its own answer's id, even when that is asked about before it is written."""
    vault = MemoryVault()
    first, second, third = api(
        vault,
        [
            {"input": f"r. č. {VALUE}"},
            {"input": "Dál?", "previous_response_id": "r1"},
            {"input": f"A znovu {VALUE}.", "previous_response_id": "r2"},
        ],
        ["r1", "r2", "r3"],
    )
    assert json.loads(first.body)["input"] == "r. č. [RODNE_CISLO_1]"
    assert second.restoring.values == third.restoring.values == TOKEN
    assert json.loads(third.body)["input"] == "A znovu [RODNE_CISLO_1]."
    assert len(vault.rows) == 3
    assert {generation for generation, _ in vault.rows.values()} == {1}  # no answer's row is ever changed


@pytest.mark.parametrize(
    ("before", "person", "why"), [("r2", "p1", "another answer"), ("r1", "p2", "another person"), ("r1", "", "nobody known")]
)
def test_nobody_elses_chain(before, person, why):
    """The answer that somebody else's question goes on from tells nothing."""
    vault = MemoryVault()
    api(vault, [{"input": f"r. č. {VALUE}"}], ["r1"])
    (outcome,) = api(vault, [{"input": "Dál?", "previous_response_id": before}], person=person)
    assert isinstance(outcome, Forward)
    assert outcome.restoring is None, why


def test_an_unknown_answer_before():
    """The numbers begin where no lost table of the chain can have any."""
    (outcome,) = api(MemoryVault(), [{"input": f"r. č. {VALUE}", "previous_response_id": "r1"}])
    assert list(outcome.restoring.values) == [Token("RODNE_CISLO", FOUND_LATER + 1)]
    vault = MemoryVault()
    vault.away = True
    (stopped,) = api(vault, [{"input": f"r. č. {VALUE}", "previous_response_id": "r1"}])
    assert isinstance(stopped, Stop)


def test_a_server_of_mcp():
    """A call leaves with tokens, its result comes back with values, and a later call of the same person goes on with the same numbers."""

    def call(text):
        return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "najdi", "arguments": {"dotaz": text}}}

    vault = MemoryVault()
    (outcome,) = api(vault, [call(f"r. č. {VALUE}")], name="mcp", path="/mcp")
    assert json.loads(outcome.body)["params"]["arguments"] == {"dotaz": "r. č. [RODNE_CISLO_1]"}
    result = {"jsonrpc": "2.0", "id": 1, "result": {"content": [{"type": "text", "text": '[{"rc": "[RODNE_CISLO_1]"}]'}]}}
    stream = outcome.restoring.stream("application/json")
    back = stream.feed(json.dumps(result).encode()) + stream.close()
    assert json.loads(json.loads(back)["result"]["content"][0]["text"]) == [{"rc": VALUE}]
    (clean,) = api(vault, [call("nic")], name="mcp", path="/mcp")
    assert clean.restoring.values == TOKEN
    (other,) = api(vault, [call("nic")], person="p2", name="mcp", path="/mcp")
    assert other.restoring is None
    assert isinstance(api(vault, [call(f"r. č. {VALUE}")], person="", name="mcp", path="/mcp")[0], Stop)


def test_what_was_kept_of_a_first_question_is_lost():
    """The numbers of a later turn begin elsewhere: a token of the first must not come to mean somebody else."""
    vault = MemoryVault()
    asked(vault, f"r. č. {VALUE}", "")
    later, _ = asked(vault, f"r. č. {VALUE}")
    assert list(later.restoring.values) == [Token("RODNE_CISLO", FOUND_LATER + 1)]
    again, _ = asked(vault, f"r. č. {VALUE}", began=None)
    assert list(again.restoring.values) == [Token("RODNE_CISLO", FOUND_LATER + 1)]


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

    def __init__(self, dialect, vault=None, policy=POLICY):
        self.customs, _, self.recorder = customs(policy, vault=vault)
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


def test_surrogates_on_a_connection():
    """Where the policy says so a message leaves with realistic values, and they come back, those of later messages too."""
    socket = Socket("openai_realtime", policy=Policy(rules=POLICY.rules, permissions={"page": Permission("page", "WG", PERIOD, True)}))
    out = socket.ask(realtime(f"r. č. {VALUE}"))
    said = json.loads(out.body)["item"]["content"][0]["text"]
    assert VALUE not in said
    assert "RODNE_CISLO" not in said
    socket.ask(realtime(f"E-mail jana@urad.example, r. č. {VALUE}"))
    names = {"response_id": "r", "item_id": "i", "content_index": 0}
    pieces = (said[:9], said[9:], " a osoba1@urad.", "invalid.")
    heard = socket.hear(
        *({"type": "response.output_text.delta", **names, "delta": piece} for piece in pieces),
        {"type": "response.output_text.done", **names, "text": said},
    )
    assert "".join(one.get("delta", "") for one in heard).startswith(f"r. č. {VALUE} a ")
    assert heard[-1]["text"] == f"r. č. {VALUE}"


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
    assert second.dialogue.restorer.values == {}


def test_a_message_without_its_conversation():
    """It blocks."""
    assert isinstance(Socket("copilot_web", MemoryVault()).ask(send(f"r. č. {VALUE}", "")), Dropped)


def uploaded(vault, person="p1", rewrite=True, fixed=False):
    """The outcome for a text file given to the tool, and the body that leaves."""
    made, _, _ = customs(POLICY, vault=vault)

    async def documents(files):
        return [Extracted((Segment((0,), bytes(file.content).decode()),)) for file in files]

    async def rewritten(file, changes):
        text = bytes(file.content).decode()
        for value, token in changes:
            text = text.replace(value, token)
        return text.encode() if rewrite else OpaqueReason.UNKNOWN_DOCUMENT

    made._documents, made._replacing._rewrite = documents, rewritten
    head = RequestHead(
        "https", "page.example", 443, "PUT", "/f.txt", "", (("content-type", "text/plain"),), person=Person(person) if person else None
    )
    approved = Approved("page", "file", Role.UPLOAD, "test", "raw_file")
    request = Request(head, f"r. č. {VALUE}".encode(), approved, 100_000, fixed=fixed)
    return asyncio.run(made.inspect(request, "proxy", Progress()))


def test_a_file_and_what_is_asked_about_it():
    """A file leaves with tokens of its own range; answers in any conversation of the person with the tool have their values."""
    vault = MemoryVault()
    out = uploaded(vault)
    assert isinstance(out, Forward)
    assert out.body == b"r. \xc4\x8d. [RODNE_CISLO_100001]"
    asked_about, _ = asked(vault, "Co v tom je?", "c7")
    assert asked_about.restoring.values == {Token("RODNE_CISLO", FILES_FLOOR + 1): VALUE}
    mixed, _ = asked(vault, f"A co {VALUE}?", "c8")
    assert len(mixed.restoring.values) == 2
    assert asked(vault, "Co v tom je?", "c7", "p2")[0].restoring is None


def test_a_pdf_leaves_as_its_text():
    """Read and set anew by the real readers, scanned again, with tokens in place of values everywhere; a scan beside it stays."""
    made, _, recorder = customs(POLICY, vault=MemoryVault())

    async def documents(files):
        return [Reader(registry.documents(), lambda _: "").read(file) for file in files]

    async def rewritten_file(file, changes):
        try:
            return rewritten(bytes(file.content), changes)
        except OpaqueBody as opaque:
            return opaque.reason

    made._documents, made._replacing._rewrite = documents, rewritten_file
    head = RequestHead("https", "page.example", 443, "PUT", "/f.pdf", "", (("content-type", "application/pdf"),), person=Person("p1"))
    approved = Approved("page", "file", Role.UPLOAD, "test", "raw_file")
    page = f"Zadost, kterou podala zadatelka, r. c. {VALUE}, na podatelne uradu dne 3. 5. 2026."

    def upload(content):
        return asyncio.run(made.inspect(Request(head, content, approved, 1_000_000), "proxy", Progress()))

    out = upload(pdf([page], info={"Subject": VALUE}, notes=[f"overit {VALUE}"]))
    assert isinstance(out, Forward)
    assert (recorder.events[-1].verdict, recorder.events[-1].disclosed) == ("pseudonymise", "none")
    text = "\n".join(segment.text for segment in Reader(registry.documents(), None).read(File((), out.body)).segments)
    assert "r. c. [RODNE_CISLO_100001], na podatelne" in text
    assert "overit [RODNE_CISLO_100001]" in text
    assert VALUE not in text
    assert isinstance(upload(pdf([""], image=(20, 20, bytes(400)), info={"Subject": VALUE})), Stop)
    assert recorder.events[-1].disclosed == "none"


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({"person": ""}, "files of somebody unknown would be everybody's"),
        ({"rewrite": False}, "a type that is not put together again"),
        ({"fixed": True}, "pieces leave as they came"),
    ],
)
def test_a_file_that_stays(case, why):
    """It blocks, and nothing is kept."""
    vault = MemoryVault()
    assert isinstance(uploaded(vault, **case), Stop), why
    assert vault.rows == {}
