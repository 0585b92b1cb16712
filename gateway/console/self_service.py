"""What a person changes of their own account: password, second factor, recovery codes, sessions. Each but the last is an event."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool

from gateway.accounts import second_factor
from gateway.accounts.account import Account
from gateway.accounts.session import Session, Source
from gateway.console.admission import Refusal
from gateway.console.reception import Reception
from gateway.console.visitor import Visitor
from gateway.people.api import Wrong
from gateway.record.event import EventType


@dataclass(frozen=True, slots=True)
class Own:
    """A person's account as its page shows it. ``known`` is None for whom only groups or the provider know."""

    known: Account | None
    sessions: tuple[Session, ...]

    @property
    def source(self) -> Source | None:
        """What proved who it is, in the newest session."""
        return self.sessions[0].source if self.sessions else None


def own(reception: Reception, visitor: Visitor) -> Own:
    """The page's facts: sessions that still stand, the newest first. Blocking."""
    standing = [one for one in reception.keeper.sessions(visitor.account) if reception.stands(one)]
    return Own(reception.keeper.get(visitor.account), tuple(standing))


async def change_password(reception: Reception, visitor: Visitor, old: str, new: str) -> Refusal | None:
    """A new password for who knows the old one; every other session of theirs ends. None when it is done."""
    known = await run_in_threadpool(reception.keeper.get, visitor.account)
    if known is None or not known.password:
        return Refusal.WRONG
    if isinstance(tried := await reception.passwords.tried(known, old), Wrong):
        return Refusal.RESTS if tried is Wrong.BLOCKED else Refusal.WRONG
    try:
        kept = await reception.passwords.hashed(new)
    except ValueError:
        return Refusal.SHORT
    await run_in_threadpool(_keep_password, reception, visitor, kept)
    return None


def end_sessions(reception: Reception, visitor: Visitor, identity: str) -> None:
    """Ends one session of theirs, or with "" all but this one. Blocking."""
    reception.keeper.end(visitor.account, identity=identity, keep="" if identity else visitor.session)


def new_codes(reception: Reception, visitor: Visitor, code: str) -> list[str] | Refusal:
    """New recovery codes in place of the old ones, for who shows a code of the second factor. Blocking."""
    known = reception.keeper.get(visitor.account)
    if known is None or not known.secret:
        return Refusal.OVER
    if known.rests_until(reception.now()):
        return Refusal.RESTS
    if not reception.proves(known, code):
        return Refusal.CODE
    codes = second_factor.new_codes()
    reception.keeper.change(known.account, codes=tuple(map(second_factor.digest_of_code, codes)))
    reception.told(EventType.CONSOLE_ACCOUNT, {"account": known.account, "by": known.account, "what": "recovery_codes"})
    return codes


def begin_enrolment(reception: Reception, value: str) -> str | None:
    """The value of a cookie whose session sets up a second factor; None for a session that is over, and where there is one already: an
    open session alone must not take its place (a telephone is lost: a one-time link). Blocking.
    """
    found = reception.keeper.session(value)
    if found is None or not reception.stands(found[0]) or (found[1] is not None and found[1].secret):
        return None
    fresh = secrets.token_urlsafe(32)
    pending = reception.sealed(second_factor.new_secret())
    reception.keeper.begin(replace(found[0], id=secrets.token_hex(8), pending=pending), fresh, instead=value)
    return fresh


def _keep_password(reception: Reception, visitor: Visitor, kept: str) -> None:
    reception.told(EventType.CONSOLE_ACCOUNT, {"account": visitor.account, "by": visitor.account, "what": "password"})
    reception.keeper.change(visitor.account, keep=visitor.session, end=True, password=kept, wrong=0, wrong_at=None)
