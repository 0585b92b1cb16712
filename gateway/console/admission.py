"""What comes of trying to sign in: values of :mod:`gateway.console.reception`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from gateway.accounts.role import Role
from gateway.accounts.session import Limits, Stage
from gateway.console.renewing import Renew
from gateway.console.visitor import Visitor
from gateway.console_settings import SecondFactor


class Refusal(StrEnum):
    """Why somebody is not let in. Texts stand under ``sign_in.<value>``."""

    WRONG = "wrong"  # unknown, disabled, or not that password; which of them is nobody's business
    RESTS = "rests"  # too many wrong ones in a row
    CODE = "code_wrong"
    DIRECTORY = "directory"  # nobody can be asked now
    OVER = "over"  # it took too long between the password and the code
    SHORT = "short"  # a new password that is too short
    TAKEN = "taken"  # an account of that name is there already
    NAME = "name"  # that is no name of an account
    LINK = "link_over"
    SUBJECT = "subject"  # proved, but the account is somebody else's, as the provider or directory knows them
    ENDED = "ended"  # the provider no longer stands behind a session
    LOGGED_OUT = "logged_out"  # the provider says that its person signed out there
    ROLE = "no_role"  # proved, but neither groups nor an account here give a role


@dataclass(frozen=True, slots=True)
class Admitted:
    """A session's cookie, and how far it has come."""

    value: str = field(repr=False)
    stage: Stage
    visitor: Visitor | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say of it. ``groups`` are the roles of a directory's groups."""

    limits: Limits
    second_factor: SecondFactor
    groups: Callable[[frozenset[str]], frozenset[Role]]
    domains: tuple[str, ...] = ()
    unrenewed: timedelta = timedelta(hours=1)
    """How long a session of the provider goes on that it does not renew."""
    renew: Renew | None = None
    """Asks the provider about a session; None where there is none."""
