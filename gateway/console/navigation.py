"""The menu: which pages there are, in their order, and where each role begins. Shown is what the visitor may open."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.console.access import Role
from gateway.console.visitor import Visitor, may_open


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``key`` names its text ``nav.<key>`` and is what a template sets as ``here``."""

    key: str
    path: str


MENU: tuple[Entry, ...] = (
    Entry("events", "/"),
    Entry("director", "/director"),
    Entry("cases", "/cases"),
    Entry("requests", "/requests"),
    Entry("events", "/events"),
    Entry("evidence", "/evidence"),
    Entry("alarms", "/false-alarms"),
    Entry("policy", "/policy"),
    Entry("charts", "/charts"),
    Entry("gateway", "/gateway"),
    Entry("start", "/start"),
    Entry("tools", "/tools"),
    Entry("check", "/check"),
    Entry("report", "/report"),
    Entry("register", "/register"),
    Entry("shadow", "/shadow"),
    Entry("audit", "/audit"),
    Entry("admin", "/admin"),
)

BEGINS: tuple[tuple[Role, str], ...] = (
    (Role.IT_SECURITY, "/"),
    (Role.DPO, "/cases"),
    (Role.ADMINISTRATOR, "/admin"),
    (Role.WORKING_GROUP, "/register"),
    (Role.DIRECTOR, "/director"),
    (Role.AUDITOR, "/"),
    (Role.HEAD, "/start"),
    (Role.EMPLOYEE, "/start"),
)
"""Where a role begins, the strongest first: a person with several begins where the first of theirs does."""


def menu(visitor: Visitor | None) -> list[Entry]:
    """The entries for whoever asks. The events stand in it once: as the first page for those who begin there."""
    other = "/events" if begins(visitor) == "/" else "/"
    return [entry for entry in MENU if may_open(visitor, "GET", entry.path) and entry.path != other]


def begins(visitor: Visitor | None) -> str:
    """The first page of whoever asks."""
    if visitor is None:
        return "/tools"
    return next((path for role, path in BEGINS if role in visitor.roles), "/tools")
