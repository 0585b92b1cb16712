"""Settings of the ports: where they listen, who may connect, and how much one may take."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gateway.console_settings import ConsoleRoles, Oidc, SecondFactor, Sessions, TokenSignIn
from gateway.network import within
from gateway.section import Section

type Port = Annotated[int, Field(ge=0, le=65535)]


class Listener(Section):
    """A port. Beyond loopback it needs TLS of its own, or one front proxy that is the only peer it accepts."""

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: Port = Field(0, description="Port to listen on; 0 lets the system choose (tests).")
    tls_certificate: Path | None = Field(None, description="PEM certificate chain of this port, for listening beyond loopback.")
    tls_key: Path | None = Field(None, description="PEM private key of `tls_certificate`.")
    front_proxies: tuple[str, ...] = Field(
        (), description="Addresses or networks of front proxies (HAProxy, a load balancer); only they are then accepted as peers."
    )

    @model_validator(mode="after")
    def _guarded(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key go together; set both or neither")
        for peer in self.front_proxies:
            ipaddress.ip_network(peer)
        if not self.loopback and self.tls_certificate is None and not self.front_proxies:
            raise ValueError(f"host {self.host} is beyond loopback without TLS; set tls_certificate and tls_key, or front_proxies")
        return self

    def is_front(self, address: str) -> bool:
        """Whether a peer is one of the front proxies."""
        return within(address, self.front_proxies)

    @property
    def loopback(self) -> bool:
        """Whether the port is reachable from this machine only."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


class Behind(Listener):
    """A port that may stand behind a load balancer which passes TCP on and says who the client is."""

    proxy_protocol: bool = Field(
        False, description="Front proxies say the client's address by the PROXY protocol, version 1 or 2 (HAProxy: `send-proxy-v2`)."
    )

    @model_validator(mode="after")
    def _said_by_fronts(self) -> Self:
        if self.proxy_protocol and not self.front_proxies:
            raise ValueError("proxy_protocol believes what the peer says; set front_proxies to the addresses that may say it")
        return self


class Proxy(Behind):
    """The forward proxy (CONNECT)."""

    port: Port = Field(8080, description="Port of the forward proxy.")
    workers: int = Field(1, ge=1, le=64, description="Proxy processes that share the port; one per core.")
    outside: Literal["deny", "tunnel"] = Field(
        "deny", description="Hosts outside the catalogue: `deny` answers CONNECT with 403, `tunnel` passes them on undecrypted."
    )
    max_request_bytes: int = Field(
        10 * 1024 * 1024, ge=1024, description="Largest request body, as sent and after decoding, in bytes; above it the body is opaque."
    )
    upstream_ca: Path | None = Field(None, description="PEM file of further certificate authorities trusted for providers.")
    max_connections: int = Field(
        8192, ge=1, le=1_000_000, description="Client connections of one proxy process; above it new ones are closed at once."
    )
    max_connections_per_address: int = Field(
        0, ge=0, le=1_000_000, description="Of one client address in one proxy process; 0 is no limit (a whole office may share one)."
    )
    slowest_body: int = Field(
        256, ge=0, le=1_000_000, description="Bytes per second that a request's body must come with, over half a minute; 0 is no limit."
    )
    drain_seconds: int = Field(
        300, ge=0, le=86_400, description="How long answers under way may go on in the old processes after `systemctl reload` (SIGHUP)."
    )
    stop_seconds: int = Field(
        30,
        ge=0,
        le=3_600,
        description="How long answers under way may go on after `systemctl stop` (SIGTERM); a second signal ends at once.",
    )
    ca_names: Literal["any", "catalogue", "register"] = Field(
        "any", description="What the authority made at first start may sign for: `any` host, the `catalogue`'s, or of `[tools]` only."
    )


class Transparent(Section):
    """The port to which the network redirects connections of devices that know no proxy (docs/network.md)."""

    port: Port = Field(0, description="Port that the network redirects TCP 443 to; 0 is none.")
    hosts: tuple[str, ...] = Field(("0.0.0.0", "::"), description="Addresses to listen on.")  # redirected from any network


class Entrance(Behind):
    """The base-URL entrance for SDKs that cannot use a proxy."""

    port: Port = Field(8081, description="Port of the base-URL entrance, e.g. http://127.0.0.1:8081/openai/v1.")


class Console(Listener):
    """Console, API and metrics."""

    port: Port = Field(8082, description="Port of the console, the API and /metrics.")
    names: tuple[str, ...] = Field((), description="Further host names under which the console is reached, e.g. through a front proxy.")
    analyzer_open: bool = Field(
        False, description="Serve Presidio's analyzer API without a token, for clients that cannot send one; loopback only."
    )
    token_sign_in: TokenSignIn = Field(
        "until_administrator",
        description="Whether the token of automation also signs people in: `until_administrator` while none is there, `always`, `never`.",
    )
    second_factor: SecondFactor = Field(
        "privileged",
        description="Who needs a code beside the password: `privileged` is everybody with a role beyond employee, `everybody`, `nobody`. "
        "People of the identity provider are the provider's to ask.",
    )
    sessions: Sessions = Field(Sessions(), description="How long people stay signed in.")
    roles: ConsoleRoles = Field(ConsoleRoles(), description="Which groups give which role.")
    oidc: Oidc | None = Field(None, description="Sign-in at the office's identity provider.")

    @model_validator(mode="after")
    def _analyzer_on_loopback(self) -> Self:
        if self.analyzer_open and not self.loopback:
            raise ValueError("analyzer_open is for loopback only; set it to false, or host to 127.0.0.1")
        return self
