"""The texts of an answer that comes in pieces."""

from gateway.extract import json_text
from gateway.extract.answer_events import EventTexts, Made
from gateway.extract.openai_chat_answer import OpenAIChatAnswer
from support.wire import Holding, unchanged


def chunk(text, finish="null"):
    return json_text.read(f'{{"choices":[{{"delta":{{"content":"{text}"}},"finish_reason":{finish}}}]}}')


def test_nothing_changes_by_itself():
    """An event whose texts stay is no new event, and nothing goes before it."""
    texts = EventTexts(OpenAIChatAnswer(), unchanged)
    assert texts.event(chunk("a")) == ([], None)
    assert texts.end() == []


def test_what_is_held_back_comes_out_at_the_end():
    """At the end of its stream, in an event of our own or in the last one."""
    texts = EventTexts(OpenAIChatAnswer(), Holding(2))
    assert '"content":"a"' in texts.event(chunk("abc"))[1]
    assert '"content":"bcd"' in texts.event(chunk("d", '"stop"'))[1]
    texts = EventTexts(OpenAIChatAnswer(), Holding(2))
    texts.event(chunk("abc"))
    (made,) = texts.end()
    assert '"content":"bc"' in made.data
    assert texts.end() == []


def test_it_shows_nothing():
    """What was made holds an answer's text."""
    assert repr(Made(None, "Novák")) == "<Made>"
