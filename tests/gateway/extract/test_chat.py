"""What chat formats share."""

import pytest

from gateway.extract import chat, json_format
from gateway.extract.place import KEY, again
from gateway.model import Speaker
from support.wire import body, joined, opaque

ROLES = {"system": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT}


def read(value, **options):
    return chat.read(json_format.read(body(value)), ROLES, {"system": Speaker.SYSTEM, "tools": Speaker.TOOL}, **options)


def user(content):
    return {"role": "user", "content": content}


def runs(*messages, **names):
    found = read({"messages": list(messages), **names})
    return joined(found.extracted(found.conversation(())))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"messages": [user("a")]}, None),
        ({"messages": [user(None)]}, None),
        ({"messages": [{"role": "assistant"}]}, None),  # tool calls without words
        ({"messages": [user(["a", {"type": "text", "text": "b"}])]}, None),
        ({"messages": [{"role": "new_role", "content": "a"}]}, None),
        ({}, "unknown_shape"),
        ([], "unknown_shape"),
        ("messages", "unknown_shape"),
        (5, "unknown_shape"),
        ({"messages": []}, "unknown_shape"),
        ({"messages": None}, "unknown_shape"),
        ({"messages": "a"}, "unknown_shape"),
        ({"messages": {"0": user("a")}}, "unknown_shape"),
        ({"messages": ["a"]}, "unknown_shape"),
        ({"messages": [user("a"), None]}, "unknown_shape"),
        ({"messages": [{"content": "a"}]}, "unknown_shape"),
        ({"messages": [{"role": 1, "content": "a"}]}, "unknown_shape"),
        ({"messages": [user(5)]}, "unknown_shape"),
        ({"messages": [user(True)]}, "unknown_shape"),
        ({"messages": [user({"text": "a"})]}, "unknown_shape"),
    ],
)
def test_shape(value, reason):
    """A body that is not a list of messages with a role and a readable content is opaque."""
    assert opaque(read, value) == reason


@pytest.mark.parametrize(
    ("why", "messages", "expected"),
    [
        ("one text needs no join", [user("a b")], []),
        ("parts of one message", [user([{"type": "text", "text": "710319/"}, {"type": "text", "text": "2745"}])], ["710319/2745"]),
        ("strings as parts", [user(["710319", "/2745"])], ["710319/2745"]),
        ("neighbours of one role", [user("710319"), user("/2745")], ["710319/2745"]),
        ("not of two roles", [user("má"), {"role": "assistant", "content": "dne 5."}], []),
        ("but where a number may be cut", [user("rodné číslo 7103"), {"role": "tool", "content": "19/2745"}], ["rodné číslo 710319/2745"]),
        ("or begins behind its context", [user("r. č."), {"role": "tool", "content": "710319"}], ["r. č.710319"]),
        ("with separators and invisible ones", [user("710319"), {"role": "tool", "content": " \u200b/2745"}], ["710319 \u200b/2745"]),
        ("or an address", [user("jan.vzorny"), {"role": "tool", "content": "@urad.example"}], ["jan.vzorny@urad.example"]),
        ("over empty ones", [user("7103"), {"role": "system", "content": " \u200b"}, user("19/2745")], ["710319/2745"]),
        ("over ones without words", [user("a"), {"role": "assistant", "content": None}, user("b")], ["ab"]),
        ("no further than needed", [user("1"), {"role": "assistant", "content": "2"}, user("b")], ["12"]),
        (
            "refusals and thinking",
            [{"role": "assistant", "content": [{"type": "thinking", "thinking": "a"}, {"type": "refusal", "refusal": "b"}]}],
            ["ab"],
        ),
        (
            "results of tools",
            [user([{"type": "tool_result", "content": [{"type": "text", "text": "a"}]}, {"type": "text", "text": "b"}])],
            ["ab"],
        ),
        ("fields beside the text are lines", [user([{"type": "x", "rc": 5, "text": "b"}])], ["rc: 5"]),
        ("JSON in the text is lines", [user('{"rc": 5}')], ["rc: 5"]),
    ],
)
def test_joins(why, messages, expected):
    """Text parts of a message and of neighbours of one role are scanned as one; other fields as lines."""
    assert runs(*messages) == expected, why


