"""The lossless JSON reader."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gateway.extract import json_text
from gateway.extract.budget import MAX_LEAVES, Budget
from gateway.extract.json_text import LeafKind
from gateway.extract.place import KEY, again
from support.wire import opaque

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4))


def pairs_of(value):
    """What json sees: all scalars and keys in order, as text."""
    if isinstance(value, tuple):  # an object
        return [item for key, member in value for item in [("key", key), *pairs_of(member)]]
    if isinstance(value, list):
        return [item for member in value for item in pairs_of(member)]
    return [("value", value)]


def _load(text):
    class Number(str):
        __slots__ = ()

    return json.loads(text, object_pairs_hook=tuple, parse_int=Number, parse_float=Number)


LITERALS = {True: "true", False: "false", None: "null"}


def as_text(kind, value):
    return (kind, value if isinstance(value, str) else LITERALS[value])


@given(values, st.sampled_from([None, 0, 2]), st.booleans())
def test_sees_every_leaf(value, indent, ascii_only):
    """Every key and scalar that json.loads sees is a leaf, in the same order."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    read = json_text.read(text)
    ours = [("key" if leaf.kind is LeafKind.KEY else "value", leaf.text) for leaf in read.leaves]
    assert ours == [as_text(*item) for item in pairs_of(_load(text))]


@given(values)
def test_places_are_distinct_and_lead_to_the_value(value):
    """No two leaves share a place, and the place of a value is its way from the root."""
    read = json_text.read(json.dumps(value))
    assert len({leaf.place for leaf in read.leaves}) == len(read.leaves)
    for leaf in read.leaves:
        if leaf.kind is LeafKind.KEY:
            continue
        at = value
        for step in leaf.place:
            at = at[step]
        assert leaf.text == (at if isinstance(at, str) else json.dumps(at))


