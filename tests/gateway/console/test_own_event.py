"""An employee's own event: what the page shows, and what its forms do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from gateway.act.own_link import OwnLink
from gateway.console.own_event import LONGEST
from gateway.console.ports import Ports
from gateway.decide.choice import Choice
from gateway.record.false_alarm import Why
from support.console import Client, MemoryStore, Parts, StoreAway, event

PAGE = {"Accept": "text/html"}
BOTH = (Choice.CONFIRM, Choice.PSEUDONYMISE)
WHY = "Odpověď občanovi potřebuje jeho jméno."


@dataclass
class Kept:
    """Own events in memory; the good tickets are ``good`` (both choices), ``late`` (none any more)."""

    seals: bool = True
    away: bool = False
    chosen: list[tuple[str, Choice, str]] = field(default_factory=list)
    reports: list[tuple[str, Why, str, str]] = field(default_factory=list)

    def link(self, reference: str, ticket: str) -> OwnLink | None:
        return {"good": OwnLink(reference, "ab" * 16, BOTH), "late": OwnLink(reference, "ab" * 16)}.get(ticket)

    def choose(self, link: OwnLink, choice: Choice, justification: str) -> bool:
        if self.away:
            raise StoreAway
        self.chosen.append((link.reference, choice, justification))
        return True

    def report(self, reference: str, why: Why, note: str, value: str) -> bool:
        self.reports.append((reference, why, note, value))
        return True

    def reported(self, reference: str) -> bool:
        return any(one[0] == reference for one in self.reports)


@dataclass
class Own(Parts):
    """Parts with own events of one stopped request."""

    kept: Kept = field(default_factory=Kept)

    def ports(self) -> Ports:
        self.store = MemoryStore(event(1, verdict="warn", where=("message=3,line=12", "sheet=2,cell=B7"), kinds={"CZ_BIRTH_NUMBER": 2}))
        return replace(super().ports(), own_events=self.kept)


def own(**changes: Any) -> tuple[Client, Kept]:
    parts = Own(kept=Kept(**changes))
    return Client(parts.app()), parts.kept


def test_it_shows_what_was_found_where_and_why() -> None:
    """Kinds, places, the rule in words, what to do, the number; the ways forward that the link leaves."""
    client, _ = own()
    page = client.get("/proc/evt-1?t=good", headers=PAGE)
    assert page.status_code == 200
    for part in (
        "2 rodná čísla",
        "zpráva 3, řádek 12; list 2, buňka B7",
        "Odeslat je lze jen s odůvodněním",
        "evt-1",
        "/tools",
        "cz_birth_number.slash",
    ):
        assert part in page.text
    assert 'id="confirm"' in page.text
    assert 'id="pseudonymise"' in page.text
    assert 'id="false-alarm"' in page.text
    late = client.get("/proc/evt-1?t=late", headers=PAGE).text
    assert 'id="confirm"' not in late
    assert 'id="pseudonymise"' not in late
    assert 'id="false-alarm"' in late


def test_a_link_opens_its_own_event_only() -> None:
    """Without a good link nothing is shown, not even whether there is such an event; one that is not stored yet asks for patience."""
    client, _ = own()
    for address in ("/proc/evt-1", "/proc/evt-1?t=bad", "/proc/evt-2?t=", "/proc/none?t=bad"):
        answer = client.get(address, headers=PAGE)
        assert answer.status_code == 404
        assert "rodná" not in answer.text
    waiting = client.get("/proc/evt-9?t=good", headers=PAGE)
    assert (waiting.status_code, "ještě se zapisuje" in waiting.text.lower() or "ještě zapisuje" in waiting.text) == (202, True)


def test_confirming_takes_a_justification() -> None:
    """One sentence at least; it goes to the port and is not shown again."""
    client, kept = own()
    form = {"t": "good", "act": "confirm", "justification": WHY}
    short = client.post("/proc/evt-1", data=form | {"justification": "nutné"}, headers=PAGE)
    assert short.status_code == 400
    assert "aspoň 10 znaků" in short.text
    assert client.post("/proc/evt-1", data=form | {"justification": "x" * (LONGEST + 1)}, headers=PAGE).status_code == 400
    assert kept.chosen == []
    done = client.post("/proc/evt-1", data=form, headers=PAGE)
    assert done.status_code == 200
    assert "projde jednou" in done.text
    assert WHY not in done.text
    assert kept.chosen == [("evt-1", Choice.CONFIRM, WHY)]


def test_choosing_pseudonyms() -> None:
    """A button; a justification that somebody adds is not kept."""
    client, kept = own()
    done = client.post("/proc/evt-1", data={"t": "good", "act": "pseudonymise", "justification": WHY}, headers=PAGE)
    assert (done.status_code, kept.chosen) == (200, [("evt-1", Choice.PSEUDONYMISE, "")])


@pytest.mark.parametrize(
    ("form", "status", "why"),
    [
        ({"t": "bad", "act": "pseudonymise"}, 404, "no link of ours"),
        ({"act": "pseudonymise"}, 404, "no link at all"),
        ({"t": "late", "act": "pseudonymise"}, 400, "the choice is over"),
        ({"t": "good", "act": "everything"}, 400, "no such act"),
        ({"t": "good"}, 400, "no act"),
        ({"t": "good", "act": "false-alarm", "why": "because"}, 400, "no such reason"),
        ({"t": "good", "act": "false-alarm"}, 400, "no reason"),
        ({"t": "good", "act": "false-alarm", "why": "public", "note": "x" * (LONGEST + 1)}, 400, "a note that is too long"),
    ],
)
def test_what_is_refused(form: dict[str, str], status: int, why: str) -> None:
    """A form that is not whole or not of a good link changes nothing."""
    client, kept = own()
    assert client.post("/proc/evt-1", data=form, headers=PAGE).status_code == status, why
    assert kept.chosen == kept.reports == []


def test_changes_come_from_our_own_page_only() -> None:
    """Another site's page, which may have read the link in the chat, cannot make the choice."""
    client, kept = own()
    form = {"t": "good", "act": "pseudonymise"}
    for headers in ({"Origin": "https://chatgpt.com"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/proc/evt-1", data=form, headers=PAGE | headers).status_code == 403
    assert client.post("/proc/evt-1", data=form, headers=PAGE | {"Origin": "http://127.0.0.1:8082"}).status_code == 200
    assert len(kept.chosen) == 1


def test_reporting_a_false_alarm() -> None:
    """A reason, and what the employee chooses to show; then the page says that it is known."""
    client, kept = own()
    form = {"t": "late", "act": "false-alarm", "why": "not_personal", "note": "je to číslo jednací", "value": "<b>715319/2743</b>"}
    done = client.post("/proc/evt-1", data=form, headers=PAGE)
    assert "hlášení je zapsáno" in done.text
    assert "715319" not in done.text
    assert kept.reports == [("evt-1", Why.NOT_PERSONAL, "je to číslo jednací", "<b>715319/2743</b>")]
    assert "už nahlásili" in client.get("/proc/evt-1?t=good", headers=PAGE).text


def test_without_readers_nothing_written_is_taken() -> None:
    """Where nobody could open it there is no field, and what comes all the same is refused."""
    client, kept = own(seals=False)
    assert 'name="note"' not in client.get("/proc/evt-1?t=good", headers=PAGE).text
    assert (
        client.post("/proc/evt-1", data={"t": "good", "act": "false-alarm", "why": "other", "note": "x"}, headers=PAGE).status_code == 400
    )
    assert client.post("/proc/evt-1", data={"t": "good", "act": "false-alarm", "why": "other"}, headers=PAGE).status_code == 200
    assert kept.reports == [("evt-1", Why.OTHER, "", "")]


def test_the_store_is_away() -> None:
    """A choice that could not be kept is none."""
    client, _ = own(away=True)
    assert client.post("/proc/evt-1", data={"t": "good", "act": "pseudonymise"}, headers=PAGE).status_code == 503


def test_english_and_without_the_port() -> None:
    """The page follows the reader's language; a console without own events has no such page."""
    client, _ = own()
    assert "Report a mistake" in client.get("/proc/evt-1?t=good", headers=PAGE | {"Accept-Language": "en"}).text
    plain = Client(Parts().app())
    assert plain.get("/proc/evt-1?t=good").status_code == 404
    assert plain.post("/proc/evt-1", data={"t": "good"}).status_code == 404
