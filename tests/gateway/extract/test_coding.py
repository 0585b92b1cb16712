"""DESIGN, rule 8: what leaves is what was scanned. Every way to carry bytes past a decoder, and what becomes of it."""

import gzip
import random
import tracemalloc
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import coding
from support.wire import head, opaque

TEXT = b'{"messages": []}'
LIMIT = 100_000


def raw_deflate(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


ENCODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "identity": bytes,
}
SKIPPABLE = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"abcde"


DECODED = [
    ("no header", None, TEXT, TEXT),
    ("identity", "identity", TEXT, TEXT),
    ("gzip", "gzip", gzip.compress(TEXT), TEXT),
    ("the old name of gzip", "x-gzip", gzip.compress(TEXT), TEXT),
    ("upper case", "GZip", gzip.compress(TEXT), TEXT),
    ("all members, not only the first", "gzip", gzip.compress(TEXT) + gzip.compress(b" hidden"), TEXT + b" hidden"),
    ("an empty member first", "gzip", gzip.compress(b"") + gzip.compress(TEXT), TEXT),
    ("deflate in zlib's wrapping", "deflate", zlib.compress(TEXT), TEXT),
    ("bare deflate", "deflate", raw_deflate(TEXT), TEXT),
    ("brotli", "br", brotli.compress(TEXT), TEXT),
    ("zstd", "zstd", zstandard.compress(TEXT), TEXT),
    ("all zstd frames", "zstd", zstandard.compress(TEXT) + zstandard.compress(b" hidden"), TEXT + b" hidden"),
    ("a skippable zstd frame does not go on", "zstd", SKIPPABLE + zstandard.compress(TEXT) + SKIPPABLE, TEXT),
    ("several codings, taken off in reverse", "gzip, br", brotli.compress(gzip.compress(TEXT)), TEXT),
    ("identity among others", "identity, deflate", zlib.compress(TEXT), TEXT),
    ("an empty body has nothing to hide", "gzip", b"", b""),
]


@pytest.mark.parametrize(("why", "encoding", "raw", "expected"), DECODED, ids=[row[0] for row in DECODED])
def test_decodes(why, encoding, raw, expected):
    """A body of a known coding is decoded whole."""
    headers = [("Content-Encoding", encoding)] if encoding else []
    assert coding.decode(raw, head(*headers), LIMIT) == expected, why


CODING = "content-encoding"
OPAQUE = [
    ("an unknown coding", [(CODING, "compress")], TEXT, "unknown_coding"),
    ("a coding nobody knows", [(CODING, "gzip;q=1")], gzip.compress(TEXT), "unknown_coding"),
    ("an empty name", [(CODING, "gzip,,br")], TEXT, "unknown_coding"),
    ("an empty header", [(CODING, "")], TEXT, "unknown_coding"),
    ("too many codings", [(CODING, "identity, identity, identity, identity")], TEXT, "unknown_coding"),
    ("a coding that is not the body's", [(CODING, "gzip")], TEXT, "undecodable"),
    ("plain text as brotli", [(CODING, "br")], TEXT, "undecodable"),
    ("plain text as zstd", [(CODING, "zstd")], TEXT, "undecodable"),
    ("plain text as deflate", [(CODING, "deflate")], TEXT, "undecodable"),
    ("truncated gzip", [(CODING, "gzip")], gzip.compress(TEXT)[:-1], "undecodable"),
    ("truncated deflate", [(CODING, "deflate")], zlib.compress(TEXT)[:-1], "undecodable"),
    ("truncated brotli", [(CODING, "br")], brotli.compress(TEXT)[:-1], "undecodable"),
    ("truncated zstd", [(CODING, "zstd")], zstandard.compress(TEXT)[:-1], "undecodable"),
    ("a truncated second member", [(CODING, "gzip")], gzip.compress(TEXT) + gzip.compress(TEXT)[:9], "undecodable"),
    ("a wrong check sum", [(CODING, "gzip")], gzip.compress(TEXT)[:-5] + b"\0\0\0\0\0", "undecodable"),
    ("bytes after gzip", [(CODING, "gzip")], gzip.compress(TEXT) + b"hidden", "trailing_bytes"),
    ("zeros after gzip", [(CODING, "gzip")], gzip.compress(TEXT) + b"\0\0", "trailing_bytes"),
    ("bytes after deflate", [(CODING, "deflate")], zlib.compress(TEXT) + b"hidden", "trailing_bytes"),
    ("a second deflate stream", [(CODING, "deflate")], zlib.compress(TEXT) * 2, "trailing_bytes"),
    ("bytes after brotli", [(CODING, "br")], brotli.compress(TEXT) + b"hidden", "undecodable"),
    ("bytes after zstd", [(CODING, "zstd")], zstandard.compress(TEXT) + b"hidden", "trailing_bytes"),
    ("a body over the limit as sent", [], b"x" * (LIMIT + 1), "too_large"),
    ("a gzip bomb", [(CODING, "gzip")], gzip.compress(bytes(LIMIT + 1)), "output_limit"),
    ("a bomb in two members", [(CODING, "gzip")], gzip.compress(bytes(LIMIT)) + gzip.compress(b"x"), "output_limit"),
    ("a deflate bomb", [(CODING, "deflate")], zlib.compress(bytes(LIMIT + 1)), "output_limit"),
    ("a brotli bomb", [(CODING, "br")], brotli.compress(bytes(LIMIT + 1)), "output_limit"),
    ("a zstd bomb", [(CODING, "zstd")], zstandard.compress(bytes(LIMIT + 1)), "output_limit"),
    ("a bomb in a bomb", [(CODING, "gzip, gzip")], gzip.compress(gzip.compress(bytes(LIMIT + 1))), "output_limit"),
    ("members without end", [(CODING, "gzip")], gzip.compress(b"") * 4097, "output_limit"),
    ("two codings in two headers", [(CODING, "gzip"), ("Content-Encoding", "identity")], TEXT, "ambiguous_headers"),
    ("two types", [("Content-Type", "application/json"), ("content-type", "text/plain")], TEXT, "ambiguous_headers"),
    ("two equal types", [("Content-Type", "application/json")] * 2, TEXT, "ambiguous_headers"),
    ("two lengths", [("Content-Length", "16"), ("Content-Length", "17")], TEXT, "ambiguous_headers"),
    ("two lengths in one header", [("Content-Length", "16, 17")], TEXT, "ambiguous_headers"),
    ("a length beside chunks", [("Content-Length", "16"), ("Transfer-Encoding", "chunked")], TEXT, "ambiguous_headers"),
    ("a charset other than UTF-8", [("Content-Type", "application/json; charset=utf-16")], TEXT, "charset"),
    ("a UTF-8 byte order mark", [("Content-Type", "application/json")], b"\xef\xbb\xbf{}", "charset"),
    ("a UTF-16 byte order mark", [("Content-Type", "application/json")], '{"a":1}'.encode("utf-16"), "charset"),
    ("a byte order mark inside gzip", [(CODING, "gzip")], gzip.compress(b"\xef\xbb\xbf{}"), "charset"),
    ("a type that is none", [("Content-Type", "json")], TEXT, "content_type"),
]


