import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record.chain import BadPayload, Clear, Head, append, draft, entry_hash, genesis, milliseconds, moment, salted
from support.events import payload

SALT = bytes(range(32))


def test_append_is_the_definition():
    """An entry is what the module's docstring says, computed here once more by hand."""
    one = draft(payload(1))
    link = append(genesis("node-a"), one, SALT)
    salted_hash = hashlib.sha256(SALT + one.payload).digest()
    clear = b'{"at_ms":1790841601000,"disclosed":"none","id":"e00000001","reason":"personal_data","tool":"openai","type":"prompt.blocked","verdict":"block"}'
    body = genesis("node-a").hash + b"\x00\x06node-a" + b"\x00" * 7 + b"\x01" + salted_hash + hashlib.sha256(clear).digest()
    assert (link.writer, link.seq, link.prev, link.salted_hash) == ("node-a", 1, genesis("node-a").hash, salted_hash)
    assert link.hash == hashlib.sha256(b"celnice.chain.1\x00" + body).digest()
    following = append(Head("node-a", 1, link.hash), draft(payload(2)), SALT)
    assert (following.seq, following.prev) == (2, link.hash)


def test_writers_begin_apart():
    """No entry of one writer fits another's chain."""
    assert genesis("node-a").hash != genesis("node-b").hash


def test_every_part_counts():
    """Changing any part of an entry changes its hash."""
    clear = draft(payload(1)).clear
    base = ("w", 1, b"p" * 32, b"s" * 32, clear)
    others = [("v", *base[1:]), ("w", 2, *base[2:]), ("w", 1, b"q" * 32, *base[3:]), (*base[:3], b"t" * 32, clear)]
    for field in dataclasses.fields(Clear):
        value = getattr(clear, field.name)
        others.append((*base[:4], dataclasses.replace(clear, **{field.name: value + 1 if isinstance(value, int) else value + "x"})))
    hashes = {entry_hash(*parts) for parts in [base, *others]}
    assert len(hashes) == len(others) + 1


def test_salt_hides_the_payload():
    """Equal payloads have unequal hashes."""
    assert salted(b"a" * 32, b"same") != salted(b"b" * 32, b"same")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", "not an object"),
        (b"{}", "no id"),
        (payload(1) + b" ", "white space: not canonical"),
        (payload(1).replace(b'"at":', b'"id":'), "duplicate key: not canonical"),
        (payload(1).replace(b'"e00000001"', b'""'), "empty id"),
        (payload(1).replace(b'"e00000001"', b"1"), "id is a number"),
        (payload(1).replace(b"+00:00", b""), "time without a zone"),
        (payload(1).replace(b"2026-10-01", b"2026-13-01"), "no such day"),
        (payload(1).replace(b'"schema":1', b'"schema":1.5'), "a float"),
        (b"[" * 100_000, "too deep for the parser"),
    ],
)
def test_bad_payloads(data, why):
    """What is not the canonical JSON of an event is refused, without repeating it."""
    with pytest.raises(BadPayload) as caught:
        draft(data)
    assert len(str(caught.value)) < 60, why


@given(st.datetimes(min_value=moment(0).replace(tzinfo=None), timezones=st.just(moment(0).tzinfo)))
def test_milliseconds_round_trip(when):
    """A time to the millisecond survives."""
    when = when.replace(microsecond=when.microsecond // 1000 * 1000)
    assert moment(milliseconds(when)) == when
