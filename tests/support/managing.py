"""The administrator's ports over values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.console.manager_ports import Authority, Backup, Feed, Finding, Manager, Section, Setting, Setup

NOW = datetime(2027, 3, 14, 8, 5, 7, tzinfo=UTC)
SETUP = Setup((), reachable=True, keeps=True, readers=2, people=("local", "ldap"), notice_required=True)
AUTHORITY = Authority("CN=Celnice,O=Městský úřad Lípová", NOW, NOW + timedelta(days=3650), ":".join(["AB"] * 32), None)
FEEDS = (Feed("siem", "syslog", 3, 0, NOW), Feed("servicedesk", "servicedesk", 0, 2, None, 4, "connection refused"))
FINDINGS = (
    Finding("ca", "ok", "the certificate authority is valid until 2037-03-11"),
    Finding("disk", "warning", "12 % of the disk is free", "make room on it"),
    Finding("clock", "fault", "the clock is 12 s behind", "set up chrony"),
)
SECTIONS = (
    Section("office", "The office itself.", (Setting("name", "Městský úřad Lípová", "Name of the office.", changed=True, origin="file"),)),
    Section(
        "store",
        "Where events are.",
        (Setting("url", "", "Store address.", changed=True, secret=True, origin="environment"), Setting("x", "1", "Y.")),
    ),
)


def test(name: str) -> str:
    """``siem`` takes it."""
    return {"siem": "", "servicedesk": "connection refused"}[name]


test.__test__ = False  # type: ignore[attr-defined]  # no test


def manager(**changes: Any) -> Manager:
    """A house in order but for a feed."""
    made = Manager(
        examine=lambda others: FINDINGS if others else FINDINGS[:2],
        setup=lambda: SETUP,
        authority=lambda: AUTHORITY,
        kit=lambda: b"PK",
        offer=lambda link: f"http://127.0.0.1:8082/sign-in/link?k=key-of-{link.purpose.value}",
        feeds=lambda: FEEDS,
        test=test,
        backup=lambda: Backup(NOW - timedelta(hours=7), 48_200_000),
        settings=lambda: SECTIONS,
        now=lambda: NOW,
    )
    return replace(made, **changes)
