"""JSON-RPC's envelope."""

import json
from dataclasses import replace

import pytest

from gateway.extract import json_rpc
from support.pages import FOUND, NOTICE


@pytest.mark.parametrize(("reply_to", "number"), [({}, None), ({"id": "8300001001"}, 8300001001), ({"id": "x"}, None)])
def test_error(reply_to, number):
    """The error of the specification, with the id of the call where it may be repeated, and no value."""
    error = json.loads(json.dumps(json_rpc.error(replace(NOTICE, reply_to=reply_to), "cs")))
    assert (error["jsonrpc"], error["id"], error["error"]["code"]) == ("2.0", number, -32600)
    assert FOUND in error["error"]["message"]
    assert error["error"]["data"]["reference"] == "01REF"