@given(values, st.sampled_from([None, 3]), st.booleans())
def test_no_change_is_identity(value, indent, ascii_only):
    """Rewriting nothing gives the same text."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert json_text.read(text).rewrite({}) == text


@given(values, st.text(st.characters(exclude_categories=["Cs"])), st.randoms())
def test_a_change_is_what_json_then_reads(value, new, chance):
    """A changed leaf reads back as the new text; every other leaf as before."""
    read = json_text.read(json.dumps(value))
    changeable = [leaf for leaf in read.leaves if leaf.kind is not LeafKind.LITERAL]
    assume(changeable)
    leaf = chance.choice(changeable)
    after = json_text.read(read.rewrite({leaf.place: new}))
    assert [one.text for one in after.leaves] == [new if one is leaf else one.text for one in read.leaves]


TEXT = ' { "a" : [ 1.50 , 12345678901234567890123 , 1e400 ] ,\r\n "\\u0061" : "\\u010d\\/" , "a" : { "a" : null } } '


def test_duplicate_keys_all_stay():
    """The second of two equal keys has a place of its own, however it is written, and both can be changed apart."""
    read = json_text.read(TEXT)
    places = [leaf.place for leaf in read.leaves]
    assert places == [
        ("a", KEY), ("a", 0), ("a", 1), ("a", 2),
        ("a", again(1), KEY), ("a", again(1)),
        ("a", again(2), KEY), ("a", again(2), "a", KEY), ("a", again(2), "a"),
    ]  # fmt: skip


def test_every_other_byte_stays():
    """Order, spaces, escapes, long and huge numbers and duplicate keys survive a change beside them."""
    read = json_text.read(TEXT)
    assert read.rewrite({("a", again(1)): "x"}) == TEXT.replace('"\\u010d\\/"', '"x"')
    assert read.rewrite({("a", again(1), KEY): "é"}) == TEXT.replace('"\\u0061"', '"\\u00e9"')  # an ASCII body stays ASCII
    assert json_text.read('{"á": 1}').rewrite({("á",): "é"}) == '{"á": "é"}'


@pytest.mark.parametrize(
    ("new", "expected"),
    [("17", "[17]"), ("-1.5e3", "[-1.5e3]"), ("[CISLO_1]", '["[CISLO_1]"]'), ("017", '["017"]'), ("", '[""]')],
)
def test_a_number_becomes_what_it_can(new, expected):
    """A changed number stays a number where the new text is one, else it becomes a string."""
    assert json_text.read("[5]").rewrite({(0,): new}) == expected


def test_a_literal_does_not_change():
    """true, false and null hold nothing and are left alone."""
    assert json_text.read("[true]").rewrite({(0,): "x"}) == "[true]"


INVALID = [
    "", " ", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", '{"a"', '{"a":', '{"a":1', '{"a":1,}', '{"a" 1}', '{"a":}', "{a:1}",
    "{'a':1}", "{1:1}", "nul", "True", "tru", "1 1", "[] []", '"a', '"\\u12"', '"\\x41"', '"\\', '"\t"', '"\n"', '"\x00"', "NaN", "[NaN]",
    "Infinity", "-Infinity", "-", "+1", "01", "1.", ".5", "1e", "0x10", "١", "[}", "{]", "[1}", '{"a":1]', "\x0b1", "1\xa0", "\ufeff{}",
    "[1]//", "/* */[1]", '"\\ud800"', '"\\udc00\\ud800"', '{"\\ud800":1}', '["\\ud83dx"]',
]  # fmt: skip


@pytest.mark.parametrize("text", INVALID)
def test_strict(text):
    """What RFC 8259 does not allow is opaque, and so is a lone surrogate."""
    assert opaque(json_text.read, text) == "invalid_json"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xef\xbb\xbf{}", "charset"),
        ("{}".encode("utf-16"), "charset"),
        (b'"\xff"', "invalid_json"),
        (b'"\xc0\xaf"', "invalid_json"),  # an overlong form
        (b'"\xed\xa0\x80"', "invalid_json"),  # a surrogate in UTF-8
        (b'{"a": "\x00"}', "invalid_json"),
        (b"\x00\x00\x00", "invalid_json"),
        (b"[" * 100 + b"]" * 100, "too_deep"),
        (b"[" * 1_000_000, "too_deep"),
        (b'{"a":' * 65, "too_deep"),
        (b"[" + b"1," * 1_000_000 + b"1]", "too_many_leaves"),
        (b"[" + b"[]," * 1_000_000 + b"1]", "too_many_leaves"),  # containers count, too
        (b"{" + b",".join(b'"%d":0' % n for n in range(1_000_000)) + b"}", "too_many_leaves"),
    ],
    ids=lambda value: value[:16].hex() if isinstance(value, bytes) else value,
)
def test_bad_input_is_opaque(content, reason):
    """Damaged, deep and endless bodies are opaque, never another exception."""
    assert opaque(json_text.read_bytes, content) == reason


@pytest.mark.parametrize(
    ("text", "cost", "why"),
    [
        ("[1,2]", 3, "two leaves in a container"),
        ('{"a": 1}', 3, "a key, its value, a container"),
        ("[1,2", 3, "a text that ends too soon costs what it had"),
        ("[1,2}", 3, "so does one that ends wrongly"),
        ("[" * 10 + "]" * 10, 8 + 2 * 2, "deep places cost more"),
        ("x", 1, "one that is none"),
        ("", 1, "so does nothing at all"),
    ],
)
def test_cost(text, cost, why):
    """What was read is taken from the budget, whether the text was JSON or not."""
    budget = Budget()
    opaque(json_text.read, text, (), budget)
    assert MAX_LEAVES - budget.left == cost, why


def test_within_the_limits():
    """The limits are the largest that pass."""
    deep = "[" * json_text.MAX_DEPTH + "]" * json_text.MAX_DEPTH
    assert len(json_text.read(deep).nodes) == json_text.MAX_DEPTH
    assert json_text.read('"a\\u0000\\ud83d\\ude00"').leaves[0].text == "a\x00😀"


@given(st.text(alphabet='{}[]",:\\ue0-9.tfnalsr \n\x00é😀', max_size=40))
def test_agrees_with_json(text):
    """What we read json reads, and what json reads we read (but for its three numbers that are none, and lone surrogates)."""
    try:
        json.loads(text, parse_constant=lambda _: 1 / 0)
        valid = not any("\ud800" <= char <= "\udfff" for char in json.dumps(_load(text), ensure_ascii=False))
    except (ValueError, ZeroDivisionError):
        valid = False
    assert (opaque(json_text.read, text) is None) is valid


@given(st.binary(max_size=60))
def test_any_bytes(content):
    """Any bytes at all are read or opaque."""
    opaque(json_text.read_bytes, content)


def test_nothing_is_shown():
    """Neither the text nor its leaves show in a repr."""
    read = json_text.read('{"Jan Vzorny": "secret"}')
    assert "Jan" not in repr(read) + repr(read.leaves) + repr(read.nodes)
    assert "secret" not in repr(read) + repr(read.leaves)
