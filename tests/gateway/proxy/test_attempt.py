"""A request is judged as if nothing were remembered of its history, only faster. The law itself: ``test_attempt_law.py``."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Approval, Bounds, Rule, Situation
from gateway.extract.api import Body
from gateway.extract.registry import formats
from gateway.model import Extracted, File
from gateway.proxy.attempt import Attempt
from gateway.proxy.outcome import Forward, Stop
from gateway.proxy.settled import Settled
from support import histories
from support.histories import SETTLING, chat
from support.settling import BROKEN, DOUBTFUL, LABEL, LONE, NAME, NUMBER, PUBLIC, House, body, forgetful, grown, request


@pytest.mark.parametrize("name", SETTLING)
def test_what_is_known_is_not_read_again(name: str) -> None:
    """The tenth turn has its first message, the last answer and what is new looked at, and not what lies between."""
    house = House()
    for content in grown(*(f"Zpráva {at}x." for at in range(19)), name=name):
        assert isinstance(house.send(content, name), Forward)
    assert sorted(text for text in house.detecting.asked if text.startswith("Zpráva")) == [f"Zpráva {at}x." for at in (0, 15, 16, 17, 18)]
    assert house.settled.histories == 1, "a history that goes on takes the place of the one before"


@pytest.mark.parametrize(
    ("why", "last", "name"),
    [
        ("a number", NUMBER, "CZ_BIRTH_NUMBER"),
        ("a name that makes others known", NAME, "PERSON"),
        ("what cannot be scanned", BROKEN, ""),
    ],
)
def test_a_finding_in_what_is_new_has_all_of_it_read(why: str, last: str, name: str) -> None:
    """The event counts what stands in old turns, too: a name said now makes an earlier lone surname somebody's."""
    house = House()
    said = ["Psal jsem Vzorovému."] + [f"Zpráva {at}x." for at in range(1, 10)]
    for content in grown(*said, "Dobře."):
        assert isinstance(house.send(content), Forward)
    assert isinstance(house.send(body(chat(*said, "Dobře.", "Ano.", last))), Stop), why
    assert house.settled.histories == 0, "it is forgotten"
    (event,) = house.recorder.events
    plain = forgetful(Policy())
    plain.send(body(chat(*said, "Dobře.", "Ano.", last)))
    assert [event] == plain.recorder.events
    assert (name in event.kinds) == bool(name)


def test_a_text_that_could_not_be_scanned_is_asked_for_once() -> None:
    """Whoever waited until the deadline does not wait for it twice."""
    house = House()
    said = [f"Zpráva {at}x." for at in range(9)]
    for content in grown(*said):
        house.send(content)
    house.send(body(chat(*said, "Ano.", BROKEN)))
    assert house.detecting.asked.count(BROKEN) == 1


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("another day or another public list", "edition"),
        ("another threshold", "policy"),
        ("another tool", "tool"),
        ("what lies in the first message", "first"),
        ("what lies in the middle", "middle"),
        ("a space in the middle", "space"),
        ("what follows the middle, with which something of it may go on", "next"),
        ("a second list of messages, which readers merge with the first", "second list"),
        ("words of the system, which may go on in the first message", "instructions"),
    ],
)
@pytest.mark.parametrize("name", SETTLING)
def test_what_was_known_of_something_else_is_not_known(name: str, why: str, change: str) -> None:
    """Other scans, another policy on what counts, another tool, other bytes: the whole request is read."""
    day = [b"1"]
    house = House(settled=Settled(lambda: day[0], least=1))
    said = [f"Zpráva {at}x." for at in range(9)]
    for content in grown(*said, name=name):
        house.send(content, name)
    assert house.settled.histories == 1
    content, tool = body(chat(*said, "Ano.", "Ne."), name), "openai"
    match change:
        case "edition":
            day[0] = b"2"
        case "policy":
            house.made.policy = Policy(threshold=0.4)
        case "tool":
            tool = "mistral"
        case "first":
            content = content.replace(b"0x", b"0y")
        case "middle":
            content = content.replace(b"3x", b"3y")
        case "next":
            content = content.replace(b"7x", b"7y")
        case "second list":
            content = histories.body(
                name, chat(*said, "Ano.", "Ne."), behind="," + body(chat("Ano."), name).decode()[len('{"model":"m",') : -1]
            )
        case "instructions":
            content = content.replace(
                b'{"model":"m",', b'{"model":"m","instructions":"Ano.","systemInstruction":{"parts":[{"text":"Ano."}]},'
            )
        case "space":
            content = content.replace(b"},{", b"}, {", 1)
    assert isinstance(house.send(content, name, tool), Forward)
    assert {text[:8] for text in house.detecting.asked if text.startswith("Zpráva")} == {f"Zpráva {at}" for at in range(9)}, why


