"""The kill switch on the command line."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.commands import breaches, users
from gateway.errors import UserError
from gateway.parts.people import keyed
from gateway.people.pseudonym import record
from gateway.record.stop import running
from gateway.settings import Data, Settings
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.stops import StopStore
from gateway.store.url import store_url
from support.events import event, payload

PERSON = "2026-Q4.0123456789abcdef0123"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office with one case: a stopped prompt of a known person."""
    made = Settings(data=Data(dir=tmp_path))
    url = store_url(made)
    migrate(url)
    with closing(EventStore(url)) as events, closing(BreachStore(url)) as cases:
        now = datetime.now(UTC)
        events.append([payload(1, person=PERSON, at=now)], "node-a")
        cases.collect([event(1, person=PERSON, at=now).payload()], "c1", "")
    return made


def run(command: object, settings: Settings, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.configure(parser)  # type: ignore[attr-defined]
    return int(command.run(parser.parse_args(words), settings))  # type: ignore[attr-defined]


def newest(settings: Settings) -> str:
    """The number of the case that was opened last. It begins with the year in which that was."""
    with closing(BreachStore(store_url(settings))) as cases:
        return max(case.id for case in cases.cases())


def stopped(settings: Settings) -> set[str]:
    with closing(StopStore(store_url(settings))) as stops:
        return set(running(stops.steps()))


@pytest.mark.parametrize(("what", "subject"), [("--tool", "tool:openai"), ("--person", f"person:{PERSON}")])
def test_out_of_a_case(settings: Settings, what: str, subject: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What the case is about, before anybody has classified it; the step stands in the case."""
    case = newest(settings)
    run(breaches, settings, "suspend", case, what, "--why", "únik pokračuje")
    assert stopped(settings) == {subject}
    with pytest.raises(UserError, match="suspended already"):
        run(breaches, settings, "suspend", case, what, "--why", "znovu")
    capsys.readouterr()
    run(breaches, settings, "show", case, "--json")
    assert json.loads(capsys.readouterr().out)["steps"][-1]["action"] == "remedy"
    run(breaches, settings, "lift", case, what, "--why", "prověřeno")
    assert stopped(settings) == set()


def test_an_account(settings: Settings) -> None:
    """By the account's lasting name, which holds from one period to the next."""
    run(users, settings, "suspend", "jana.novakova", "--why", "únik", "--case", "2026-0001")
    assert stopped(settings) == {f"record:{record(keyed(settings).lasting, 'jana.novakova')}"}
    run(users, settings, "resume", "jana.novakova", "--why", "prověřeno")
    assert stopped(settings) == set()
    with pytest.raises(UserError, match="is not suspended"):
        run(users, settings, "resume", "jana.novakova", "--why", "znovu")


def test_what_is_refused(settings: Settings) -> None:
    """A case without a tool or person, and one that is not there."""
    run(breaches, settings, "new")
    case = newest(settings)
    for what, said in (("--tool", "names no tool"), ("--person", "celnice users suspend")):
        with pytest.raises(UserError, match=said):
            run(breaches, settings, "suspend", case, what, "--why", "únik")
    with pytest.raises(UserError, match="no case of that number"):
        run(breaches, settings, "suspend", "2026-0009", "--tool", "--why", "únik")
