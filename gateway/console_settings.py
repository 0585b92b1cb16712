"""The settings of people at the console: sessions, the second factor, which groups give which role, the office's identity provider."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from gateway.accounts.role import Role
from gateway.section import Section


class ConsoleRoles(Section):
    """Groups of a directory or of the identity provider that give a role at sign-in, by their names or ids. Letter case does not matter."""

    employee: tuple[str, ...] = Field(
        (), description="Groups of employees; empty: everybody whom the people of the proxy, a directory or the provider prove."
    )
    head: tuple[str, ...] = Field(
        (), description="Groups of heads of departments, who file requests for AI tools and are told what their people report."
    )
    it_security: tuple[str, ...] = Field((), description="Groups of IT security: what was stopped, policy, health.")
    dpo: tuple[str, ...] = Field((), description="Groups of the data protection officer: breach cases, requests, sealed evidence.")
    working_group: tuple[str, ...] = Field((), description="Groups of the working group: the register of AI tools.")
    director: tuple[str, ...] = Field((), description="Groups of the director: what is open, what needs a signature.")
    administrator: tuple[str, ...] = Field((), description="Groups of administrators of the gateway: settings, people, the CA.")
    auditor: tuple[str, ...] = Field((), description="Groups of auditors, who read everything but sealed data and change nothing.")

    def of(self, groups: Iterable[str]) -> frozenset[Role]:
        """The roles that these groups give."""
        held = {group.casefold() for group in groups}
        found = {role for role in Role if any(group.casefold() in held for group in getattr(self, role.value))}
        if not self.employee and found != {Role.AUDITOR}:  # who audits only, may come from elsewhere, and does nothing of an employee's
            found.add(Role.EMPLOYEE)
        return frozenset(found)


class Sessions(Section):
    """How long people stay signed in."""

    idle_minutes: int = Field(30, ge=1, le=480, description="A session ends after so many minutes without a request.")
    hours: int = Field(10, ge=1, le=24, description="A session ends after so many hours whatever happens.")


class Oidc(Section):
    """Sign-in at the office's identity provider (OpenID Connect): Entra ID, Keycloak."""

    issuer: str = Field(description="The provider's issuer, such as `https://login.microsoftonline.com/<tenant>/v2.0`.")
    client_id: str = Field(min_length=1, description="Id of the console as a client of the provider.")
    client_secret_file: Path | None = Field(None, description="File with the client's secret; unset for a public client (PKCE alone).")
    redirect: str = Field(
        "", description="Where the provider sends people back; empty means `<publication.base_url>/sign-in/provider/back`."
    )
    scopes: tuple[str, ...] = Field(("openid", "profile", "email"), description="Scopes that are asked for.")
    account_claim: str = Field("preferred_username", min_length=1, description="Claim of the ID token that names the account.")
    groups_claims: tuple[str, ...] = Field(
        ("groups", "roles"),
        description="Claims with groups or roles, for `[console.roles]`; a dot goes one level down (`realm_access.roles`).",
    )
    ca: Path | None = Field(None, description="PEM file of the authorities of the provider's certificate; unset means the system's.")
    session_minutes: int = Field(
        60,
        ge=5,
        le=1440,
        description="A session that the provider does not renew (it gave no refresh token, or does not answer) ends after so many minutes.",
    )
    name: str = Field("", max_length=60, description="What the button is called, such as `Microsoft`; empty means a general word.")

    @model_validator(mode="after")
    def _secure(self) -> Self:
        address = urlsplit(self.issuer)
        if not address.hostname or (address.scheme != "https" and address.hostname not in {"127.0.0.1", "localhost", "::1"}):
            raise ValueError("issuer is written https://…; plain http is for 127.0.0.1 alone")
        if "openid" not in self.scopes:
            raise ValueError("scopes hold openid, or there is no ID token")
        return self


SecondFactor = Literal["privileged", "everybody", "nobody"]
TokenSignIn = Literal["until_administrator", "always", "never"]
