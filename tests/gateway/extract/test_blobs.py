"""Bytes that JSON says are bytes."""

import base64

import pytest

from gateway.extract import blobs, json_format
from support.wire import body, opaque

DATA = base64.b64encode(b"\xfb\xff data?").decode()
URL_SAFE = base64.urlsafe_b64encode(b"\xfb\xff data?").decode().rstrip("=")


def opened(value):
    return blobs.opened(json_format.read(body(value)))


BLOBS = [
    ("camelCase", {"inlineData": {"mimeType": "image/png", "data": DATA}}, "image/png"),
    ("snake_case", {"inline_data": {"mime_type": "image/png", "data": DATA}}, "image/png"),
    ("URL-safe, without padding", {"inlineData": {"data": URL_SAFE, "mimeType": "image/png"}}, "image/png"),
    ("no media type", {"inlineData": {"data": DATA}}, ""),
    ("two media types", {"inlineData": {"mimeType": "a/b", "mime_type": "c/d", "data": DATA}}, ""),
    ("a prediction", {"instances": [{"image": {"bytesBase64Encoded": DATA}}]}, ""),
    ("sound of the live API", {"realtimeInput": {"audio": {"mimeType": "audio/pcm;rate=16000", "data": DATA}}}, "audio/pcm;rate=16000"),
    ("and in chunks", {"realtimeInput": {"mediaChunks": [{"mimeType": "audio/pcm", "data": DATA}]}}, "audio/pcm"),
    ("a document to translate", {"documentInputConfig": {"mimeType": "application/pdf", "content": DATA}}, "application/pdf"),
    ("a picture of the Model Context Protocol", {"content": {"type": "image", "data": DATA, "mimeType": "image/png"}}, "image/png"),
    ("and a resource", {"resource": {"uri": "file:///a", "blob": DATA, "mimeType": "application/pdf"}}, "application/pdf"),
    ("in the answer of a function", {"functionResponse": {"parts": [{"inlineData": {"mimeType": "a/b", "data": DATA}}]}}, "a/b"),
]


@pytest.mark.parametrize(("why", "value", "media"), BLOBS, ids=[row[0] for row in BLOBS])
def test_a_blob_is_a_file(why, value, media):
    """Its bytes go to document workers, and its base64 is no text."""
    found = opened({"parts": value})
    assert [(file.content, file.media) for file in found.files] == [(b"\xfb\xff data?", media)], why
    assert not [leaf for _, leaf in found.leaves if leaf.text in {DATA, URL_SAFE}]


WORDS = [
    ("data of a function's arguments", {"functionCall": {"args": {"data": "slovo", "mimeType": "a/b"}}}),
    ("and of its response", {"functionResponse": {"response": {"data": "slovo", "mimeType": "a/b"}}}),
    ("arguments of a tool", {"params": {"arguments": {"data": "slovo", "mimeType": "a/b"}}}),
    ("content without a media type", {"content": "slovo"}),
    ("content with one, as a text to translate has it", {"content": "slovo", "mimeType": "text/plain"}),
    ("data without a media type", {"data": "slovo"}),
]


@pytest.mark.parametrize(("why", "value"), WORDS, ids=[row[0] for row in WORDS])
def test_words_stay_words(why, value):
    """What is no blob stays a text."""
    found = opened({"parts": value})
    assert not found.files, why
    assert [leaf for _, leaf in found.leaves if leaf.text == "slovo"]


def test_broken_base64_is_opaque():
    """Nobody knows what a server would make of it."""
    assert opaque(opened, {"inlineData": {"data": "***"}}) == "undecodable"
