"""Common Event Format."""

from __future__ import annotations

import re

import pytest

from gateway.feeds.cef import cef
from gateway.feeds.heads import heads_event
from support.feeds import NOW, case_outgoing, outgoing


def fields(line):
    """(header, extension) as a receiver splits them: a value goes on to the next ` key=`."""
    parts = re.split(r"(?<!\\)\|", line, maxsplit=7)
    pairs = re.findall(r"(\w+)=((?:\\.|[^\\=])*?)(?= \w+=|$)", parts[7])
    return parts[:7], dict(pairs)


def test_an_event():
    """Header of seven fields; the extension has time, outcome, place and counts."""
    header, extension = fields(cef(outgoing(1).event))
    assert header[0] == "CEF:0"
    assert header[1:3] == ["Celnice", "Celnice"]
    assert header[4:] == ["prompt.blocked", "Personal data stopped on the way to an AI tool", "3"]
    assert extension["rt"] == "1795357205000"
    assert extension["externalId"] == "7K3QX-9M2PD-00001"
    assert (extension["act"], extension["outcome"], extension["cnt"]) == ("block", "failure", "2")
    assert (extension["cs1Label"], extension["cs1"]) == ("kinds", "CZ_BIRTH_NUMBER:2")
    assert extension["dhost"] == "api.openai.com"


@pytest.mark.parametrize(
    ("value", "written"),
    [("a=b", r"a\=b"), ("a\\b", r"a\\b"), ("a\nb", r"a\nb"), ("a\r\nb", r"a\nb"), ("a|b", "a|b"), ("a\x00b", "ab"), ("a\u2028b", r"a\nb")],
)
def test_values_are_escaped(value, written):
    """Backslash, equals sign and line breaks cannot end a value or a message; a bar needs no escape there."""
    line = cef(outgoing(1, operation=value).event)
    assert f"deviceFacility={written} " in line
    assert "\n" not in line


def test_the_header_is_escaped():
    """A bar in a header field does not begin the next one."""
    assert r"|a\|b\\c|" in cef(outgoing(1, type="a|b\\c").event)


def test_cases_and_heads():
    """A case has its number and gravity, heads their hashes."""
    header, extension = fields(cef(case_outgoing(deadline="2026-11-25T14:20:05+00:00").event))
    assert header[6] == "10"
    assert (extension["cs5Label"], extension["cs5"]) == ("case", "2026-0001")
    assert extension["deviceCustomDate1Label"] == "deadline"
    assert r"msg=node-a:7:01" in cef({**heads_event_of(), "at": NOW})


def heads_event_of():
    from datetime import UTC, date, datetime

    from gateway.record.chain import Head

    return heads_event(date(2026, 11, 22), [Head("node-a", 7, b"\x01" * 32)], datetime(2026, 11, 22, tzinfo=UTC))