@pytest.mark.parametrize(("why", "headers", "raw", "reason"), OPAQUE, ids=[row[0] for row in OPAQUE])
def test_opaque(why, headers, raw, reason):
    """What cannot be decoded whole, in one way only and within the limit, is opaque, each with its reason."""
    assert opaque(coding.decode, raw, head(*headers), LIMIT) == reason


def test_exactly_the_limit_is_within():
    """The limit is the largest size that passes, before and after decoding."""
    data = random.Random(1).randbytes(LIMIT)
    for name in ("gzip", "deflate", "br", "zstd"):
        packed = ENCODERS[name](bytes(LIMIT))
        assert coding.decode(packed, head((CODING, name)), LIMIT) == bytes(LIMIT), name
    assert coding.decode(data, head(), LIMIT) == data


def test_a_file_may_begin_with_a_byte_order_mark():
    """The mark matters where the type is text; in a file's bytes it is data for the reader of that file."""
    assert coding.decode(b"\xef\xbb\xbfa", head(("content-type", "application/octet-stream")), LIMIT) == b"\xef\xbb\xbfa"


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_bombs_do_not_fill_memory(name):
    """A bomb of 50 MB stops at the limit; memory stays within a few pieces of it."""
    packed = ENCODERS[name](bytes(50_000_000))
    limit = max(LIMIT, len(packed))
    tracemalloc.start()
    try:
        assert opaque(coding.decode, packed, head((CODING, name)), limit) == "output_limit"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=3000), st.lists(st.sampled_from(sorted(ENCODERS)), max_size=3))
def test_decoding_is_the_inverse_of_encoding(data, names):
    """Whatever codings were put on, in their order, come off again."""
    packed = data
    for name in names:
        packed = ENCODERS[name](packed)
    headers = [(CODING, ", ".join(names))] if names else []
    assert coding.decode(packed, head(*headers, ("content-type", "image/png")), LIMIT) == data


@given(st.binary(max_size=300), st.sampled_from(sorted(ENCODERS)))
def test_nothing_but_opaque(data, name):
    """Any bytes under any coding decode or are opaque; no other exception comes out."""
    opaque(coding.decode, data, head((CODING, name)), LIMIT)
    packed = bytearray(ENCODERS[name](b"some words " * 20))
    for at, byte in enumerate(data[: len(packed)]):
        packed[at] ^= byte & 3
    opaque(coding.decode, bytes(packed), head((CODING, name)), LIMIT)
