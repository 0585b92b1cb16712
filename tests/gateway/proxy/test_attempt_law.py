"""The law: whatever a conversation is, its verdicts, events and counts are those of a gateway that remembers nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Bounds, Rule
from gateway.proxy.outcome import Forward, Outcome, Stop
from support import histories
from support.histories import SETTLING, chat
from support.settling import BROKEN, DOUBTFUL, LABEL, LONE, NAME, NUMBER, PUBLIC, House, forgetful

SAID = st.sampled_from(
    [
        "Dobrý den.",
        "Kdy?",
        "1. bod",
        "rodné číslo: ",
        "715319/",
        "2743",
        NUMBER,
        NAME,
        "Vzorovému",
        PUBLIC,
        "Čapek psal.",
        LONE,
        LABEL,
        "Karel",
        " Čapek",
        DOUBTFUL,
        BROKEN,
        "",
        "“",
    ]
)
CLEAN = st.sampled_from([f"Kdo byl {PUBLIC}?", PUBLIC, "Dobrý den.", "Kdy a kde?", "Ano.", "Děkuji pěkně.", "1. bod"])
ROLE = st.sampled_from(["user", "assistant", "user", "assistant", "system", "call", "tool", "thought"])
MESSAGE = st.fixed_dictionaries({"role": ROLE, "content": st.one_of(CLEAN, CLEAN, CLEAN, SAID)})
ODD = st.sampled_from(
    [
        {"type": "item_reference", "id": "msg_1"},
        {"type": "compaction", "encrypted_content": "gAAAA"},
        {"type": "reasoning", "summary": [], "encrypted_content": "gAAAA"},
        {"role": "user", "content": [{"type": "input_file", "file_id": "file-1"}]},
        {"role": "user", "content": [{"type": "input_image", "image_url": "data:image/png;base64,AAAA"}]},
        {"role": "user", "content": NUMBER, "parts": [{"fileData": {"fileUri": "files/abc"}}]},
        {"role": "user", "content": NAME, "parts": [{"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]},
        {"role": "user", "content": "1. bod", "parts": [{"text": "2743"}, {"tomorrow": None}]},
    ]
).map(lambda raw: {"raw": raw})
BESIDE = st.sampled_from(
    [
        "",
        '"tools":[{"name":"a"},{"name":"b"}],"stream":true',
        '"instructions":"Vzorovému"',
        '"instructions":"rodné číslo: 715319/"',
        '"systemInstruction":{"parts":[{"text":"Vzorovému"}]}',
        '"systemInstruction":{"parts":[{"text":"rodné číslo: 715319/"}]}',
        '"system":"rodné číslo: 715319/"',
        '"items":[{"role":"user","content":"2743"}]',
        '"input":[{"role":"user","content":"2743"}]',
        '"contents":[{"parts":[{"text":"2743"}]}]',
        '"messages":[{"role":"user","content":"2743"}]',
        '"input":"Ano."',
        '"previous_response_id":"resp_1"',
        '"cachedContent":"cachedContents/1"',
    ]
)
POLICIES = [
    Policy(),
    Policy(public_values_pass=False),
    Policy(threshold=0.05),
    Policy(rules=(Rule("warn", Action.WARN, frozenset({"PERSON"})),)),
    Policy(bounds=(Bounds("short", text=120),)),
]
STEP = st.one_of(
    st.tuples(st.just("say"), st.lists(MESSAGE, min_size=1, max_size=3)),
    st.tuples(st.just("edit"), st.integers(0, 20), SAID),
    st.tuples(st.just("again"), SAID),
    st.tuples(st.just("policy"), st.integers(0, len(POLICIES) - 1)),
    st.tuples(st.just("odd"), ODD),
    st.tuples(st.just("before"), BESIDE),
    st.tuples(st.just("behind"), BESIDE),
    st.tuples(st.just("cut off"), st.integers(1, 4)),
    st.tuples(
        st.just("tamper"),
        st.integers(0, 2000),
        st.sampled_from([b"1", b'"', b"}", b",", b"\xff", b"\\", b" ", b'},{"role":"user","content":"715319/2743"}', b'"},{"x":"']),
    ),
    st.tuples(st.just("send twice")),
)


@pytest.mark.parametrize("name", SETTLING)
@settings(max_examples=120, deadline=None)
@given(policy=st.sampled_from(POLICIES), begun=st.lists(CLEAN, max_size=9), steps=st.lists(STEP, min_size=1, max_size=9))
@example(policy=Policy(), begun=["Dobrý den."] * 7, steps=[("send twice",), ("say", chat(NAME)), ("send twice",)])
@example(policy=Policy(), begun=["Vzorovému."] * 7, steps=[("send twice",), ("say", chat("Ano.", NAME))])
@example(policy=Policy(), begun=["Dobrý den."] * 7, steps=[("tamper", 60, b"715319/2743")])
def test_it_is_as_if_nothing_were_remembered(name: str, policy: Policy, begun: list[str], steps: list[Any]) -> None:
    """Whatever is said, edited, regenerated or tampered with: the same outcome, the same events, the same counts."""
    house, plain = House(policy), forgetful(policy)
    messages = chat(*begun)
    before = behind = ""
    for step in [("send twice",), *steps]:
        match step:
            case ("say", more):
                messages = [*messages, *more]
            case ("policy", number):
                house.made.policy = plain.made.policy = POLICIES[number]
            case ("odd", one):
                messages = [*messages, one, *chat("Ano.", "Ne.")]
            case ("edit", at, text) if messages:
                messages = [*messages[: at % len(messages)], {"role": "user", "content": text}, *messages[at % len(messages) + 1 :]]
            case ("again", text) if messages:
                messages = [*messages[:-1], {"role": "user", **messages[-1], "content": text}]
            case ("cut off", count):
                messages = messages[:-count]
            case ("before", member):
                before = member and member + ","
            case ("behind", member):
                behind = member and "," + member
        content = histories.body(name, messages, before=before, behind=behind)
        if step[0] == "tamper":
            at = step[1] % (len(content) + 1)
            content = content[:at] + step[2] + content[at + len(step[2]) :]
        for _ in range(2 if step[0] == "send twice" else 1):
            one, other = house.send(content, name), plain.send(content, name)
            assert type(one) is type(other)
            assert _shown(one) == _shown(other)
            assert house.recorder.events == plain.recorder.events
            assert house.counted == plain.counted


def _shown(outcome: Outcome) -> Any:
    if isinstance(outcome, Stop):
        return outcome.answer.status, outcome.answer.headers, outcome.answer.body
    assert isinstance(outcome, Forward)
    return outcome.body
