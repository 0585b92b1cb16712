"""What a file holds, between processes."""

from __future__ import annotations

import json

import pytest

from gateway.batch import Asked
from gateway.documents.frames import read_from_json, read_to_json, rewritten_from_json, rewritten_to_json
from gateway.model import Extracted, FileRead, Join, OpaqueReason, Segment

READS = [
    OpaqueReason.ENCRYPTED,
    Extracted(()),
    Extracted(
        (
            Segment((0,), "Žofie \ud800", where=(("attachment", 1),), marks=((0, (("sheet", 1), ("cell", "B7"))), (3, ()))),
            Segment((1,), "x"),
        ),
        (Join((0, 1), ("", " ")),),
        asked=Asked(frozenset({"prompt:b", "prompt:a"}), True, ("file-1", "collection/vs_1")),
    ),
]


@pytest.mark.parametrize("read", READS, ids=range(len(READS)))
def test_the_same_on_the_other_side(read: FileRead) -> None:
    """Texts, places, marks and joins; what requests in the file ask for."""
    assert read_from_json(json.loads(json.dumps(read_to_json(read)))) == read


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"opaque": "x"},
        {"read": [[1]], "joins": []},
        {"read": []},
        {"read": 5, "joins": [], "asked": [[], False, []]},
        {"read": [], "joins": []},
    ],
)
def test_anything_else_is_refused(value: object) -> None:
    """An answer that is none raises."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_from_json(value)


@pytest.mark.parametrize("content", [b"", b"\x00\xff text"])
def test_a_file_goes_there_and_back(content: bytes) -> None:
    """Bytes, or the reason why there are none."""
    assert rewritten_from_json(json.loads(json.dumps(rewritten_to_json(content)))) == content
    assert rewritten_from_json({"opaque": "encrypted"}) is OpaqueReason.ENCRYPTED
