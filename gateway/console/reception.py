"""Signing in: a password here, with the people of the proxy or in their directory; then a code; then a session with its roles.

Every way in, every refusal and every change of an account is an event. What somebody typed is in none of them, nor is a name that is no
account's: it may be a password in the wrong field.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from starlette.concurrency import run_in_threadpool

from gateway.accounts import second_factor
from gateway.accounts.account import Account, Link, Purpose
from gateway.accounts.api import Keeper, Look, Prove, Tell
from gateway.accounts.role import Role
from gateway.accounts.session import SEEN_EVERY, Session, Source, Stage
from gateway.console.admission import Admitted, Refusal, Rules
from gateway.console.provider import Provided
from gateway.console.proving import LONGEST_PASSWORD, Proving
from gateway.console.rechecking import Rechecking
from gateway.console.renewing import Renewing
from gateway.console.visitor import Visitor, of_session
from gateway.people.account import canonical
from gateway.people.api import Account as Proved
from gateway.people.api import Broken, Wrong
from gateway.record.event import EventType

FIRST = frozenset({Role.ADMINISTRATOR, Role.IT_SECURITY})
"""Of the first administrator, who sees at once that the gateway works; the roles of others are given from there."""


class Reception:
    """One per console. ``key`` is a Fernet key; ``clock`` gives the time with its zone."""

    def __init__(
        self, keeper: Keeper, prove: Prove, look: Look, tell: Tell, rules: Rules, key: bytes, clock: Callable[[], datetime]
    ) -> None:
        self.keeper = keeper
        self.passwords = Proving(keeper, clock)
        self.look = look
        self._prove, self._tell, self._rules, self._clock = prove, tell, rules, clock
        self._rechecking = Rechecking(look, rules.groups, clock)
        self._box = Fernet(key)
        self._renewing = Renewing(rules.renew, keeper, rules.groups, self.sealed, self.unsealed, clock, rules.unrenewed)
        self._proving = threading.Lock()

    # What doors ask with every request.

    async def visitor(self, value: str) -> Visitor | None:
        """Whose full session a cookie's value is; it then lives on, while the directory still says what it said."""
        found = await self._standing(value)
        if found is None:
            return None
        if (now := self._clock()) - found[0].seen >= SEEN_EVERY:
            await run_in_threadpool(self.keeper.seen, found[0].id, now)
        return of_session(*found, value)

    async def standing(self, value: str) -> bool:
        """Whether it is one, without counting as a use."""
        return await self._standing(value) is not None

    async def _standing(self, value: str) -> tuple[Session, Account | None] | None:
        found = await run_in_threadpool(self._open, value)
        if found is None or found[0].stage is not Stage.FULL:
            return None
        why = None if await self._rechecking.holds(found[0]) else Refusal.ROLE
        if (why := why or (None if await self._renewing.holds(found[0]) else Refusal.ENDED)) is not None:
            await run_in_threadpool(self.keeper.end, found[0].account, identity=found[0].id)
            await self._refused(found[0].account, why)
            return None
        return found

    # Signing in.

    async def sign_in(self, name: str, password: str, agent: str) -> Admitted | Refusal:
        """The first step: name and password."""
        account = canonical(name, self._rules.domains)
        if account is None or not password or len(password) > LONGEST_PASSWORD:
            return Refusal.WRONG
        now = self._clock()
        known = await run_in_threadpool(self.keeper.get, account)
        if known is not None and known.password:
            proved, source = await self.passwords.tried(known, password), Source.HERE
        elif known is not None and known.rests_until(now):
            proved, source = Wrong.BLOCKED, Source.HERE
            await self.passwords.nobodys(password)
        else:
            proved, source = await self._prove(name, password), Source.PEOPLE
            if proved is None:
                await self.passwords.nobodys(password)
            elif isinstance(proved, Proved) and proved.name != account:  # the directory's own name, whichever of its names was typed
                typed, account, known = known, proved.name, await run_in_threadpool(self.keeper.get, proved.name)
                if (typed and typed.disabled) or (known and (known.password or known.rests_until(now))):
                    return await self._refused(account, Refusal.WRONG)
        if isinstance(proved, Broken):
            return Refusal.DIRECTORY
        if not isinstance(proved, Proved) or (known is not None and known.disabled):
            if known is not None and source is not Source.HERE:
                await run_in_threadpool(self.keeper.wrong, account, now)
            return await self._refused(account if known else "", Refusal.RESTS if proved is Wrong.BLOCKED else Refusal.WRONG)
        granted = frozenset() if source is Source.HERE else self._rules.groups(proved.groups or frozenset())
        if not granted and not (known and known.roles):
            return await self._refused(account, Refusal.ROLE)
        subject = proved.subject if source is Source.PEOPLE else ""
        if subject and not await run_in_threadpool(self.keeper.bind, account, subject):
            return await self._refused(account, Refusal.SUBJECT)
        stage = self._stage(known, granted)
        fresh = replace(self._session(proved.name, known.name if known else "", granted, source, stage, agent), subject=subject)
        return await run_in_threadpool(self._begin, fresh, known, "")

    async def code(self, value: str, code: str) -> Admitted | Refusal:
        """The second step: a code of the authenticator, or a recovery code."""
        return await run_in_threadpool(self._code, value, code)

    def provided(self, proved: Provided, agent: str) -> Admitted | Refusal:
        """Somebody whom the identity provider proved. An account with a password is nobody's there: a name can be changed. Blocking."""
        account, granted, known = proved.account, self._rules.groups(proved.groups), self.keeper.get(proved.account)
        if (known is not None and (known.disabled or known.password)) or not (granted or (known and known.roles)):
            return self._refuse(account, Refusal.ROLE)
        if not self.keeper.bind(account, proved.subject):
            return self._refuse(account, Refusal.SUBJECT)
        fresh = self._session(account, proved.name or (known.name if known else ""), granted, Source.PROVIDER, Stage.FULL, agent)
        refresh = self.sealed(proved.refresh.encode()) if proved.refresh else ""
        return self._begin(replace(fresh, subject=proved.subject, refresh=refresh), known, "")

    def logged_out(self, subject: str, before: datetime) -> None:
        """Somebody signed out at the provider: their sessions that began before then end. Blocking."""
        for account in self.keeper.end_subject(subject, before):
            self._refuse(account, Refusal.LOGGED_OUT)

    # Setting up the second factor.

    def stage(self, value: str) -> Stage | None:
        """How far a cookie's session has come; None when it is over. Blocking."""
        found = self._open(value)
        return found[0].stage if found else None

    def enrolment(self, value: str) -> tuple[str, bytes] | None:
        """The account, and the secret that its session is setting up; None when it is not. Blocking."""
        found = self._open(value)
        secret = self.unsealed(found[0].pending) if found is not None and found[0].pending else None
        return (found[0].account, secret) if found is not None and secret is not None else None

    def enrol(self, value: str, code: str) -> tuple[Admitted, list[str]] | Refusal:
        """Takes the first code of a new second factor: from now on it counts. With the recovery codes, shown this once. Blocking."""
        found, now = self._open(value), self._clock()
        shown = self.enrolment(value)
        if found is None or shown is None:
            return Refusal.OVER
        session, known = found
        if known is not None and known.secret:
            return Refusal.OVER  # set up meanwhile, from another session
        step = second_factor.fits(shown[1], code, now, 0)
        if step is None:
            return Refusal.CODE
        codes = second_factor.new_codes()
        kept = tuple(map(second_factor.digest_of_code, codes))
        if known is None:
            known = Account(session.account, session.name)
            self.keeper.put(known)
        known = self.keeper.change(session.account, end=True, secret=session.pending, step=step, codes=kept) or known
        self._tell(EventType.CONSOLE_ACCOUNT, {"account": session.account, "by": session.account, "what": "second_factor"})
        full = replace(session, id=secrets.token_hex(8), stage=Stage.FULL, seen=now, pending="")
        if session.stage is not Stage.FULL:  # a session that was whole already gets no longer by it
            full = replace(full, began=now)
        return self._begin(full, known, ""), codes

    # One-time links.

    def link(self, key: str) -> Link | None:
        """The link of a key; None when it is over. Blocking."""
        link = self.keeper.link(key, self._clock()) if key else None
        if link is not None and link.purpose is Purpose.FIRST and self.keeper.administered():
            return None
        return link

    async def accept(self, key: str, account: str, name: str, password: str, agent: str) -> Admitted | Refusal:
        """Uses a link up: the account has its password, and whoever chose it is signed in."""
        link = await run_in_threadpool(self.link, key)
        if link is None:
            return Refusal.LINK
        chosen = canonical(account, self._rules.domains) if link.purpose is Purpose.FIRST else link.account
        if chosen is None or ":" in chosen:
            return Refusal.NAME
        try:
            kept = await self.passwords.hashed(password)
        except ValueError:
            return Refusal.SHORT
        return await run_in_threadpool(self._accepted, key, link, chosen, name, kept, agent)

    def _accepted(self, key: str, link: Link, account: str, name: str, password: str, agent: str) -> Admitted | Refusal:
        known = self.keeper.get(account)
        if (known is None) is not (link.purpose is Purpose.FIRST):
            return Refusal.TAKEN if known is not None else Refusal.LINK
        if self.keeper.link(key, self._clock(), take=True) is None:
            return Refusal.LINK  # somebody was faster
        made = replace(known, password=password, name=known.name or name, wrong=0) if known else Account(account, name, FIRST, password)
        self.keeper.put(made)  # older sessions end
        self._tell(
            EventType.CONSOLE_ACCOUNT,
            {"account": account, "by": "link", "what": link.purpose.value, "roles": sorted(made.roles)},
        )
        stage = self._stage(made, frozenset())
        return self._begin(self._session(account, made.name, frozenset(), Source.LINK, stage, agent), made, "")

    # Parts of the above.

    def sealed(self, secret: bytes) -> str:
        """A secret under the console's key."""
        return self._box.encrypt(secret).decode()

    def unsealed(self, text: str) -> bytes | None:
        """The secret; None when the key is another one (another node's, or one lost)."""
        try:
            return self._box.decrypt(text.encode())
        except InvalidToken:
            return None

    def stands(self, session: Session) -> bool:
        """Whether a session has not ended by itself."""
        return not session.over(self._clock(), self._rules.limits)

    def told(self, kind: str, what: Mapping[str, object]) -> None:
        """Puts an act into the record. Blocking."""
        self._tell(kind, what)

    def now(self) -> datetime:
        """The time."""
        return self._clock()

    def _open(self, value: str) -> tuple[Session, Account | None] | None:
        found = self.keeper.session(value) if value else None
        if found is None or found[0].over(self._clock(), self._rules.limits) or (found[1] is not None and found[1].disabled):
            return None
        return found

    def _code(self, value: str, code: str) -> Admitted | Refusal:
        (session, known), now = self._open(value) or (None, None), self._clock()
        if session is None or session.stage is not Stage.CODE or known is None:
            return Refusal.OVER
        if known.rests_until(now):
            return self._refuse(known.account, Refusal.RESTS)
        if not self.proves(known, code):
            return self._refuse(known.account, Refusal.CODE)
        full = replace(session, id=secrets.token_hex(8), stage=Stage.FULL, began=now, seen=now)
        return self._begin(full, known, value)

    def proves(self, known: Account, code: str) -> bool:
        """Whether a code of the second factor, or a recovery code, is right; it is then used up. A wrong one counts. Blocking."""
        now = self._clock()
        with self._proving:  # one at a time, as with passwords
            if (known := self.keeper.get(known.account) or known).rests_until(now):
                return False
            secret = self.unsealed(known.secret) if known.secret else None
            step = second_factor.fits(secret, code, now, known.step) if secret is not None else None
            if (step is not None and self.keeper.use_step(known.account, step)) or self.keeper.use_code(
                known.account, second_factor.digest_of_code(code)
            ):
                return True
            self.keeper.wrong(known.account, now)
            return False

    def _stage(self, known: Account | None, granted: frozenset[Role]) -> Stage:
        if known is not None and known.secret:
            return Stage.CODE
        roles = granted | (known.roles if known else frozenset())
        asked = self._rules.second_factor
        return Stage.ENROL if asked == "everybody" or (asked == "privileged" and roles - {Role.EMPLOYEE}) else Stage.FULL

    def _session(self, account: str, name: str, granted: frozenset[Role], source: Source, stage: Stage, agent: str) -> Session:
        now = self._clock()
        pending = self.sealed(second_factor.new_secret()) if stage is Stage.ENROL else ""
        return Session(secrets.token_hex(8), account, name, granted, source, stage, now, now, agent, pending)

    def _begin(self, session: Session, known: Account | None, instead: str) -> Admitted:
        value = secrets.token_urlsafe(32)
        self.keeper.begin(session, value, instead=instead)
        if session.stage is not Stage.FULL:
            return Admitted(value, session.stage)
        if known is not None and known.wrong and session.source is not Source.PROVIDER:
            self.keeper.change(known.account, wrong=0, wrong_at=None)
        visitor = of_session(session, known, value)
        self._tell(
            EventType.CONSOLE_SIGNED_IN,
            {"account": session.account, "source": session.source.value, "roles": sorted(visitor.roles), "session": session.id},
        )
        return Admitted(value, session.stage, visitor)

    async def _refused(self, account: str, why: Refusal) -> Refusal:
        return await run_in_threadpool(self._refuse, account, why)

    def _refuse(self, account: str, why: Refusal) -> Refusal:
        self._tell(EventType.CONSOLE_REFUSED, {"account": account, "why": why.value})
        return why
