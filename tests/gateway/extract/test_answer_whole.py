"""Texts that are whole where they stand."""

from gateway.extract import json_text
from gateway.extract.answer_json import JsonAnswer
from gateway.extract.answer_sse import SseAnswer
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.place import name
from support.pages import TOKEN, VALUE, Restoring, sse, sse_data


def test_leaves():
    """All strings, or those that the caller takes for texts; no two have one key."""
    read = json_text.read('{"a": "x", "b": ["y", 1, null], "text": "z"}')
    assert [leaf.text for leaf in WholeTexts().leaves(read)] == ["x", "y", "z"]
    shape = WholeTexts(lambda place: name(place) == "text")
    keys = [leaf.key for _ in range(2) for leaf in shape.deltas(read)]
    assert len(set(keys)) == len(keys) == 2
    assert all(key[: len(end)] == end for key in keys for end in shape.ended(read))


def test_cumulative_events():
    """Each event is restored by itself: nothing is held back, and a pseudonym that is cut stands whole in the next."""
    answer = SseAnswer(WholeTexts(), Restoring())
    out = answer.feed(sse(*({"text": f"a {TOKEN}"[:size]} for size in (4, 8, 20)))) + answer.close()
    assert [event["text"] for event in sse_data(out)] == ["a [O", "a [OSOBA", f"a {VALUE}"]


def test_whole_answers():
    """The same for an answer that comes at once."""
    answer = JsonAnswer(WholeTexts(), Restoring())
    assert answer.feed(f'{{"a": "{TOKEN}"}}'.encode()) + answer.close() == b'{"a": "Jan Nov\\u00e1k"}'
    assert WholeTexts().event_with(("whole", 1), "a", "like") == (None, "like")
