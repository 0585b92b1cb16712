"""Cohere datasets."""

from gateway.extract.cohere_files import FORMAT
from support.formats import refusal
from support.forms import form, part
from support.wire import head, texts


def test_a_dataset():
    """JSON lines are read here, other files go to document workers; the refusal has Cohere's envelope."""
    found = FORMAT.segments(
        form(part("data", '{"text": "v-line"}\n', "d.jsonl", "application/json"), part("eval_data", "a;b", "e.csv", "text/csv"))
    )
    assert "v-line" in texts(found).values()
    assert [file.name for file in found.files] == ["e.csv"]
    assert FORMAT.operation(head(path="/v1/datasets")) == "datasets"
    assert list(refusal(FORMAT)) == ["message", "id"]
