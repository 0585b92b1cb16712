"""Texts inside texts."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import json_text, layers
from gateway.extract.budget import MAX_LEAVES
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


ESCAPES = [
    ('viz {"rc": "7\\u00310319\\/2745"}', 'viz {"rc": "710319/2745"}', "JSON behind prose"),
    ('{"a": 1}\n{"rc": "\\u0037"}', '{"a": 1}\n{"rc": "7"}', "JSON Lines"),
    ('"\\u0037"', '"7"', "a JSON string"),
]


@pytest.mark.parametrize(("text", "reading", "why"), ESCAPES, ids=[row[2] for row in ESCAPES])
def test_escapes_in_words(text, reading, why):
    """Words with escapes are scanned in both readings, and a change to the decoded one is written."""
    layer = opened([text])
    assert leaves(layer) == {(0,): text, (0, INSIDE): reading}, why
    assert layer.rewrite({}) == json.dumps([text])
    assert json.loads(layer.rewrite({(0, INSIDE): "x"})) == ["x"]
    assert json.loads(layer.rewrite({(0,): "y"})) == ["y"]
    assert json.loads(layer.rewrite({(0,): "y", (0, INSIDE): "x"})) == ["x"]


def test_escapes_in_a_carried_text():
    """So are those in a data: URI, and in a string of opened JSON."""
    assert leaves(opened(["data:text/plain,a%5Cu0037"])) == {(0, INSIDE): "a\\u0037", (0, INSIDE, INSIDE): "a7"}
    assert json.loads(opened(["data:text/plain,a%5Cu0037"]).rewrite({(0, INSIDE, INSIDE): "x"})) == ["data:text/plain,x"]
    assert leaves(opened([json.dumps(["b\\u0037"])])) == {(0, INSIDE, 0): "b\\u0037", (0, INSIDE, 0, INSIDE): "b7"}


def steps(monkeypatch, value):
    """(reason, how many values were read)."""
    count = 0
    charge = json_text._Reader._charge

    def counted(reader):
        nonlocal count
        count += 1
        charge(reader)

    monkeypatch.setattr(json_text._Reader, "_charge", counted)
    return opaque(opened, value), count


@pytest.mark.parametrize(
    "strings",
    [
        ["[" * 60 + "1," * 60_000 + "}"] * 80,  # deep, long, and broken at its very end
        ["[" + "1," * 60_000 + "}"] * 80,
        ["[" + "{}," * 60_000 + "}"] * 80,
        ["{" + '"a":1,' * 30_000 + "}"] * 80,
        [json.dumps(["[" + "1," * 10_000 + "}"] * 10)] * 10,
    ],
    ids=["deep", "flat", "containers", "keys", "in layers"],
)
def test_attempts_that_fail_are_charged(monkeypatch, strings):
    """Texts that only look like JSON cannot make us read more than the limit, however many there are."""
    reason, count = steps(monkeypatch, strings)
    assert reason == "too_many_leaves"
    assert count <= MAX_LEAVES + 100


def test_depth_is_one_for_all_layers():
    """Containers around a text in a string count as if it stood there."""
    half = json_text.MAX_DEPTH // 2
    inner = "[" * (half + 2) + "]" * (half + 2)
    assert opaque(opened, "[" * half + json.dumps(inner) + "]" * half) == "too_deep"
    assert opaque(opened, json.dumps([inner])) is None


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
