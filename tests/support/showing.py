"""A console with something on every page, for whoever looks at the pages: tests in a browser, and the pictures of docs/console.md."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from gateway.accounts.role import Role
from gateway.console.relief_ports import Candidate
from gateway.record.event import Fingerprint
from gateway.record.false_alarm import FalseAlarm, Why
from gateway.record.proposal import Proposal, What
from gateway.record.relief import Relief
from support.cases import CaseHouse
from support.console import NO_RELIEFS, START, FixedNumbers, MemoryStore, event, security, served
from support.desk import MemoryDesk, workplace
from support.policy import policy
from support.reception import Desk, account_of, away
from support.reported import ALARM, Reported
from support.workflow import history

NUMBERS = FixedNumbers(
    days={
        "kind": {
            f"2027-03-{day:02}": {"CZ_BIRTH_NUMBER": day % 4 + 1, "PERSON": day % 3 + 2, "EMAIL_ADDRESS": day % 2} for day in range(1, 15)
        },
        "verdict": {f"2027-03-{day:02}": {"block": day % 4 + 3, "pass": 40 - day} for day in range(1, 15)},
        "tool": {f"2027-03-{day:02}": {"openai": day % 4 + 3, "deepseek": day % 2} for day in range(1, 15)},
    },
    groups={"odbor kultury": 12, "odbor dopravy": 21, "": 3},
)

CANDIDATES = (Candidate("3f9a1c27b0de", "CZ_ICO", Relief(14, 3)),)
SECOND = FalseAlarm("evt-2", START - timedelta(days=1), "openai", Why.PUBLIC, {"CZ_ICO": 1}, {"cz_ico.bare": 1})
PROPOSED = (
    Proposal(
        "p1",
        "evt-2",
        What.VALUE,
        START,
        "Petr Vzor (vzor)",
        "IČO našeho úřadu",
        date(2027, 12, 31),
        ("CZ_ICO",),
        "openai",
        mark=Fingerprint("CZ_ICO", "2027-Q1", "3f9a1c27b0de" + "0" * 52),
        ids=("account:vzor",),
    ),
)
"""A relief that waits out of the second report; the first has none yet."""


@contextmanager
def shown(folder: Path) -> Iterator[str]:
    """Its base URL. Accounts ``everything`` and ``employee`` with the password of :mod:`support.reception`; all persons are made up."""
    (folder / "people").mkdir()
    (folder / "cases").mkdir()
    desk = Desk(folder / "people")
    account_of(desk, "everything", *(set(Role) - {Role.AUDITOR}))
    account_of(desk, "employee", Role.EMPLOYEE)
    register = MemoryDesk([*history("mistral")[1], *history("claude")[1], *history("perplexity")[1][:3]])
    with closing(CaseHouse(folder / "cases")) as house:
        house.ask("POST", "breaches", {"title": "Odeslaný seznam žadatelů", "left": True, "who": "Jana Vzorová"}, 201)
        parts = Reported(
            store=MemoryStore(
                *(event(number, person="2027-Q1.0a1b2c3d4e5f60718293", department="odbor kultury") for number in range(1, 6))
            ),
            reception=desk.reception,
            provider=away(),
            workplace=workplace(register),
            cases=house.port,
            security=security(NUMBERS),
            policy_desk=policy(),
            alarms=[ALARM, SECOND],
            reliefs=replace(
                NO_RELIEFS,
                candidates=lambda event: CANDIDATES if event == SECOND.event else (),
                waiting=lambda: PROPOSED,
                of_event=lambda event: [one for one in PROPOSED if one.event == event],
            ),
        )
        with served(parts.app()) as address:
            yield address
