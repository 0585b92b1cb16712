"""Tokens come back in every answer of every wire format, however the model spells them and however the network cuts them."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.act import restore
from gateway.act.restore import Restorer
from gateway.act.tokens import Token, find
from gateway.extract.answer import PassThrough
from gateway.extract.registry import formats
from support.answers import ANSWERS, JSON, NDJSON, SSE
from support.formats import noted
from support.wire import answered, cut, unchanged

VALUES = {Token("OSOBA", 1): 'Žaneta "Žán" Nováková', Token("RODNE_CISLO", 2): "715319/2743", Token("OSOBA", 3): "Jan\\Nový"}
SPELT = [
    "[OSOBA_1]", "**[OSOBA_1]**", "[osoba 1]", "OSOBA_1", r"\[OSOBA\_1\]", "［OSOBA_1］", "[OSOBA_1]ovi", "[OSOBOU_3]", "OSOBY_3",
    "[RODNÉ_ČÍSLO_2]", "[RODNE_CISLO_2]", "[OSOBA_9]", "OSOBA", "[", "]", "_1", '{"a":', "\n", '"', "\\", " ", "Dobrý den, ", "🙂", "x",
]  # fmt: skip
CALM = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def cut_words(words: list[str], at: list[int]) -> list[str]:
    """The text in pieces as a model sends it: anywhere, three at least."""
    text = "Pan " + "".join(words) + " má."
    edges = sorted({0, 1, 2, len(text), *(edge % len(text) for edge in at)})
    return [text[start:end] for start, end in zip(edges, edges[1:], strict=False)]


def _plain(texts: dict[tuple[str | int, ...], str]) -> list[tuple[str, str]]:
    """The texts in order, without the counts of events in their keys: what is held back may come in an event of its own."""
    return sorted((str(key[0]), text) for key, text in texts.items())


@pytest.mark.parametrize("name", sorted(ANSWERS))
@given(words=st.lists(st.sampled_from(SPELT), min_size=1, max_size=6), model=st.lists(st.integers(0, 300), max_size=8), data=st.data())
@CALM
def test_every_text_of_every_answer(name, words, model, data):
    """Each text of an answer is what it would be if it were restored whole, and the answer arrives alike however it is cut."""
    for made in ANSWERS[name](cut_words(words, model)):
        network = data.draw(st.lists(st.integers(0, len(made.content)), max_size=12))
        said = noted(formats()[name], made.content_type, made.content)
        assert said, "nothing of this answer is read"
        restored = answered(formats()[name], made.content_type, Restorer(VALUES), cut(made.content, network))
        expected = {key: Restorer(VALUES)(key, text, True) for key, text in said.items()}
        assert _plain(noted(formats()[name], made.content_type, restored)) == _plain(expected)
        assert restored == answered(formats()[name], made.content_type, Restorer(VALUES), [made.content])
        for text in expected.values():
            assert not {token for _, _, token in find(text)} & set(VALUES)


@pytest.mark.parametrize("name", sorted(set(formats()) - set(ANSWERS)))
def test_the_others_pass(name):
    """A format without answers in the table has none to restore."""
    kinds = (SSE, JSON, NDJSON, "text/plain")
    assert all(isinstance(formats()[name].answer_stream(kind, unchanged), PassThrough) for kind in kinds)


def test_signed_thinking_stays():
    """A thinking block is signed over its text: a client that sends it back changed is refused."""
    events = [
        {"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "[OSOBA_1]"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "signature_delta", "signature": "[OSOBA_1]"}},
    ]
    data = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events)
    for name in ("anthropic_messages", "claude_web"):
        assert answered(formats()[name], SSE, Restorer(VALUES), [data]) == data


def test_lengths_of_chunks_are_counted_anew():
    """A chunk of Google's pages is as long as it says after its tokens grew or shrank, in UTF-16 units."""
    made = ANSWERS["gemini_web"](["🙂 [OSOBA_1]"])[0]
    out = answered(formats()["gemini_web"], made.content_type, Restorer(VALUES), [made.content]).decode()
    size, _, content = out.removeprefix(")]}'\n\n").partition("\n")
    assert int(size) == len(("\n" + content).encode("utf-16-le")) // 2
    assert 'Žaneta \\\\\\"Žán' in content


STREAMED = (
    "openai_chat",
    "openai_completions",
    "openai_responses",
    "anthropic_messages",
    "gemini",
    "cohere_chat",
    "ollama_chat",
    "chatgpt_web",
)


@pytest.mark.parametrize("name", STREAMED)
def test_no_piece_waits_for_more_than_the_next(name):
    """Ordinary words go on with the very piece they came in; of a token nothing is held longer than until the piece behind it."""
    words = ["Dobrý", " den", ", pane", " [OSO", "BA_1]", " z", " Brna", ".", " Konec"]
    made = ANSWERS[name](words)[0]
    end = b"\n" if made.content_type == NDJSON else b"\n\n"
    stream = formats()[name].answer_stream(made.content_type, Restorer(VALUES))
    waiting = longest = 0
    for event in made.content.removesuffix(end).split(end):
        waiting = 0 if stream.feed(event + end) else waiting + 1
        longest = max(longest, waiting)
    assert longest <= 1


def test_steps(monkeypatch):
    """The work for a piece depends on the piece, not on how long the answer already is: nothing is looked at twice but what is held."""
    seen = []
    find = restore.find
    monkeypatch.setattr(restore, "find", lambda text, begin=0: seen.append(len(text)) or find(text, begin))
    one = Restorer(VALUES)
    for _ in range(500):
        one(("a",), "slovo ", False)
    assert max(seen) <= len("slovo ") + 1
    assert sum(seen) <= 500 * (len("slovo ") + 1)
