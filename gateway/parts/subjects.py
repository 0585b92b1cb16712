"""A data subject's request carried out over everything that is kept: found, or erased, and written into the request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.errors import UserError
from gateway.metric_labels import ENTITIES
from gateway.parts.employee import pseudonyms
from gateway.parts.vault import vault_of
from gateway.record.request.case import TABLE, Request, RequestError, replay
from gateway.record.request.step import Action, State, Step
from gateway.record.retention import Plan
from gateway.settings import Settings
from gateway.store import paths, signing, subject
from gateway.store.keyring import Keyring
from gateway.store.requests import RequestStore
from gateway.store.subject import Subjects
from gateway.store.url import store_url


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look for. ``kinds`` empty: the values are read as any kind."""

    values: Sequence[str] = field(default=(), repr=False)
    kinds: Sequence[str] = ()
    persons: Sequence[str] = ()
    accounts: Sequence[str] = field(default=(), repr=False)


def carry_out(
    settings: Settings,
    requests: RequestStore,
    number: str,
    wish: Wish,
    who: str,
    why: str,
    now: Callable[[], datetime],
    *,
    erase: bool = False,
    version: int | None = None,
) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """What the request's step says of it, and the events found. Raises RequestError, UserError, StoreUnavailable."""
    known = replay(number, requests.history(number))
    if known.state is State.NONE:
        raise RequestError("request", "there is no request of that number; see `celnice requests list`")
    if version is not None and version != known.steps:
        raise RequestError("number", "somebody else acted meanwhile; read the request and try again")
    if Action.FOUND not in TABLE[known.state]:
        raise RequestError("identity", "first record how the applicant proved who they are: `celnice requests verify-identity`")
    subjects = Subjects(store_url(settings))
    try:
        wanted = _wanted(settings, wish)
        found = subjects.find(wanted)
        facts: dict[str, Any] = found.facts()
        if erase:
            given = settings.retention
            plan = Plan(given.attempts_days, given.incident_years, given.trail_years)
            key = signing.signer(paths.erasure_keys(settings.data.dir))
            gone, kept = subjects.erase([event["id"] for event in found.events], plan, key)
            facts = {"events": gone, "kept": kept, "conversations": _forget(settings, wanted)}

        def make(request: Request) -> Step:
            at = now() if request.last is None else max(now(), request.last)
            return Step(request.id, request.steps + 1, at, who, Action.ERASED if erase else Action.FOUND, why, facts)

        requests.act(number, make)
        return facts, found.events
    finally:
        subjects.close()


def _forget(settings: Settings, wanted: subject.Wanted) -> int:
    """Empties the tables of tokens that hold a value of the subject, or are the employee's own; how many there were."""
    vault = vault_of(settings)
    try:
        return vault.forget(wanted.digests, wanted.persons)
    finally:
        vault.close()


def _wanted(settings: Settings, wish: Wish) -> subject.Wanted:
    unknown = set(wish.kinds) - ENTITIES
    if unknown:
        raise UserError("there is no kind of that name; docs/coverage.md lists them")
    values = [value.strip() for value in wish.values if value.strip()]
    if not values and not wish.persons and not wish.accounts:
        raise UserError("nothing to look for: give --values FILE (or - for standard input), --account or --person")
    persons = [*wish.persons, *(one for account in wish.accounts for one in pseudonyms(settings, account))]
    keyring = Keyring(paths.fingerprint_keys(settings.data.dir), settings.retention.attempts_days)
    return subject.wanted(values, wish.kinds or ENTITIES, keyring, persons)
