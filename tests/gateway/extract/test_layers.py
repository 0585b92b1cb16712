"""Texts inside texts."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import json_text, layers
from gateway.extract.place import INSIDE, KEY
from support.wire import opaque


def opened(value):
    return layers.open_text(json_text.read(value if isinstance(value, str) else json.dumps(value)))


def leaves(layer):
    return {leaf.place: leaf.text for _, leaf in layer.leaves()}


def nested(value, times):
    for _ in range(times):
        value = json.dumps([value])
    return value


def test_json_in_a_string_is_opened():
    """The leaves of JSON in a string stand in place of the string, so that its escapes hide nothing."""
    layer = opened({"arguments": '{"rc": "53071\\u0032/1234", "n": 5}', "note": "[not json"})
    assert leaves(layer) == {
        ("arguments", KEY): "arguments",
        ("arguments", INSIDE, "rc", KEY): "rc",
        ("arguments", INSIDE, "rc"): "530712/1234",
        ("arguments", INSIDE, "n", KEY): "n",
        ("arguments", INSIDE, "n"): "5",
        ("note", KEY): "note",
        ("note",): "[not json",
    }


@pytest.mark.parametrize("text", ["5307121234", '"quoted"', "true", "{", "[1", "[1] a [2]", "{jméno}", "", "   ", "[\ud83d]", "NaN"])
def test_words_are_not_opened(text):
    """A string that is not a whole JSON object or array stays one leaf; a number in a string stays as written."""
    assert leaves(opened(json.dumps([text]) if text != "[\ud83d]" else '["[x]"]'))[0,].startswith(text[:1])


def test_a_data_uri_with_json_is_opened_twice():
    """A data: URI gives its text, and JSON in that text gives its leaves."""
    uri = "data:application/json;base64," + base64.b64encode(b'{"a": "b"}').decode()
    assert leaves(opened([uri])) == {(0, INSIDE, "a", KEY): "a", (0, INSIDE, "a"): "b"}
    plain = "data:text/plain;base64," + base64.b64encode(b"b").decode()
    assert leaves(opened([plain])) == {(0, INSIDE): "b"}


def test_limits():
    """Too many layers, and too many leaves in all layers together, are opaque."""
    assert opaque(opened, [nested("x", layers.MAX_LAYERS - 1)]) is None
    assert opaque(opened, [nested("x", layers.MAX_LAYERS)]) == "too_deep"
    assert opaque(opened, ["[" * 70 + "]" * 70]) == "too_deep"
    many = json.dumps(list(range(30_000)))
    assert opaque(opened, [many] * 3) is None
    assert opaque(opened, [many] * 4) == "too_many_leaves"


def test_changes_reach_through_every_layer():
    """A change deep inside is written through all layers; the rest of each text stays byte for byte."""
    inner = '{ "a" : 1.0,"b":"x","b":"y" }'
    uri = "data:text/plain," + "z%20z"
    source = json.dumps({"f": json.dumps([inner, "keep"]), "u": uri, "v": [1e400]}).replace("Infinity", "1e400")
    layer = opened(source)
    assert layer.rewrite({}) == source
    place = next(place for place, text in leaves(layer).items() if text == "y")
    assert layer.rewrite({place: 'č"'}) == source.replace(
        json.dumps(json.dumps([inner, "keep"])), json.dumps(json.dumps([inner.replace('"y"', '"\\u010d\\""'), "keep"]))
    )
    assert layer.rewrite({("u", INSIDE): "š"}) == source.replace("z%20z", "%C5%A1")


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(
    st.recursive(words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=8),
    st.integers(0, 3),
)
def test_every_layer_is_seen_and_can_be_changed(value, times):
    """Whatever was wrapped in JSON strings is seen at the bottom; after changing all values none of the old ones is left."""
    source = json.dumps(nested([value, "Vzorný"], times))
    layer = opened(source)
    assert layer.rewrite({}) == source
    assert "Vzorný" in leaves(layer).values()
    changes = {place: "[JINAK]" for place, text in leaves(layer).items() if place[-1] != KEY}
    after = leaves(opened(layer.rewrite(changes)))
    assert {text for place, text in after.items() if place[-1] != KEY} == {"[JINAK]"}
    assert list(after) == list(leaves(layer))
