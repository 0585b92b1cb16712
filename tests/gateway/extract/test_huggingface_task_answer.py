"""Where Hugging Face's tasks keep text in their answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.huggingface_task_answer import HuggingFaceTaskAnswer

SHAPE = HuggingFaceTaskAnswer()


def read(value):
    return json_text.read(json.dumps(value))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([{"generated_text": "a"}], ["a"]),
        ({"summary_text": "a"}, ["a"]),
        ([{"translation_text": "a"}], ["a"]),
        ({"answer": "a", "score": 0.5, "start": 1, "end": 2}, ["a"]),
        ([{"label": "POSITIVE", "score": 0.5}], []),
        ([[0.1, 0.2]], []),
        ({"text": "a", "chunks": [{"text": "b"}]}, ["a", "b"]),
        ([{"entity_group": "PER", "word": "a"}], ["a"]),
    ],
)
def test_leaves(answer, expected):
    """Texts under the names of the tasks; labels and numbers have none."""
    assert [leaf.text for leaf in SHAPE.leaves(read(answer))] == expected


def test_stream():
    """Tokens are one running text that ends with the whole text or an error."""
    assert [leaf.key for leaf in SHAPE.deltas(read({"token": {"text": "a"}, "generated_text": None}))] == [("token",)]
    assert SHAPE.ended(read({"token": {"text": "a"}, "generated_text": None})) == ()
    assert SHAPE.ended(read({"token": {"text": ""}, "generated_text": "a"})) == ((),)
    assert SHAPE.ended(read({"error": "x"})) == ((),)
    _, data = SHAPE.event_with(("token",), "ž", '{"index": 1, "token": {"id": 5, "text": "a"}, "generated_text": null}')
    assert json.loads(data) == {"index": 1, "token": {"id": 5, "text": "ž"}, "generated_text": None}
