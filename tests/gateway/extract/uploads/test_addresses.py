"""Addresses in the answers of tools."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.extract.uploads.addresses import MAX_ADDRESSES, MAX_ANSWER, MAX_FIELDS, Address, addresses, fields, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://A.example/p/q?x=%2F&y=1", Address("a.example", "/p/q?x=%2F&y=1")),
        ("https://a.example:443/p", Address("a.example", "/p")),
        ("https://a.example", Address("a.example", "/")),
        ("https://a.example/p#part", Address("a.example", "/p")),  # a fragment is never sent
        ("http://a.example/p", None),
        ("https://a.example:444/p", None),
        ("https://u:p@a.example/p", None),
        ("https://127.0.0.1/p", None),
        ("https://a.example/p q", None),
        ("https://a.example/ž", None),
        ("https://a.example:x/p", None),
        ("https:///p", None),
        ("//a.example/p", None),
        ("", None),
    ],
)
def test_read(text: str, expected: Address | None) -> None:
    """Https on the usual port, spelt as a client sends it."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("answer", "leaf", "expected"),
    [
        ({"upload_url": "https://a.example/1"}, "upload_url", ["/1"]),
        ({"other": "https://a.example/1"}, "upload_url", []),
        ([{"result": {"upload_url": "https://a.example/1"}}, {"upload_url": ["https://a.example/2"]}], "upload_url", ["/1", "/2"]),
        ({"upload_url": {"upload_url": "https://a.example/1"}}, "upload_url", ["/1"]),
        ({"upload_url": 5}, "upload_url", []),
        (
            {"a": {"b": "https://a.example/1?sig=x"}, "c": "https://a.example/2"},
            None,
            ["/1?sig=x"],
        ),  # a plain link is no address for an upload
        ({"a": "https://a.example/1", "b": "https://a.example/1"}, "a", ["/1"]),
    ],
)
def test_addresses(answer: Any, leaf: str | None, expected: list[str]) -> None:
    """Every leaf of that name, at any depth."""
    assert [one.target for one in addresses(json.dumps(answer).encode(), leaf)] == expected


def test_bounds() -> None:
    """What is no JSON, too deep or too long holds none; there are so many at most."""
    assert addresses(b"{", "a") == ()
    assert addresses(b"[" * 100_000, "a") == ()
    assert addresses(b" " * (MAX_ANSWER + 1), "a") == ()
    many = json.dumps([{"a": f"https://a.example/{number}"} for number in range(MAX_ADDRESSES + 5)]).encode()
    assert len(addresses(many, "a")) == MAX_ADDRESSES


def test_nothing_is_shown() -> None:
    """An address is a secret: whoever has it may write there."""
    assert "secret" not in repr(Address("secret.example", "/?sig=secret"))


def test_fields() -> None:
    """Long texts below leaves of that name, wherever they stand, each once."""
    answer = {
        "a": "outside of it",
        "fields": {"policy": "cG9saWN5cG9saWN5", "acl": "private", "more": [{"x": "signature-1"}, "signature-1"]},
        "b": [{"fields": {"y": "signature-2"}}],
    }
    assert fields(json.dumps(answer).encode(), "fields") == ("cG9saWN5cG9saWN5", "signature-1", "signature-2")
    assert fields(b"{", "fields") == ()
    many = json.dumps({"fields": [f"signature {number}" for number in range(MAX_FIELDS + 5)]}).encode()
    assert len(fields(many, "fields")) == MAX_FIELDS
