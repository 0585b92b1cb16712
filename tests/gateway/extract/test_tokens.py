"""Token ids in place of words."""

import pytest

from gateway.extract import json_format, tokens
from support.wire import body, opaque


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"input": "a", "dimensions": 256}, None),
        ({"input": ["a", "b"]}, None),
        ({"input": [{"id": 5}]}, None),  # numbers of an object are no tokens
        ({"input": [1820, 650]}, "tokens"),
        ({"input": [[1820], [650, 5]]}, "tokens"),
        ({"input": ["a", 5]}, "tokens"),
        ({"input": 5}, "tokens"),
        ({"Input": [5]}, None),
    ],
)
def test_refuse(value, reason):
    """Numbers where a text is expected are opaque, in lists or alone."""
    assert opaque(tokens.refuse("input", "prompt"), json_format.read(body(value))) == reason
