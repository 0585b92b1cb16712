"""The ways in their order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from gateway.people.api import Account, Asked, Broken, Found, Leg, Nobody, Wrong
from gateway.people.chain import Chain, Identified, department
from gateway.people.directory import Directory, User
from gateway.people.pseudonym import Known, record
from support.proxy import CountingMeter

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASKED = Asked("", ())
LASTING = b"l" * 32


NOBODY_HERE = Directory()


class Fixed:
    """A way that always answers the same."""

    def __init__(self, name: str, found: Found, challenge: str = "") -> None:
        self.name, self._found, self.challenge = name, found, challenge
        self.asked = 0

    async def identify(self, asked: Asked) -> Found:
        self.asked += 1
        return self._found


class FixedGroups:
    def __init__(self, found: frozenset[str] | Wrong | Broken, name: str = "") -> None:
        self.found, self.name = found, name

    async def groups(self, name: str) -> Account | Wrong | Broken:
        return Account(self.name or name, self.found) if isinstance(self.found, frozenset) else self.found


def identify(
    *ways: Fixed, groups: FixedGroups | None = None, directory: Directory | None = NOBODY_HERE, meter: CountingMeter | None = None
) -> Identified:
    chain = Chain(
        ways,
        lasting=LASTING,
        periods=lambda at: (f"{at.year}", b"k" * 32),
        clock=lambda: NOW,
        meter=meter or CountingMeter(),
        groups=groups,
        directory=lambda: directory,
    )
    return asyncio.run(chain.identify(ASKED))


JANA = Account("jana", frozenset({"a"}))


@pytest.mark.parametrize("first", [Wrong.CREDENTIALS, Wrong.BLOCKED, Broken.UNREACHABLE, Broken.STALE, Leg("Negotiate x")])
def test_the_first_that_was_offered_something_decides(first: Found) -> None:
    """Whoever failed one way does not become somebody else by the next."""
    after = Fixed("addresses", JANA)
    assert identify(Fixed("ldap", first), after) is first
    assert after.asked == 0


def test_a_way_without_an_answer_leaves_it_to_the_next() -> None:
    """In order, until one knows."""
    found = identify(Fixed("header", None), Fixed("local", JANA), Fixed("addresses", Account("petr")))
    assert isinstance(found, Known)
    assert (found.by, found.record, found.person.groups) == ("local", record(LASTING, "jana"), frozenset({"a"}))


def test_nobody_is_told_how_to_sign_in() -> None:
    """Each challenge once, in order."""
    found = identify(
        Fixed("kerberos", None, "Negotiate"), Fixed("local", None, "Basic x"), Fixed("ldap", None, "Basic x"), Fixed("keys", None)
    )
    assert found == Nobody(("Negotiate", "Basic x"))


def test_groups_come_from_the_directory_and_from_here() -> None:
    """An account without groups of its own is looked up; groups given here are added; a local user is not looked up."""
    here = Directory(users={"jana": User("jana", "", frozenset({"here"})), "local": User("local", "hash", frozenset({"mine"}))})
    found = identify(Fixed("kerberos", Account("jana")), groups=FixedGroups(frozenset({"there"})), directory=here)
    assert isinstance(found, Known)
    assert found.person.groups == {"here", "there"}
    found = identify(Fixed("keys", Account("local")), groups=FixedGroups(Wrong.ACCOUNT), directory=here)
    assert isinstance(found, Known)
    assert found.person.groups == {"mine"}
    found = identify(Fixed("kerberos", Account("jana")))
    assert isinstance(found, Known)
    assert found.person.groups == frozenset()


def test_two_names_are_one_person() -> None:
    """Whatever name another way proved, the directory's own is the account: what is stopped, read and learnt hangs on it."""
    here = Directory(users={"jana": User("jana", "", frozenset({"here"}))})
    for name in ("jana", "jana.novakova@urad.example"):
        found = identify(Fixed("certificate", Account(name)), groups=FixedGroups(frozenset({"there"}), "jana"), directory=here)
        assert isinstance(found, Known)
        assert (found.record, found.person.groups) == (record(LASTING, "jana"), {"here", "there"})


@pytest.mark.parametrize("answer", [Wrong.ACCOUNT, Broken.UNREACHABLE, Broken.BUSY])
def test_without_the_directory_a_proof_is_not_enough(answer: Wrong | Broken) -> None:
    """A ticket of a person whom the directory does not know, or who cannot be looked up, opens nothing."""
    meter = CountingMeter()
    assert identify(Fixed("kerberos", Account("jana")), groups=FixedGroups(answer), meter=meter) is answer
    assert meter.seen["identified", f"kerberos {answer.value}"] == 1


def test_a_store_that_is_away() -> None:
    """Groups given here may have changed: nobody is let in on what is too old."""
    assert identify(Fixed("kerberos", Account("jana")), directory=None) is Broken.STALE


def test_whoever_is_known_is_met() -> None:
    """The account goes to where names are sealed, with its record, and nowhere else."""
    met: list[tuple[str, str]] = []
    chain = Chain(
        (Fixed("local", JANA),),
        lasting=LASTING,
        periods=lambda _at: ("2026", b"k" * 32),
        clock=lambda: NOW,
        meter=CountingMeter(),
        met=lambda lasting, account: met.append((lasting, account)),
    )
    asyncio.run(chain.identify(ASKED))
    assert met == [(record(LASTING, "jana"), "jana")]


@pytest.mark.parametrize(
    ("groups", "prefix", "named", "why"),
    [
        ({"odbor-doprava", "vsichni"}, "odbor-", "doprava", "one group names it"),
        ({"ODBOR-Doprava"}, "odbor-", "Doprava", "directories do not mind case"),
        ({"odbor-a", "odbor-b"}, "odbor-", "", "two: nobody can say"),
        ({"vsichni"}, "odbor-", "", "none"),
        ({"odbor-a"}, "", "", "no prefix was set"),
    ],
)
def test_the_department(groups, prefix, named, why):
    """A group of the directory names it, or nothing does."""
    assert department(frozenset(groups), prefix) == named, why
