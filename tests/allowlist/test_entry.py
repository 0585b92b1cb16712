"""An entry is a plain value with safe defaults; a pin is an address and a port."""

from __future__ import annotations

import dataclasses

import pytest

from allowlist.entry import OPAQUE_CHOICES, UNKNOWN_CHOICES, Entry, Pin, pin
from gateway.settings import Tool
from support.register import entry


def test_defaults_are_the_strict_ones() -> None:
    """Who says nothing gets unknown operations refused and unreadable bodies blocked."""
    made = entry("openai")
    assert (made.unknown, made.opaque, made.pin, made.groups) == ("refuse", "block", None, ())
    assert made.unknown in UNKNOWN_CHOICES
    assert made.opaque in OPAQUE_CHOICES


def test_the_settings_have_the_same_fields() -> None:
    """``[tools.<id>]`` and the entry name the same things, with the same defaults."""
    fields = {one.name: one for one in dataclasses.fields(Entry) if one.name != "service"}
    of_the_gateway = {"tenant", "provider_key_file"}  # what the door does not need to know
    assert set(Tool.model_fields) == set(fields) | of_the_gateway
    for name, model in Tool.model_fields.items():
        if name in of_the_gateway:
            continue
        assert model.is_required() == (fields[name].default is dataclasses.MISSING), name
        if not model.is_required():
            assert model.default == fields[name].default, name


@pytest.mark.parametrize(
    ("text", "want"),
    [("127.0.0.1:8443", Pin("127.0.0.1", 8443)), ("[::1]:1", Pin("::1", 1)), ("10.0.0.7:65535", Pin("10.0.0.7", 65535))],
)
def test_pin(text: str, want: Pin) -> None:
    """An address and a port, IPv6 in brackets."""
    assert pin(text) == want


@pytest.mark.parametrize(
    "text",
    ["", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "localhost:8443", "::1:8443", "[127.0.0.1]:1", "[::1]", "127.1:8443",
     "127.0.0.1:８４４３", "127.0.0.1: 1", "127.0.0.1:+1", " 127.0.0.1:1"],
)  # fmt: skip
def test_no_pin(text: str) -> None:
    """A name, an odd spelling or a missing port is no pin."""
    with pytest.raises(ValueError):
        pin(text)
