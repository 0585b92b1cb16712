"""RFC 5424."""

from __future__ import annotations

import re

import pytest

from gateway.feeds.syslog_message import BOM, framed, message
from support.feeds import case_outgoing, outgoing

GRAMMAR = re.compile(
    rb"<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\x21-\x7e]{1,255}) celnice - ([\x21-\x7e]{1,32}) "
    rb'\[origin software="Celnice" swVersion="[^"\\\]]+"\] (.+)',
    re.DOTALL,
)


@pytest.mark.parametrize(
    ("event", "priority"),
    [(outgoing(1).event, 13 * 8 + 5), (case_outgoing().event, 13 * 8 + 2), (outgoing(1, type="tool.refused").event, 13 * 8 + 6)],
    ids=["notice", "critical", "informational"],
)
def test_the_grammar(event, priority):
    """Priority of the audit facility, time in UTC, host, type, origin, message."""
    found = GRAMMAR.fullmatch(message(event, "text", "urad.cz"))
    assert found
    assert int(found[1]) == priority
    assert found[2] == b"2026-11-22T14:20:05.000Z"
    assert (found[3], found[5]) == (b"urad.cz", b"text")


def test_odd_names():
    """A host or type that is not printable ASCII is cut down to what is; nothing is left of one: a dash."""
    made = message(outgoing(1, type="a b\nž" + "x" * 50).event, "t", "úř ad")
    found = GRAMMAR.fullmatch(made)
    assert found
    assert (found[3], found[4]) == (b"ad", b"ab" + b"x" * 30)
    assert b" - celnice" in message(outgoing().event, "t", "ěš")


def test_utf8_has_its_mark():
    """The byte order mark stands before UTF-8 and only there."""
    assert message(outgoing().event, "řádek", "h").endswith(f"{BOM}řádek".encode())
    assert BOM.encode() not in message(outgoing().event, "line", "h")


def test_octet_counting():
    """Bytes are counted, not characters."""
    assert framed("ž\n".encode()) == b"3 \xc5\xbe\n"
