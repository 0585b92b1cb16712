"""The settings ``[feeds.<name>]``: where events, breach cases and chain heads go, and how."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, model_validator

from gateway.section import Section

type FeedName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
"""It names the feed in metrics, commands and the store, where its cursor stands under it."""

type Content = Literal["events", "cases", "heads"]

USUAL: dict[str, tuple[Content, ...]] = {
    "webhook": ("events", "cases", "heads"),
    "syslog": ("events", "cases", "heads"),
    "file": ("events", "cases", "heads"),
    "mail": ("cases",),
    "servicedesk": ("cases",),
}

BELONG: dict[str, frozenset[str]] = {
    "webhook": frozenset({"form", "batch", "url", "secret_file", "ca", "certificate", "key"}),
    "syslog": frozenset({"form", "host", "port", "transport", "ca", "certificate", "key"}),
    "mail": frozenset({"host", "port", "security", "ca", "sender", "recipients", "username", "password_file", "digest", "superior"}),
    "servicedesk": frozenset(
        {
            *("via", "url", "secret_file", "token_file", "ticket_field", "status_field", "status_url", "ca", "certificate", "key"),
            *("host", "port", "security", "sender", "recipients", "username", "password_file"),
        }
    ),
    "file": frozenset({"form", "path", "max_megabytes", "keep"}),
}
"""Which keys a kind has beside the common ones; another one is a mistake that is said at the start."""


class Feed(Section):
    """One way out. Everything that is sent is without personal data: codes, counts, times; never a text, a name or a pseudonym."""

    kind: Literal["webhook", "syslog", "mail", "servicedesk", "file"] = Field(description="What it is.")
    content: tuple[Content, ...] = Field(
        (), description="What it carries: `events`, breach `cases`, chain `heads` (daily). Empty: all three; mail and servicedesk: cases."
    )
    types: tuple[str, ...] = Field((), description="Only events of these types, such as `prompt.blocked`; empty means all.")
    cases: Literal["all", "left"] = Field("all", description="Breach cases: all, or those in which something may have left.")
    routes: tuple[Literal["superior", "head_of_office"], ...] = Field(
        (),
        description="Only self-reported cases of these routes: a mail feed to the head of office takes `head_of_office`, the reports of "
        "elected members; empty means every case.",
    )
    departments: tuple[str, ...] = Field(
        (), description="Only cases of these departments: a mail feed to their heads; empty means every case."
    )
    superior: bool = Field(
        False,
        description="Mail: only that a suspected breach was reported, to the reporter's superior as `[people.ldap]` names them; "
        "`recipients` get the reports of those whose superior or address nobody knows.",
    )
    start: Literal["now", "beginning"] = Field("now", description="Where a new feed begins: with what comes, or with the first event.")
    timeout_seconds: float = Field(10.0, gt=0, le=30, description="Longest wait for one answer of the receiver.")
    give_up_hours: float = Field(
        24.0, gt=0, le=720, description="After so long one item that a reachable receiver keeps failing on becomes a dead letter."
    )
    form: Literal["usual", "cloudevents", "ocsf", "cef"] = Field(
        "usual",
        description="`cloudevents` (JSON), `ocsf` (findings 2006 and 2005, JSON) or `cef` (syslog and file); `usual` is CEF for syslog "
        "and CloudEvents otherwise.",
    )
    batch: int = Field(
        1, ge=1, le=1000, description="Webhook: most events in one POST, as a CloudEvents batch (a JSON array); 1 sends each alone."
    )
    url: str = Field("", repr=False, description="Where to send (https; http on this machine only).")
    secret_file: Path | None = Field(
        None, description="File with the signing secrets, `whsec_…`, one a line; while one is being changed, both sign."
    )
    token_file: Path | None = Field(None, description="File with a bearer token for the ServiceDesk's API.")
    ca: Path | None = Field(
        None, description="PEM file of the authorities that the receiver's certificate may come from; unset: the usual."
    )
    certificate: Path | None = Field(None, description="PEM certificate that this side shows.")
    key: Path | None = Field(None, description="Its private key.")
    host: str = Field("", description="The receiver's host name.")
    port: int = Field(0, ge=0, le=65535, description="Its port; 0 means the usual one (syslog 514 or 6514, mail 587 or 465).")
    transport: Literal["tls", "tcp", "udp"] = Field(
        "tls", description="Syslog: `tls` (RFC 5425), `tcp` (octet counting) or `udp`, of which nobody knows whether it arrived."
    )
    security: Literal["starttls", "tls", "none"] = Field("starttls", description="Mail: never without TLS but to this machine.")
    sender: str = Field("", description="Address that mail comes from.")
    recipients: tuple[str, ...] = Field((), description="Addresses that it goes to.")
    username: str = Field("", description="Account at the mail server; empty means none.")
    password_file: Path | None = Field(None, description="File with its password.")
    digest: Literal["off", "hourly", "daily"] = Field(
        "off", description="Mail: collect for the full hour or for 7 o'clock; what may have left is sent at once all the same."
    )
    via: Literal["json", "mail"] = Field("json", description="ServiceDesk: JSON to `url`, or mail with a structured subject.")
    ticket_field: str = Field("id", description="Where the ticket's number stands in the ServiceDesk's JSON answers, such as `data.id`.")
    status_field: str = Field("status", description="Where its status stands.")
    status_url: str = Field("", repr=False, description="Where the status is asked for, with `{ticket}`; empty means never.")
    path: Path | None = Field(None, description="File of JSON lines; older ones have .1, .2 … appended.")
    max_megabytes: int = Field(100, ge=1, le=10_000, description="Size at which a new file is begun.")
    keep: int = Field(10, ge=1, le=1_000, description="How many older files are kept.")

    @property
    def contents(self) -> tuple[Content, ...]:
        """What it carries."""
        return self.content or USUAL[self.kind]

    @property
    def written(self) -> Literal["cloudevents", "ocsf", "cef"]:
        """The form in which it writes."""
        if self.form == "usual":
            return "cef" if self.kind == "syslog" else "cloudevents"
        return self.form

    @property
    def by_mail(self) -> bool:
        """Whether it speaks SMTP."""
        return self.kind == "mail" or (self.kind == "servicedesk" and self.via == "mail")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        common = {"kind", "content", "types", "cases", "routes", "departments", "start", "timeout_seconds", "give_up_hours"}
        for name, field in type(self).model_fields.items():
            # Not "was set": a node's processes read settings that another one wrote down whole.
            if name not in common | BELONG[self.kind] and getattr(self, name) != field.default:
                raise ValueError(f"{name} is not for a {self.kind}; remove it")
        for name in self._needed():
            if not getattr(self, name):
                raise ValueError(f"a {self.kind} needs {name}")
        if (self.certificate is None) != (self.key is None):
            raise ValueError("certificate and key go together; set both or neither")
        if self.batch > 1 and self.written != "cloudevents":
            raise ValueError("a batch is of cloudevents; set form to cloudevents, or batch to 1")
        if self.form == "cef" and self.kind == "webhook":
            raise ValueError("a webhook carries cloudevents or ocsf")
        for url in (self.url, self.status_url):
            if url and not _safe(url):
                raise ValueError("an address begins with https://; http:// only to this machine")
        if self.status_url and "{ticket}" not in self.status_url:
            raise ValueError("status_url holds {ticket}")
        if self.by_mail and self.security == "none" and not _loopback(self.host):
            raise ValueError("security none is for a mail server on this machine only; use starttls or tls")
        if self.superior and (self.contents != ("cases",) or self.digest != "off"):
            raise ValueError("a mail to superiors carries cases only, each at once; remove content and digest")
        if self.kind == "servicedesk" and set(self.contents) != {"cases"}:
            raise ValueError("a servicedesk carries cases only")
        return self

    def _needed(self) -> tuple[str, ...]:
        if self.by_mail:
            return ("host", "sender", "recipients")
        needed = {"webhook": ("url", "secret_file"), "syslog": ("host",), "servicedesk": ("url",), "file": ("path",)}
        return needed[self.kind]


def _safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and _loopback(parts.hostname or "")))
    except ValueError:
        return False


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