def test_what_was_known_in_another_format_is_not_known() -> None:
    """The same bytes are read otherwise there."""
    house = House()
    said = [f"Zpráva {at}x." for at in range(9)]
    for content in grown(*said):
        house.send(content)
    house.send(body(chat(*said, "Ano.", "Ne.")), "anthropic_messages")
    assert len({text for text in house.detecting.asked if text.startswith("Zpráva")}) == 9


@pytest.mark.parametrize("name", SETTLING)
def test_a_first_message_that_may_go_on_keeps_all_of_it(name: str) -> None:
    """Where the last message would look joined with the first, nothing is left out between them."""
    house = House()
    said = ["Pište na a@"] + [f"Zpráva {at}x." for at in range(1, 10)]
    for content in grown(*said, "Ano.", name=name):
        house.send(content, name)
    assert [text for text in house.detecting.asked if text.startswith("Zpráva")] == said[1:]


@pytest.mark.parametrize("said", [PUBLIC, DOUBTFUL])
def test_a_history_is_known_where_nothing_counts(said: str) -> None:
    """What is public by itself is no finding, nor is what is in doubt below the threshold."""
    house = House()
    for content in grown("Ano.", said, *(f"Zpráva {at}x." for at in range(9))):
        assert isinstance(house.send(content), Forward)
    assert house.settled.histories == 1
    assert "Zpráva 0x." not in house.detecting.asked


@pytest.mark.parametrize("policy", [Policy(public_values_pass=False, rules=(Rule("mild", Action.IGNORE),)), Policy()])
def test_what_is_public_is_known_only_where_it_passes_as_such(policy: Policy) -> None:
    """A rule that lets a name go here says nothing of elsewhere, and another policy may stop what is public."""
    house = House(policy)
    said = ["Ano.", PUBLIC, *(f"Zpráva {at}x." for at in range(9))]
    for content in grown(*said):
        assert isinstance(house.send(content), Forward)
    assert house.settled.histories == policy.public_values_pass
    house.made.policy = Policy(public_values_pass=False)
    assert isinstance(house.send(body(chat(*said, "Ano.", "Ne."))), Stop)


@pytest.mark.parametrize(
    ("why", "last", "stopped"),
    [
        ("a surname of the public person", LONE, False),
        ("somebody else of that surname", f"{LONE} Jan Vzorový", True),
        ("what makes a name private", PUBLIC + LABEL, True),
    ],
)
def test_a_public_name_is_read_again_beside_a_private_one(why: str, last: str, stopped: bool) -> None:
    """What it says of a name that is found now, a whole reading says."""
    house, plain = House(), forgetful(Policy())
    said = ["Ano.", PUBLIC, *(f"Zpráva {at}x." for at in range(9))]
    for content in grown(*said):
        house.send(content)
    assert house.settled.histories == 1
    content = body(chat(*said, "Ano.", last))
    assert isinstance(house.send(content), Stop) == isinstance(plain.send(content), Stop) == stopped, why
    assert house.settled.histories == 0
    assert house.recorder.events == plain.recorder.events


def test_a_limit_on_characters_counts_all_of_them() -> None:
    """An office that limits the text of a request has every request read whole."""
    house = House(Policy(bounds=(Bounds("short", text=250),)))
    bodies = grown(*(f"Zpráva {at}x." for at in range(25)))
    outcomes = [type(house.send(content)) for content in bodies]
    assert outcomes.count(Stop) > 3
    assert outcomes == sorted(outcomes, key=[Forward, Stop].index), "the longer ones, and no shorter one"


