"""Strings that carry a file: text is decoded, anything else is a file for document workers, and what is neither is opaque."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import carried, json_text
from gateway.model import File
from support.wire import opaque


def b64(text):
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


WAVE = b64(b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 16)


def look(source):
    """What the strings of this JSON text carry."""
    read = json_text.read(source)
    declared = carried.declarations(read)
    return [found for leaf in read.leaves if leaf.kind.name == "STRING" and (found := carried.carried(leaf, read, declared))]


def carry(source):
    """The texts they carry."""
    return [found.text for found in look(source) if not isinstance(found, File)]


def files(source):
    """The files they carry: media type and content."""
    return [(found.media, found.content) for found in look(source) if isinstance(found, File)]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        (f'"data:text/plain;base64,{b64("Jan Vzorný")}"', ["Jan Vzorný"]),
        (f'"DATA:Text/Plain;charset=utf-8;BASE64,{b64("Jan")}"', ["Jan"]),
        (f'"  data:text/csv;base64,{b64("a;b")}"', ["a;b"]),
        ('"data:text/plain,Jan%20Vzorn%C3%BD"', ["Jan Vzorný"]),
        ('"data:,Jan%20V"', ["Jan V"]),
        (f'"data:;base64,{b64("Jan")}"', ["Jan"]),
        (f'"data:application/json;base64,{b64("{}")}"', ["{}"]),
        (f'{{"type": "base64", "media_type": "text/plain", "data": "{b64("Jan")}"}}', ["Jan"]),
        (f'{{"data": "{b64("Jan")}", "media_type": "text/plain", "type": "base64"}}', ["Jan"]),  # order does not matter
        ('{"type": "text", "media_type": "text/plain", "data": "Jan"}', []),  # plain text already
        ('{"data": "Jan"}', []),
        ('{"file_data": ""}', []),
        ('"data: jméno, příjmení"', []),  # words
        (f'{{"mimeType": "text/plain", "blob": "{b64("Jan")}"}}', ["Jan"]),
        ('{"type": "file", "mediaType": "application/pdf", "data": "https://a.example/"}', []),
        ('{"type": "mcp_call", "result": "slova", "blob": "slova"}', []),
        (f'"{b64("long opaque text" * 40)}"', []),  # nothing declares this to be a file
        ('"viz data:image/png;base64,AAAA v příloze"', []),
        ('"dáta: x;base64,AAAA"', []),
        (f'{{"type": "base64", "mediaType": "text/plain", "Data": "{b64("Jan")}"}}', ["Jan"]),  # names in another case
    ],
)
def test_text_is_read(source, texts):
    """Text in a data: URI or declared base64 is decoded; words are left alone."""
    assert carry(source) == texts


@pytest.mark.parametrize(
    ("source", "media", "content"),
    [
        (f'{{"url": "data:image/png;base64,{b64("x")}"}}', "image/png", b"x"),
        ('"data:image/svg+xml,%3Csvg%3E"', "image/svg+xml", b"<svg>"),
        (f'"data:application/pdf;base64,{b64("%PDF")}"', "application/pdf", b"%PDF"),
        (f'" \\n data:application/pdf;base64,{b64("%PDF")}"', "application/pdf", b"%PDF"),
        (f'"DATA:Image/PNG;bAsE64,{b64("x")}"', "Image/PNG", b"x"),
        (f'{{"type": "base64", "media_type": "image/jpeg", "data": "{b64("x")}"}}', "image/jpeg", b"x"),
        (f'{{"type": "base64", "data": "{b64("x")}"}}', "", b"x"),  # no media type: nobody says it is text
        (f'{{"type": "BASE64", "media_type": "image/png", "data": "{b64("x")}"}}', "image/png", b"x"),
        (f'{{"file_data": "{b64("%PDF")}"}}', "", b"%PDF"),
        (f'{{"type": "image", "mimeType": "image/png", "data": "{b64("x")}"}}', "image/png", b"x"),  # MCP
        (f'{{"uri": "file:///a.pdf", "mimeType": "application/pdf", "blob": "{b64("%PDF")}"}}', "application/pdf", b"%PDF"),
        (f'{{"type": "file", "mediaType": "application/pdf", "data": "{b64("%PDF")}"}}', "application/pdf", b"%PDF"),  # the AI SDK
        (f'{{"type": "image_generation_call", "result": "{b64("x")}"}}', "", b"x"),
    ],
)
def test_anything_else_is_a_file(source, media, content):
    """What is declared and no text is a file with its media type; what it holds is for document workers to say."""
    assert files(source) == [(media, content)]
    assert carry(source) == []


@pytest.mark.parametrize(
    ("source", "media"),
    [
        (f'{{"input_audio": {{"data": "{WAVE}", "format": "wav"}}}}', ""),
        (f'{{"type": "audio", "mimeType": "audio/wav", "data": "{WAVE}"}}', "audio/wav"),
        (f'{{"type": "input_audio", "input_audio": "{WAVE}"}}', ""),
    ],
)
def test_recordings(source, media):
    """A recording in its container is a file for the transcriber, wherever it stands; samples without one (below) are opaque."""
    assert files(source) == [(media, base64.b64decode(WAVE))]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f'{{"type": "base64", "media_type": "image/png", "data": "{b64("x")}!"}}', "undecodable"),
        ('"data:image/png;base64,QQ"', "undecodable"),
        ('{"file_data": "not base64"}', "undecodable"),
        ('{"input_audio": {"data": "AAAA", "format": "wav"}}', "media"),
        ('{"type": "audio", "mimeType": "audio/wav", "data": "AAAA"}', "media"),
        ('{"mimeType": "application/pdf", "blob": "slova"}', "undecodable"),
        ('{"mimeType": "application/pdf", "mime_type": "text/plain", "blob": "AAAA"}', "unknown_shape"),
        (f'"data:text/plain;charset=utf-16;base64,{b64("x")}"', "charset"),
        (f'"data:text/plain;base64,{b64(b"\xff\xfe")}"', "charset"),
        ('"data:text/plain,%FF"', "charset"),
        ('"data:text/plain;base64,not base64"', "undecodable"),
        ('"data:text/plain;base64,QQ"', "undecodable"),  # padding is missing: readers differ
        (
            '{"type": "base64", "type": "text", "media_type": "text/plain", "data": "QQ=="}',
            "unknown_shape",
        ),  # readers differ in which they take
        ('{"type": "base64", "media_type": "text/plain", "media_type": "image/png", "data": "QQ=="}', "unknown_shape"),
    ],
)
def test_what_is_neither_is_opaque(source, reason):
    """Sound, broken text and what two readers could take for two things are opaque."""
    assert opaque(carry, source) == reason


SLOPPY = [
    ("data:image/png ;base64,", "a space behind the type"),
    ("data:image/png; base64,", "a space before base64"),
    ("data:image/png;foo;base64,", "a parameter without a value"),
    ("data:image/png;name=a b.png;base64,", "a space in a parameter"),
    ("data:image/png;base64;x=1,", "a parameter behind base64"),
    ("data:text/plain;base64=1,", "base64 as the name of a parameter"),
    ("data:image;base64,", "half a type"),
    ('data:image;name="a,b";base64,', "a comma in a parameter"),
    (" " * 70 + "data:image;base64,", "many spaces before half a type"),
    ("\u200bdata:image/png;base64,", "an invisible character before"),
    ("\u200bdata:text/plain;base64,", "also where it would be text"),
    ("\ufeff\x00data:image/png;base64,", "a byte order mark and a control character before"),
    ("da\nta:image/png;base64,", "a line break inside the scheme"),
    ("DATA\t:image/png;ba\u00adse64,", "a tabulator and a soft hyphen"),
    ("'data:image;base64,", "a quote before"),
    ("<data:image;base64,", "an angle bracket before"),
    ("data:image/" + "x" * 500 + " ;base64,", "a long head"),
]


@pytest.mark.parametrize(("head", "why"), SLOPPY, ids=[row[1] for row in SLOPPY])
def test_a_sloppy_data_uri_is_opaque(head, why):
    """What a forgiving reader would take for a data: URI is opaque, in any field."""
    assert opaque(carry, json.dumps({"x": head + "iVBORw0KGgo="})) == "unknown_shape", why


PNG = "data:image/png;base64,iVBORw0KGgo="
FIELDS = [
    ({"image_url": {"url": "https://a.example/b.png?c=d"}}, None, "an address is text"),
    ({"image_url": {"url": "HTTPS://a.example/č"}}, None, "in any case and alphabet"),
    ({"image_url": {"url": "data:text/plain,a"}}, None, "text in a data: URI"),
    ({"image_url": {"url": ""}}, None, "nothing"),
    ({"image_url": {"url": "http://a.example/"}}, "unknown_shape", "not https"),
    ({"image_url": {"url": "iVBORw0KGgo="}}, "unknown_shape", "bare base64"),
    ({"image_url": {"url": "image/png;base64,iVBORw0KGgo="}}, "unknown_shape", "no scheme"),
    ({"image_url": {"url": "https://a.example/ " + PNG}}, "unknown_shape", "two addresses"),
    ({"image_url": {"url": "\u200bhttps://a.example/"}}, "unknown_shape", "an invisible character"),
    ({"image_url": {"url": "file:///etc/passwd"}}, "unknown_shape", "another scheme"),
    ({"image_url": {"url": PNG}}, None, "an image"),
    ({"image_url": PNG}, None, "an image in the short form"),
    ({"Image_URL": {"URL": "iVBORw0KGgo="}}, "unknown_shape", "names in another case"),
    ({"image_url": "iVBORw0KGgo="}, "unknown_shape", "the short form of some servers"),
    ({"image_url": "https://a.example/"}, None, "the short form with an address"),
    ({"file": {"file_data": "data:text/plain;base64,SmFu"}}, None, "text as a file"),
    ({"file": {"file_data": "https://a.example/"}}, "undecodable", "a forgiving decoder would take this for base64"),
    ({"source": {"type": "url", "url": "https://a.example/"}}, None, "Anthropic's address"),
    ({"source": {"type": "url", "url": "ftp://a.example/"}}, "unknown_shape", "Anthropic's address, not https"),
    ({"source": {"type": "text", "media_type": "text/plain", "data": "slova"}}, None, "Anthropic's plain text"),
    ({"source": {"type": "text", "data": "slova"}}, None, "plain text without a media type"),
    ({"source": {"data": "iVBORw0KGgo="}}, "unknown_shape", "a source of no type"),
    ({"source": {"type": "image", "data": "iVBORw0KGgo="}}, "unknown_shape", "a source of another type"),
    (
        {"source": {"type": "text", "type ": "x", "media_type": "image/png", "data": "iVBORw0KGgo="}},
        "unknown_shape",
        "text that is an image",
    ),
    ({"source": {"type": "Base64", "media_type": "image/png", "data": "iVBORw0KGgo="}}, None, "a type in another case"),
    ({"input": {"image_url": "obrázek", "source": {"url": "x", "data": "y"}}}, None, "arguments of a tool have names of their own"),
    ({"input_audio": "AAAA"}, "media", "Mistral's sound"),
    ({"document_url": "data:application/pdf;base64,AAAA"}, None, "Mistral's document"),
    ({"document_url": "JVBERg=="}, "unknown_shape", "a document without its scheme"),
    ({"file_url": "file:///etc/passwd"}, "unknown_shape", "an address of a file, not https"),
    ({"text": json.dumps({"source": {"url": "x", "data": "y"}})}, None, "JSON in a text is words"),
    ({"citations": [{"url": "http://a.example/"}]}, None, "an address that nobody fetches"),
]


@pytest.mark.parametrize(("part", "reason", "why"), FIELDS, ids=[row[2] for row in FIELDS])
def test_fields_with_an_address(part, reason, why):
    """Where a provider would fetch or decode, only https: and a strict data: URI pass."""
    assert opaque(carry, json.dumps({"messages": [{"role": "user", "content": [part]}]})) == reason, why


def test_the_look_at_the_beginning_is_linear():
    """Neither spaces nor a long head make a string expensive: these would not end otherwise."""
    for text in (" " * 200_000, "d" + "\u200b" * 200_000, "data:" + ";x" * 200_000, "data:" + '"a' * 200_000):
        assert carry(json.dumps([text])) == []


@pytest.mark.parametrize(
    "source",
    [
        f'"data:text/plain;base64,{b64("Jan")}"',
        '"data:text/plain,J%C3%A1n%20X"',
        f'{{"type":"base64","media_type":"text/plain","data":"{b64("Jan")}"}}',
    ],
)
def test_a_changed_text_goes_back(source):
    """The new text is put back in the same wrapping, and reads back as itself."""
    read = json_text.read(source)
    leaf = read.leaves[-1]
    found = carried.carried(leaf, read, carried.declarations(read))
    assert carry(read.rewrite({leaf.place: found.wrap("[JMÉNO, 1]")})) == ["[JMÉNO, 1]"]
    assert "Jan" not in repr(found)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"images": [b64("x")]}, [("", b"x")]),
        ({"messages": [{"role": "user", "content": "a", "images": [b64("x"), "https://a.example/"]}]}, [("", b"x")]),
        ({"images": ["data:image/png;base64,eA=="]}, [("image/png", b"x")]),  # Cohere's
        ({"images": [{"image_url": "https://a.example/"}]}, []),
        ({"tools": [{"images": ["slovo"]}]}, []),
        ({"messages": [{"content": [{"input": {"images": ["slovo"]}}]}]}, []),
    ],
)
def test_lists_of_images(value, expected):
    """Bare base64 in ``images`` of a request or of a message is a file; what tools call so is their own."""
    assert files(json.dumps(value)) == expected
    assert opaque(carry, json.dumps({"images": ["no base64"]})) == "undecodable"


@pytest.mark.parametrize("before", [{"thread": {}}, {"body": {}}, {"requests": [{"params": {}}]}])
def test_messages_deeper_down(before):
    """Messages inside a thread or a request of a batch are messages."""
    messages = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "iVBORw0KGgo="}}]}]
    (name, inner), *_ = before.items()
    value = {name: [{"params": {"messages": messages}}]} if inner else {name: {"messages": messages}}
    assert opaque(carry, json.dumps(value)) == "unknown_shape"


@given(
    st.text(max_size=12)
    | st.text("dDaAtT:;,/base64 \u115f\u200b\"'<(", max_size=12)
    | st.sampled_from(["data:,x", "data:text/plain;base64,eA==", "d"]),
    st.sampled_from(["data", "DATA", "url", "blob", "result", "content", "text", "images"]) | st.text(max_size=3),
    st.sampled_from([{}, {"type": "base64"}, {"mimeType": "image/png"}, {"type": "image_generation_call"}]),
)
def test_what_is_passed_over_carries_nothing(text, key, beside):
    """What is told to be words at a glance is words for who looks closely."""
    for document in ({**beside, key: text}, {"messages": [{**beside, key: text, "images": [text]}]}):
        read = json_text.read(json.dumps(document))
        declared = carried.declarations(read)
        for leaf in read.leaves:
            if leaf.kind is json_text.LeafKind.STRING and carried.is_words(leaf.text, leaf.place[-1]):
                assert carried.carried(leaf, read, declared) is None
