"""A console with something on every page, for whoever looks at the pages: tests in a browser, and the pictures of docs/console.md."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gateway.accounts.role import Role
from support.cases import CaseHouse
from support.console import FixedNumbers, MemoryStore, Parts, event, security, served
from support.desk import MemoryDesk, workplace
from support.reception import Desk, account_of, away
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
        parts = Parts(
            store=MemoryStore(*(event(number, person="2027-Q1.0a1b2c3d4e5f60718293", department="odbor kultury") for number in range(1, 6))),
            reception=desk.reception,
            provider=away(),
            workplace=workplace(register),
            cases=house.port,
            security=security(NUMBERS),
        )
        with served(parts.app()) as address:
            yield address