def test_a_top_level_system_text_is_a_run():
    """The blocks of a top-level system text are scanned as one, apart from the messages."""
    assert runs(user("x"), system=[{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]) == ["ab"]


def test_duplicate_keys_cannot_part_a_value():
    """Text of repeated keys belongs to the message that a merging reader would give it to, and is heard as the user's."""
    source = b'{"messages": [{"role": "user", "content": "710319"}], "messages": [{"role": "system", "content": "/2745", "content": "!"}]}'
    found = read(source)
    extracted = found.extracted(found.conversation(()))
    assert "710319/2745!" in joined(extracted)
    assert {s.speaker for s in extracted.segments if s.place[:2] == ("messages", again(1))} == {Speaker.USER}


def test_speakers():
    """A leaf is the words of its message's role, of its top-level name, or metadata; an unknown role is heard as the user."""
    found = read(
        {
            "messages": [user("a"), {"role": "system", "content": "b"}, {"role": "odd", "content": "c"}],
            "tools": ["d"],
            "x": "e",
            "system": "f",
        }
    )
    by_text = {s.text: s.speaker for s in found.extracted(found.conversation(())).segments if s.place[-1] != KEY}
    assert {text: by_text[text] for text in "abcdef"} == {
        "a": Speaker.USER, "b": Speaker.SYSTEM, "c": Speaker.USER, "d": Speaker.TOOL, "e": Speaker.METADATA, "f": Speaker.SYSTEM,
    }  # fmt: skip


def test_results_of_tools_are_the_tool_s_words():
    """A part of the user's message that holds a tool's result is the tool's words, and does not make a turn."""
    result = {"type": "tool_result", "content": "t"}
    found = read(
        {"messages": [user("q"), user([result, result]), user([result, {"type": "text", "text": "u"}])]}, tool_result="tool_result"
    )
    extracted = found.extracted(found.conversation(()))
    by_text = {s.text: s.speaker for s in extracted.segments}
    assert (by_text["t"], by_text["u"]) == (Speaker.TOOL, Speaker.USER)
    assert extracted.conversation.turn == 2


def key(*messages, salt=(), **names):
    return read({"messages": list(messages), **names}).conversation(salt)


ANSWER = {"role": "assistant", "content": "ok"}
SYSTEM = {"role": "system", "content": "s"}


@pytest.mark.parametrize(
    ("why", "later"),
    [
        ("the history grows", key(SYSTEM, user("a"), ANSWER, user("b"))),
        ("the model changes", key(SYSTEM, user("a"), model="other", temperature=1)),
        ("text becomes a part", key(SYSTEM, user([{"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}}]))),
    ],
)
def test_the_key_is_stable(why, later):
    """The key of a conversation stays the same over its turns."""
    assert later.key == key(SYSTEM, user("a")).key, why


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another first message", key(SYSTEM, user("b"))),
        ("another system text", key({"role": "system", "content": "t"}, user("a"))),
        ("a top-level system text", key(SYSTEM, user("a"), system="s")),
        ("another salt", key(SYSTEM, user("a"), salt=("jan",))),
        ("text that moved between messages", key({"role": "system", "content": "sa"}, user(""))),
        ("JSON as the first message", key(SYSTEM, user('{"a": 1}'))),
    ],
)
def test_the_key_tells_apart(why, other):
    """Conversations that begin differently have different keys."""
    assert other.key != key(SYSTEM, user("a")).key, why
    assert key(user('{"a": 1}')).key != key(user('{"a": 2}')).key


def test_turns():
    """The turn is the number of the user's messages, at least one; the key says nothing of the text."""
    assert [key(*[user("a"), ANSWER] * n).turn for n in (1, 2, 5)] == [1, 2, 5]
    assert key(SYSTEM).turn == 1
    assert len(key(user("Jan Vzorný")).key) == 32
