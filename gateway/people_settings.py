"""The settings ``[people]``: who may use the gateway, and how it learns who asks. Without them nobody is known and nobody is asked."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from gateway.section import Section

type Way = Literal["header", "certificate", "addresses", "kerberos", "local", "ldap", "keys"]


class Ldap(Section):
    """Passwords and groups from LDAP or Active Directory. Over TLS only."""

    servers: tuple[str, ...] = Field(min_length=1, description="`ldaps://dc1.urad.cz`, or `ldap://…`, which then begins with StartTLS.")
    ca: Path | None = Field(None, description="PEM file of the authorities of the servers' certificates; unset means the system's.")
    bind_dn: str = Field(min_length=1, description="Account that searches.")
    bind_password_file: Path = Field(description="File with its password.")
    base: str = Field(min_length=1, description="Where accounts are searched, such as `dc=urad,dc=cz`.")
    user_filter: str = Field(
        "(&(objectClass=user)(sAMAccountName={account})(!(userAccountControl:1.2.840.113556.1.4.803:=2)))",
        description="Finds one account; `{account}` is its name. The default is Active Directory's, without disabled accounts.",
    )
    account_attribute: str = Field(
        "",
        description="The attribute whose value is the account, whatever was typed; empty means the first that `user_filter` compares.",
    )
    groups: Literal["member_of", "chain", "search"] = Field(
        "chain",
        description="Groups of a person: `member_of` reads that attribute; `chain` asks Active Directory for nested ones; `search` follows "
        "`group_filter` upwards, on any server.",
    )
    group_base: str = Field("", description="Where groups are searched; empty means `base`.")
    group_filter: str = Field("(|(member={dn})(uniqueMember={dn}))", description="Groups that hold `{dn}` themselves.")
    group_attribute: str = Field("cn", min_length=1, description="The name of a group in the register and the policy.")
    manager_attribute: str = Field(
        "manager", description="Names a person's superior, who is told what the person reports; empty: superiors are not looked up."
    )
    mail_attribute: str = Field("mail", min_length=1, description="A person's address, for mail to superiors.")
    timeout_seconds: int = Field(5, ge=1, le=30, description="Longest wait for one answer of a server.")
    cache_seconds: float = Field(60.0, ge=0, le=600, description="How long a checked password and the groups of a person are believed.")

    @model_validator(mode="after")
    def _spelt(self) -> Self:
        if any(not server.startswith(("ldaps://", "ldap://")) for server in self.servers):
            raise ValueError("servers are written ldaps://host or ldap://host")
        if "{account}" not in self.user_filter or "{dn}" not in self.group_filter:
            raise ValueError("user_filter holds {account} and group_filter holds {dn}")
        return self


class Kerberos(Section):
    """Negotiate with Kerberos tickets. Needs the extra `celnice[kerberos]`; groups come from `[people.ldap]`."""

    keytab: Path = Field(description="The service's keytab, readable by the gateway only.")
    service: str = Field(min_length=1, description="The service's principal: `HTTP/proxy.urad.cz@URAD.CZ`.")


class Certificate(Section):
    """Client certificates, on a port that speaks TLS itself, or passed on by a front proxy that ended TLS."""

    ca: Path = Field(description="PEM file of the authorities that sign certificates of employees.")
    crl: Path | None = Field(None, description="Their list of revoked certificates; one out of date refuses everybody.")
    account: Literal["upn", "email", "cn"] = Field("upn", description="What names the account: the UPN or e-mail of the SAN, or the CN.")
    header: str = Field("", description="Header with the certificate (PEM in percent-encoding, or DER in base64) from one of `proxies`.")
    proxies: tuple[str, ...] = Field((), description="Addresses of the front proxies that are believed.")


class Header(Section):
    """A front proxy that has already asked who it is."""

    name: str = Field(min_length=1, description="Header with the account, such as `X-Remote-User`.")
    groups: str = Field("", description="Header with groups between commas; empty means groups come from `[people.ldap]`.")
    proxies: tuple[str, ...] = Field(min_length=1, description="Addresses of the front proxies that are believed; nobody else is.")

    @model_validator(mode="after")
    def _addresses(self) -> Self:
        for peer in self.proxies:
            ipaddress.ip_address(peer)
        return self


class Addresses(Section):
    """Which person sits at which address. For machines with one user only."""

    file: Path = Field(description="Lines `address,account,until` (`10.1.2.3,jana.novakova,2026-11-22T16:00:00+01:00`), read when changed.")


class People(Section):
    """Who asks. Ways are tried in `order`; without any, nobody is known and nobody is asked."""

    order: tuple[Way, ...] = Field(
        (), description="Ways in which a person is known, in order: header, certificate, addresses, kerberos, local, ldap, keys."
    )
    domains: tuple[str, ...] = Field(
        (), description="The office's own realms and domains: `jana@urad.cz` and `URAD\\jana` are then `jana`."
    )
    department_prefix: str = Field(
        "", max_length=40, description="Directory groups that name a department begin so, such as `odbor-`; empty: no department is known."
    )
    readers: tuple[Path, ...] = Field((), description="PEM public keys (X25519) to which real names are sealed; empty: none is kept.")
    notice_required: bool = Field(False, description="Whether a person must have read the notice of checking before the first use.")
    notice_version: str = Field("1", min_length=1, max_length=40, description="Its version; a new one is asked of everybody again.")
    training_required: bool = Field(False, description="Whether a person must have been trained (`celnice users trained`) before use.")
    training_days: int = Field(730, ge=1, description="For how many days a training counts.")
    stale_seconds: float = Field(900.0, gt=0, description="How long users and keys are believed while the store is away.")
    ldap: Ldap | None = Field(None, description="LDAP or Active Directory.")
    kerberos: Kerberos | None = Field(None, description="Kerberos.")
    certificate: Certificate | None = Field(None, description="Client certificates.")
    header: Header | None = Field(None, description="A header of a front proxy.")
    addresses: Addresses | None = Field(None, description="A map of addresses.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if len(set(self.order)) != len(self.order):
            raise ValueError("order names a way twice")
        for way in self.order:
            if way not in {"local", "keys"} and getattr(self, way) is None:
                raise ValueError(f"order names {way}, but there is no [people.{way}]")
        if not self.order and (self.notice_required or self.training_required):
            raise ValueError("notice_required and training_required need to know who asks; fill in order")
        return self