def test_a_history_with_a_file_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are opened before the judgement, and no longer seen in it: a limit on them that came meanwhile counts all of them."""

    async def documents(files: Sequence[File]) -> Sequence[Extracted]:
        return [Extracted(()) for _ in files]

    house = House()
    monkeypatch.setattr(house.made, "_documents", documents)
    picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{base64.b64encode(b'picture' * 9).decode()}"}}
    messages = chat(*(f"Zpráva {at}x." for at in range(11)))
    messages[2] = {"role": "user", "content": [{"type": "text", "text": "Co to je?"}, picture]}
    assert isinstance(house.send(body(messages[:9])), Forward)
    assert house.settled.histories == 0
    house.made.policy = Policy(bounds=(Bounds("none", files=0),))
    assert isinstance(house.send(body(messages)), Stop)


BUCKET = {"role": "user", "content": [{"type": "document", "source": {"s3Location": {"uri": "s3://urad-spisy/a.pdf"}}}]}
LISTED = Policy(sources=(Approval("spisy", frozenset({"s3://urad-spisy", "connector:connector_gmail"}), frozenset({"openai"})),))
CONNECTOR = ',"tools":[{"type":"mcp","server_label":"s","connector_id":"connector_gmail"}]'


@pytest.mark.parametrize(
    ("why", "third", "behind"),
    [("in the middle of the history", BUCKET, ""), ("beside the history", *chat("Zpráva 2x."), CONNECTOR)],
)
@pytest.mark.parametrize("name", ["openai_chat", "openai_responses"])
def test_a_source_is_asked_about_each_turn(name: str, why: str, third: dict[str, Any], behind: str) -> None:
    """A change of the list takes effect at the next turn, for another tool at once: nothing is remembered of a request with a source."""
    house = House(LISTED)
    messages = chat(*(f"Zpráva {at}x." for at in range(11)))
    messages[2] = {"raw": third} if name == "openai_responses" else third

    def send(upto: int, tool: str = "openai") -> type:
        return type(house.send(histories.body(name, messages[:upto], behind=behind), name, tool))

    assert [send(7), send(9), send(9, "mistral")] == [Forward, Forward, Stop], why
    assert house.settled.histories == 0
    house.made.policy = Policy()
    assert send(11) is Stop, why
    assert [event.detail for event in house.recorder.events] == ["unknown_file"] * 2
    assert "urad-spisy" not in repr(house.recorder.events)


def test_a_source_that_comes_later_is_seen() -> None:
    """What is remembered of a history without one says nothing of the request's tools."""
    house = House(LISTED)
    messages = chat(*(f"Zpráva {at}x." for at in range(11)))
    assert isinstance(house.send(body(messages[:9])), Forward)
    assert house.settled.histories == 1
    assert isinstance(house.send(histories.body("openai_chat", messages, behind=CONNECTOR)), Forward)
    house.made.policy = Policy()
    assert isinstance(house.send(histories.body("openai_chat", messages, behind=CONNECTOR)), Stop)


@pytest.mark.parametrize("name", SETTLING)
def test_it_tells_the_same_conversation(name: str) -> None:
    """Key and turn are those of the whole request."""
    house, plain = House(), forgetful(Policy())
    bodies = grown(*(f"Zpráva {at}x." for at in range(15)), name=name)
    for content in bodies[:-1]:
        house.send(content, name)
    situation = Situation("openai", "chat", frozenset(), datetime(2026, 11, 22, tzinfo=UTC))
    told = []
    for one in (house, plain):
        attempt = Attempt(one.settled, request(bodies[-1], name), one.made.policy, situation)
        extracted = attempt(Body(bodies[-1], "application/json", "/v1/x"), formats()[name].segments)
        told.append((extracted.conversation, attempt.cut is not None, len(extracted.segments) > 55))
    assert told == [(told[0][0], True, False), (told[0][0], False, True)]
    assert told[0][0].turn == 8


@pytest.mark.parametrize("name", SETTLING)
def test_what_follows_the_middle_is_part_of_what_is_known(name: str) -> None:
    """A message may be changed so that it goes on from the one before: a name over the two is found."""
    house = House()
    messages = [*chat("Dobrý den.", "Ano.", "Kdo?", "Jan"), {"role": "system", "content": "Odpověz."}, *chat("Děkuji.")]
    assert isinstance(house.send(body(messages, name), name), Forward)
    assert house.settled.histories == 1
    messages[4] = {"role": "assistant", "content": " Vzorový"}
    assert isinstance(house.send(body(messages, name), name), Stop)


WORK = [
    {"role": "thought", "content": "Podívám se."},
    {"role": "call", "content": "Kde?"},
    {"role": "tool", "content": "Tady."},
    {"role": "assistant", "content": "Je to tady."},
]


@pytest.mark.parametrize("name", ["openai_responses", "gemini"])
def test_what_programs_did_is_known(name: str) -> None:
    """Reasoning, calls of functions and what these return are a part of a history; what is new of them is read."""
    house = House()
    messages: list[dict[str, Any]] = []
    for turn in range(6):
        messages += [{"role": "user", "content": f"Zpráva {turn}x."}, *({**one, "content": f"{one['content']} {turn}y"} for one in WORK)]
        assert isinstance(house.send(body(messages, name), name), Forward)
    assert sorted({text[-2:] for text in house.detecting.asked if re.search("[0-9]y$", text)}) == ["4y", "5y"]
    messages += [{"role": "call", "content": NUMBER}]
    assert isinstance(house.send(body(messages, name), name), Stop)


def test_an_edition_that_changes_meanwhile_settles_nothing() -> None:
    """What was scanned while the public list changed is neither believed nor remembered."""
    editions = iter(range(100))
    house = House(settled=Settled(lambda: b"%d" % next(editions), least=1))
    for content in grown(*(f"Zpráva {at}x." for at in range(9))):
        house.send(content)
    assert house.settled.histories == 0
