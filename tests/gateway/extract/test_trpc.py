"""tRPC's batches and errors."""

import json

import pytest

from gateway.extract import json_format, trpc
from support.pages import FOUND, NOTICE
from support.wire import body


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ({"0": {"json": 1}, "1": {"json": 2}}, ("0", "1")),
        ({"1": {}, "0": {}}, ("0", "1")),
        ({"json": {"content": "a"}}, ()),
        ({"0": "a"}, ()),
        ([1], ()),
    ],
)
def test_inputs(value, keys):
    """A batch has its inputs under numbers; anything else is one input."""
    assert trpc.inputs(json_format.read(body(value))) == keys


@pytest.mark.parametrize("count", [0, 1, 3])
def test_refused(count):
    """Every procedure of a batch gets the error, in the shape that clients raise."""
    answer = trpc.refused(NOTICE, "cs", count=count, path="message.newChat")
    errors = json.loads(answer.body)
    assert answer.status == 403
    assert dict(answer.headers)["content-type"].startswith("application/json")
    assert len(errors) == max(count, 1)
    assert FOUND in errors[0]["error"]["json"]["message"]
    assert errors[0]["error"]["json"]["data"]["httpStatus"] == 403
    assert errors[0]["error"]["json"]["data"]["code"] == "FORBIDDEN"
