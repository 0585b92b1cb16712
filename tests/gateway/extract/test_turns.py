"""Turns of dialogues: runs of text and the conversation's key."""

import pytest

from gateway.extract import json_format, openai_responses
from gateway.extract.turns import Turn, Turns
from gateway.model import Extracted, Speaker
from support.wire import body, joined


def turn(place):
    if len(place) > 2 and place[0] == "dialogues":
        return Turn(place[:2], place[:3], place[3:] in {("text",), ("more",)})
    return None


def turns(value):
    read = json_format.read(body(value))

    def speaker(place):
        return {"s": Speaker.SYSTEM, "a": Speaker.ASSISTANT}.get(read.string(*place[:3], "who"), Speaker.USER)

    return Turns(read, turn, speaker)


def runs(value):
    found = turns(value)
    segments = found.body.segments(found.speaker)
    return joined(Extracted(segments, found.runs(segments)))


def said(*texts, who="u"):
    return [{"who": who, "text": text} for text in texts]


@pytest.mark.parametrize(
    ("why", "dialogues", "expected"),
    [
        ("turns of one speaker are one run", [said("a", "b")], ["ab"]),
        ("parts of one turn", [[{"who": "u", "text": "a", "more": "b"}]], ["ab"]),
        ("two speakers are two runs", [said("a", "b") + said("c", "d", who="a")], ["ab", "cd"]),
        ("but for a number that goes on", [said("č. 71") + said("0319", who="a")], ["č. 710319"]),
        ("two dialogues never meet", [said("č. 71"), said("0319")], []),
        ("a turn without words parts nobody", [said("a") + said(" ", who="a") + said("b")], ["ab"]),
        ("a word that runs into a number", [said("je", "71")], ["je71", "je 71"]),
    ],
)
def test_runs(why, dialogues, expected):
    """Neighbouring texts of one speaker are one text, within one dialogue."""
    assert runs({"dialogues": dialogues}) == expected, why


def test_conversation():
    """The key says how the first dialogue began, whatever grew since; the salt tells others apart."""
    begin = said("s", who="s") + said("a")
    grown = begin + said("b", who="a") + said("c")
    first = turns({"dialogues": [begin]}).conversation(("x",))
    assert turns({"dialogues": [grown]}).conversation(("x",)) == type(first)(first.key, 2)
    assert turns({"dialogues": [begin, said("z")]}).conversation(("x",)).key == first.key
    assert turns({"dialogues": [begin]}).conversation(("y",)).key != first.key
    assert turns({"dialogues": [said("t", who="s") + said("a")]}).conversation(("x",)).key != first.key
    assert turns({"dialogues": []}).conversation(("x",)).turn == 1


def test_a_turn_shows_no_place():
    """A place may hold a name."""
    assert "Novák" not in repr(Turn((), ("Novák",), is_text=True))


def test_what_the_system_says_later_begins_nothing():
    """A word of the system in the midst of the turns changes no conversation; beside them it belongs to the beginning."""
    begin = {"instructions": "s", "input": [{"role": "developer", "content": "d"}, {"role": "user", "content": "a"}]}

    def key(value):
        return openai_responses.FORMAT.conversation(body(value)).key

    later = {"role": "developer", "content": "later"}
    assert key({**begin, "input": [*begin["input"], {"role": "assistant", "content": "b"}, later]}) == key(begin)
    asked = begin["input"][1:]
    assert key({"input": asked, "instructions": "s"}) == key({"instructions": "s", "input": asked})
    assert key({"instructions": "s", "input": [later, *begin["input"]]}) != key(begin)
    assert key({"input": begin["input"], "instructions": "t"}) != key(begin)
