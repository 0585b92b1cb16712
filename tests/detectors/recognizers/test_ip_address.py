"""IP_ADDRESS: addresses of the public internet, and what has the same dots."""

from __future__ import annotations

import pytest

from support.found import only, values

FOUND = [
    ("IP adresa 85.163.12.34", "85.163.12.34", "with its label"),
    ("přihlášení z 185.8.164.201:443", "185.8.164.201", "with a port"),
    ("z adresy 185.8.164.201 přišel požadavek", "185.8.164.201", "in a sentence"),
    ("185.8.164.201", "185.8.164.201", "alone"),
    ("http://185.8.164.201/index", "185.8.164.201", "in a URL"),
    ("klient 2a00:1028:83a0:1234::5 se připojil", "2a00:1028:83a0:1234::5", "version 6"),
    ("2A00:1028:83A0:1234:5678:9abc:def0:1234", "2A00:1028:83A0:1234:5678:9abc:def0:1234", "version 6, whole"),
    ("(2a00:1028::1)", "2a00:1028::1", "version 6 in brackets"),
]
CLEAN = [
    ("192.168.1.10", "private"),
    ("10.0.0.1", "private"),
    ("172.16.5.4", "private"),
    ("127.0.0.1", "this machine"),
    ("0.0.0.0", "any"),
    ("255.255.255.0", "a mask"),
    ("224.0.0.251", "multicast"),
    ("192.0.2.15", "documentation"),
    ("198.51.100.7", "documentation"),
    ("203.0.113.99", "documentation"),
    ("169.254.1.1", "link-local"),
    ("server 8.8.8.8", "a public resolver"),
    ("verze 10.15.7.123", "a version"),
    ("Chrome/120.0.6099.129", "a browser"),
    ("v. 85.163.12.34", "a version"),
    ("bod 1.2.3.4", "a section"),
    ("1.2.3.4", "single digits"),
    ("kapitola 12.3.14.15", "a section"),
    ("1.2.840.113549.1", "an OID"),
    ("12.3.2024", "a date"),
    ("300.163.12.34", "no octet"),
    ("85.163.12.34.5", "five parts"),
    ("fe80::1", "link-local"),
    ("::1", "this machine"),
    ("2001:db8::1", "documentation"),
    ("12:30:45", "a time"),
    ("12:30:45:67", "a time code"),
    ("std::vector a::b", "C++"),
    ("poměr 1:2:3:4:5:6:7:8", "a ratio"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The address as written."""
    assert values(text, "IP_ADDRESS") == [value], reason
    assert only(text, "IP_ADDRESS").score >= 0.5


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[0] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No address of a person's."""
    assert values(text, "IP_ADDRESS") == [], reason
