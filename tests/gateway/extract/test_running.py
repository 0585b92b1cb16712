"""The rule: a value that is cut over the messages of a socket is stopped with the message that completes it, wherever it is cut."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.finding import Finding
from gateway.decide.policy import Policy
from gateway.decide.verdict import Block, Pass
from gateway.extract import seams
from gateway.extract.api import SocketMessage
from gateway.extract.examples.registry import examples
from gateway.extract.registry import sockets
from gateway.extract.running import BEFORE, Said, texts
from gateway.model import Extracted, Segment, SegmentKind, Speaker
from gateway.pipeline import Judgement, Reading, judge, read_message

VALUE = "715319/2743"
TEXT = f"Dobrý den, moje číslo je {VALUE} a prosím o radu."


def message(value: object, end: str = "") -> SocketMessage:
    return SocketMessage((json.dumps(value, ensure_ascii=False) + end).encode())


def item(piece: str, role: str = "user") -> SocketMessage:
    content = [{"type": "input_text", "text": piece}]
    return message({"type": "conversation.item.create", "item": {"type": "message", "role": role, "content": content}})


def turn(piece: str) -> SocketMessage:
    return message({"clientContent": {"turns": [{"role": "user", "parts": [{"text": piece}]}], "turnComplete": False}})


def signal(**more: object) -> SocketMessage:
    return message(more, "\x1e")


type Say = Callable[[str], SocketMessage]

SAYS: dict[str, tuple[str, Say, SocketMessage]] = {
    "realtime items": ("openai_realtime", item, message({"type": "response.create"})),
    "realtime instructions": (
        "openai_realtime",
        lambda piece: message({"type": "session.update", "session": {"instructions": piece}}),
        message({"type": "input_audio_buffer.clear"}),
    ),
    "gemini turns": ("gemini_live", turn, message({"realtimeInput": {"activityEnd": {}}})),
    "gemini typed": ("gemini_live", lambda piece: message({"realtimeInput": {"text": piece}}), message({"setup": {"model": "m"}})),
    "copilot": (
        "copilot_web",
        lambda piece: message({"event": "send", "conversationId": "c", "content": [{"type": "text", "text": piece}]}),
        message({"event": "ping"}),
    ),
    "m365 questions": (
        "m365_copilot",
        lambda piece: signal(type=4, target="chat", arguments=[{"message": {"author": "user", "text": piece, "locale": "cs"}}]),
        signal(type=6),
    ),
    "m365 stream": ("m365_copilot", lambda piece: signal(type=2, invocationId="1", item=piece), signal(type=6)),
    "m365 arguments": ("m365_copilot", lambda piece: signal(type=1, target="append", arguments=[piece]), signal(type=6)),
}


def judged(reading: Reading) -> Judgement:
    found = [text.find(VALUE) for text in reading.texts]
    scans = [(Finding("CZ_BIRTH_NUMBER", at, at + len(VALUE), 0.95, "test"),) if at >= 0 else () for at in found]
    return judge(reading, scans, Policy())


def sent(name: str, messages: Sequence[SocketMessage]) -> list[Judgement]:
    """What becomes of each; what is stopped does not leave."""
    said, out = Said(), []
    for one in messages:
        reading = read_message(one, sockets()[name], 100_000, said)
        out.append(judged(reading))
        if isinstance(out[-1].verdict, Pass):
            said.left(reading.extracted)
    return out


def cut(text: str, at: Sequence[int]) -> list[str]:
    edges = [0, *sorted(set(at)), len(text)]
    return [text[begin:end] for begin, end in zip(edges, edges[1:], strict=False)]


@pytest.mark.parametrize("name", SAYS)
@given(at=st.lists(st.integers(1, len(TEXT) - 1), max_size=20), silence=st.booleans())
def test_a_value_over_messages(name: str, at: list[int], silence: bool) -> None:
    """However the text is cut, and whatever says nothing stands between, the value never leaves whole; a clean text leaves."""
    dialect, say, other = SAYS[name]
    for text, stops in ((TEXT, True), (TEXT.replace(VALUE, "tajné"), False)):
        messages = [one for piece in cut(text, at) for one in ([say(piece), other] if silence else [say(piece)])]
        judgements = sent(dialect, messages)
        blocked = [one for one in judgements if isinstance(one.verdict, Block)]
        assert bool(blocked) is stops
        assert all("".join(one.value(hit) for hit in one.hits) == VALUE for one in blocked)


def test_letter_by_letter() -> None:
    """A message a letter: the one that completes the value is stopped, and says that its beginning left."""
    judgements = sent("openai_realtime", [item(letter) for letter in TEXT])
    stopped = [at for at, one in enumerate(judgements) if not isinstance(one.verdict, Pass)]
    assert stopped[0] == TEXT.index(VALUE) + len(VALUE) - 1
    assert judgements[stopped[0]].begun
    assert not sent("openai_realtime", [item(TEXT)])[0].begun


def test_what_left_is_not_judged_again() -> None:
    """A value that policy let out does not stop every message after it."""
    said = Said()
    said.left(read_message(item(TEXT), sockets()["openai_realtime"], 10_000).extracted)
    after = judged(read_message(item("Děkuji."), sockets()["openai_realtime"], 10_000, said))
    assert (after.verdict, after.hits) == (Pass(), ())


def test_what_is_kept_is_bounded() -> None:
    """The reach of a seam, of whatever length the messages were; a message that says nothing leaves it as it was."""
    said = Said()
    for piece in ("a" * 10_000, "", "b" * 10):
        said.left(read_message(item(piece), sockets()["openai_realtime"], 100_000).extracted)
    found = said.before(read_message(item("konec"), sockets()["openai_realtime"], 100_000).extracted)
    assert found.before is not None
    kept = found.segments[found.before]
    assert (kept.place, kept.text) == (BEFORE, "a" * (seams.REACH - 10) + "b" * 10)
    ping = read_message(message({"type": "x"}), sockets()["openai_realtime"], 1000, said).extracted
    assert ping.before is None
    assert "a" not in repr(said).removeprefix("<Said>")


def test_which_segments_are_running_text() -> None:
    """Words of somebody, in clear; not keys, not names of the protocol, not what a program says of itself."""
    segments = (
        Segment(("type",), "message"),
        Segment(("text",), "Ahoj"),
        Segment(("text", -1), "text", kind=SegmentKind.KEY),
        Segment(("id",), "x", Speaker.METADATA),
        Segment(("text", -2), "decoded"),
        Segment(("n",), "7", kind=SegmentKind.NUMBER),
        Segment(("text",), ""),
    )
    assert texts(segments, {"type"}) == (1,)
    assert Said().before(Extracted(segments, running=(1,))).before is None


@pytest.mark.parametrize("name", list(sockets()))
def test_every_socket_says_what_its_running_text_is(name: str) -> None:
    """A dialect that named none would let a cut value leave."""
    planted = "Dobrý den"
    carried = [one for one in examples()[name](planted) if not one.opaque and one.carrier != "any leaf"]
    for one in carried:
        found = sockets()[name].segments(SocketMessage(one.content, one.is_text))
        assert planted in [found.segments[at].text for at in found.running], one.carrier
    assert carried
