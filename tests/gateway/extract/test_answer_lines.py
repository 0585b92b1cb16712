"""Answers of lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.answer_lines import MAX_LINE, LinesAnswer
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.grok_web_answer import GrokAnswer
from support.pages import TOKEN, VALUE, Restoring
from support.wire import cut, unchanged

LINES = b'0:"a\\u0062"\r\n{"a": "b"}\n\nnot json\n15:{"c": ["d"]}\n8:null'


def through(shape, transform, pieces):
    answer = LinesAnswer(shape, transform)
    return b"".join([*(answer.feed(piece) for piece in pieces), answer.close()])


@given(st.lists(st.integers(0, len(LINES))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert through(WholeTexts(), unchanged, cut(LINES, at)) == LINES


def test_prefixes_and_ends_stay():
    """A changed line keeps its prefix and its end."""
    assert through(WholeTexts(), lambda _k, text, _l: text.upper(), [LINES]) == b'0:"AB"\r\n{"a": "B"}\n\nnot json\n15:{"c": ["D"]}\n8:null'


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_what_is_held_back_comes_out_at_the_end(end):
    """A stream that just stops still gives all of its text, in a line of its own."""
    lines = b"\n".join(json.dumps({"result": {"token": text}}).encode() for text in ("a", TOKEN[:4])) + end
    out = through(GrokAnswer(), Restoring(), [lines])
    assert "".join(json.loads(line)["result"]["token"] for line in out.splitlines()) == "a" + TOKEN[:4]
    assert through(GrokAnswer(), Restoring(), [lines.replace(b"OSO", b"OSOBA_1]")]).count(VALUE.encode("ascii", "replace")) == 0


def test_a_line_without_end_passes():
    """A line over the limit goes on as it is, and so does all behind it."""
    answer = LinesAnswer(WholeTexts(), lambda *_: "changed")
    big = b'"' + b"a" * (MAX_LINE + 1)
    assert answer.feed(big) == big
    assert answer.feed(b'"\n"b"\n') == b'"\n"b"\n'
    assert answer.close() == b""


ON_ONE_LINE = b"".join(json.dumps({"result": {"response": {"token": text}}}).encode() for text in ("Vážený ", "[OSO", "BA_1]", ' "}{" '))


@given(st.lists(st.integers(0, len(ON_ONE_LINE))), st.sampled_from([b"", b"\n"]))
def test_several_objects_on_one_line(at, end):
    """Each is read by itself: a token over them is restored, and without a change the bytes are the same."""
    assert through(GrokAnswer(), unchanged, cut(ON_ONE_LINE + end, at)) == ON_ONE_LINE + end
    out = through(GrokAnswer(), Restoring(), cut(ON_ONE_LINE + end, at)).decode()
    texts, decoder = [], json.JSONDecoder()
    while out.strip():
        value, stop = decoder.raw_decode(out.lstrip())
        texts.append(value["result"]["response"]["token"])
        out = out.lstrip()[stop:]
    assert "".join(texts) == f'Vážený {VALUE} "}}{{" '


def test_objects_do_not_wait_for_the_end_of_their_line():
    """What is whole goes on as soon as another one begins."""
    answer = LinesAnswer(GrokAnswer(), unchanged)
    assert answer.feed(b'{"result": {"token": "a"}}') == b""
    assert answer.feed(b'{"result"') == b'{"result": {"token": "a"}}'
