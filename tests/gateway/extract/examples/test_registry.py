"""Every format has examples, and they are what they say."""

from __future__ import annotations

import pytest

from gateway.extract.api import Body, SocketMessage
from gateway.extract.examples.registry import examples
from gateway.extract.registry import formats, sockets
from gateway.model import Extracted, OpaqueBody

TEXT = "Žádá paní s r. č. 715319/2743 z Brna"
DIGITS = ("715319/2743", "715319_2743")
CASES = [(name, one.carrier) for name, made in examples().items() for one in made(TEXT)]


def test_every_format_has_some() -> None:
    """A format without an example would go untried by the canary, and stand in the table with nothing."""
    assert set(examples()) == {*formats(), *sockets()}


@pytest.mark.parametrize("name", sorted(examples()))
def test_carriers_have_names_of_their_own(name: str) -> None:
    """The table and the canary tell carriers apart by their names."""
    carriers = [one.carrier for one in examples()[name](TEXT)]
    assert carriers
    assert len(set(carriers)) == len(carriers)


@pytest.mark.parametrize(("name", "carrier"), CASES)
def test_an_example_is_what_it_says(name: str, carrier: str) -> None:
    """The text is among the format's texts or in a file for the document workers; an opaque one is not read."""
    one = next(one for one in examples()[name](TEXT) if one.carrier == carrier)
    try:
        found = _read(name, one.content, one.content_type, one.is_text)
    except OpaqueBody:
        assert one.opaque
        return
    if one.opaque or one.picture or one.sound:
        assert found.files  # which nobody can read, or only with an aid of the node
        return
    texts = [segment.text for segment in found.segments]
    files = [bytes(file.content) for file in found.files]
    assert any(digits in text for text in texts for digits in DIGITS) or any(TEXT.encode() in content for content in files)


def _read(name: str, content: bytes, content_type: str, is_text: bool) -> Extracted:
    if name in sockets():
        return sockets()[name].segments(SocketMessage(content, is_text))
    return formats()[name].segments(Body(content, content_type, "/a/b"))
