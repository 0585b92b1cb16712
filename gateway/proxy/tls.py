"""TLS on both sides: leaves for inspected hosts only, the upstream's certificate always verified."""

from __future__ import annotations

import logging
import os
import ssl
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from mitmproxy import certs, tls
from mitmproxy.addons.tlsconfig import TlsConfig
from mitmproxy.connection import Client
from mitmproxy.proxy.context import Context
from OpenSSL import SSL

from gateway.errors import UserError
from gateway.proxy.ca import Authority
from gateway.proxy.ca_names import permits, permitted
from gateway.proxy.ca_token import TokenKey, TokenUnreachable
from gateway.proxy.connections import Peers, Way
from gateway.proxy.leaf_signing import LeafSigning
from gateway.proxy.ports import Meter

logger = logging.getLogger(__name__)

LEAVES_KEPT = 1000
"""Hosts come from the catalogue, so this is room to spare."""

LEAF_RENEWED = timedelta(days=1)


class OfficeTls(TlsConfig):
    """mitmproxy's TLS settings, with our authority and our refusals.

    A handshake that is refused simply gets no context: mitmproxy then closes the connection, and no certificate was made.
    """

    def __init__(
        self,
        authority: Authority,
        peers: Peers,
        canonical: Callable[[str], str | None],
        meter: Meter,
        *,
        ask_for_certificate: bool = False,
        chain: Path | None = None,
    ) -> None:
        """``chain`` is a PEM file of what clients are sent behind a leaf (:func:`chain_file`)."""
        self._ask_for_certificate = ask_for_certificate
        self._asking_contexts: dict[Way, SSL.Context] = {}
        self._authority = authority
        self._permitted = permitted(authority.certificate)
        self._peers = peers
        self._canonical = canonical
        self._meter = meter
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._chain = chain
        self._leaves: OrderedDict[str, tuple[datetime, certs.CertStoreEntry]] = OrderedDict()
        self._own: dict[Way, certs.CertStoreEntry] = {}
        self._signing = LeafSigning(self._made, keep=self._keep)

    def configure(self, updated: set[str]) -> None:
        """Our authority stands in for mitmproxy's store on disk."""
        del updated
        if self.certstore is None:
            self.certstore = certs.CertStore(
                self._authority.key,
                certs.Cert(self._authority.certificate),
                None,
                b"",
                None,  # no finite-field Diffie-Hellman: the curves suffice
            )

    def serve_own(self, way: Way, certificate: Path, key: Path) -> None:
        """The office's own certificate for a port that listens beyond loopback."""
        try:
            chain = x509.load_pem_x509_certificates(certificate.read_bytes())
            private = serialization.load_pem_private_key(key.read_bytes(), None)
        except (OSError, ValueError) as error:
            raise UserError(f"{certificate} or {key} cannot be read ({type(error).__name__}); both are PEM files") from None
        entry = certs.CertStoreEntry(certs.Cert(chain[0]), private, certificate, [certs.Cert(c) for c in chain[1:]])  # type: ignore[arg-type]
        self._own[way] = entry

    def has_own(self, way: Way) -> bool:
        """Whether a port has a certificate of its own."""
        return way in self._own

    async def tls_clienthello(self, tls_clienthello: tls.ClientHelloData) -> None:
        """A leaf that a token must sign is signed beside the event loop, before the handshake goes on; others wait for nothing."""
        super().tls_clienthello(tls_clienthello)
        client = tls_clienthello.context.client
        peer = self._peers.of(client)
        if not isinstance(self._authority.key, TokenKey) or peer is None or peer.way is not Way.INSPECT:
            return
        if self._fresh(peer.host) is not None or self._refusal(peer.host, tls_clienthello.client_hello.sni):
            return
        try:
            await self._signing.leaf(peer.host)  # which keeps it
        except (TokenUnreachable, UserError) as error:
            logger.error("no certificate for %s: %s", peer.host, error)  # noqa: TRY400  # the reason says it all

    def tls_start_client(self, tls_start: tls.TlsData) -> None:
        """Only for the host of the CONNECT, and only if the SNI names it too."""
        assert isinstance(tls_start.conn, Client)  # noqa: S101
        peer = self._peers.of(tls_start.conn)
        if peer is None:
            return
        if peer.way is Way.INSPECT:
            if refusal := self._refusal(peer.host, tls_start.conn.sni):
                self._meter.connection_refused(refusal)
                return
            if isinstance(self._authority.key, TokenKey) and self._fresh(peer.host) is None:
                self._meter.connection_refused("ca_token")
                return
        elif not self.has_own(peer.way):
            self._meter.connection_refused("tls_to_port")
            return
        if self._ask_for_certificate and peer.way is not Way.INSPECT:
            tls_start.ssl_conn = SSL.Connection(self._asking(peer.way))
            tls_start.ssl_conn.set_accept_state()
        super().tls_start_client(tls_start)  # leaves a connection that is there already

    def _refusal(self, host: str, sni: str | None) -> str | None:
        """Why no certificate is made for the host of the CONNECT."""
        if sni is not None and self._canonical(sni) != host:
            return "sni_mismatch"
        return None if permits(self._permitted, host) else "ca_names"  # no client would take the certificate, so none is made

    def _asking(self, way: Way) -> SSL.Context:
        """Asks for a client certificate at a port of ours, and takes it as it is: gateway/people/certificate.py says whose it is, or none.

        Sessions are not resumed: each connection shows its certificate anew, with those that lead to its authority.
        """
        if way not in self._asking_contexts:
            entry = self._own[way]
            context = SSL.Context(SSL.TLS_SERVER_METHOD)
            context.set_min_proto_version(SSL.TLS1_2_VERSION)
            context.use_certificate_chain_file(str(entry.chain_file))
            context.use_privatekey(entry.privatekey)
            context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_RENEGOTIATION)
            context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
            context.set_verify(SSL.VERIFY_PEER, lambda *_: True)
            spoken = (b"h2", b"http/1.1") if way is Way.ENTRANCE else (b"http/1.1",)
            context.set_alpn_select_callback(
                lambda _, offered: next((one for one in spoken if one in offered), SSL.NO_OVERLAPPING_PROTOCOLS)
            )
            self._asking_contexts[way] = context
        return self._asking_contexts[way]

    def get_cert(self, conn_context: Context) -> certs.CertStoreEntry:
        """The leaf of the CONNECT's host, or the port's own certificate."""
        peer = self._peers.of(conn_context.client)
        if peer is None:
            raise LookupError("unknown peer")
        return self._leaf(peer.host) if peer.way is Way.INSPECT else self._own[peer.way]

    def _leaf(self, host: str) -> certs.CertStoreEntry:
        return self._fresh(host) or self._keep(host, self._made(host))

    def _made(self, host: str) -> x509.Certificate:
        return self._authority.leaf(host, self._key, datetime.now(UTC))

    def _fresh(self, host: str) -> certs.CertStoreEntry | None:
        made, entry = self._leaves.get(host, (None, None))
        return None if made is None or datetime.now(UTC) - made > LEAF_RENEWED else entry

    def _keep(self, host: str, leaf: x509.Certificate) -> certs.CertStoreEntry:
        entry = certs.CertStoreEntry(certs.Cert(leaf), self._key, self._chain, [])  # type: ignore[arg-type]  # annotated as RSA
        self._leaves[host] = (datetime.now(UTC), entry)
        while len(self._leaves) > LEAVES_KEPT:
            self._leaves.popitem(last=False)
        return entry

    request = None  # type: ignore[assignment]  # mitmproxy's would answer requests for a revocation list; our leaves name none


def chain_file(folder: Path, authority: Authority) -> Path | None:
    """A PEM file of everything between leaves and what devices trust; None when there is nothing between."""
    if not authority.sent:
        return None
    target = folder / f"chain.{os.getpid()}.pem"
    target.write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in authority.sent))
    return target


def trust_file(folder: Path, extra: Sequence[Path]) -> Path:
    """A PEM file of the authorities trusted for providers: the public ones, and further ones of the office."""
    bundle = Path(certifi.where()).read_text(encoding="utf-8")
    for path in extra:
        try:
            added = path.read_text(encoding="ascii")
            ssl.create_default_context().load_verify_locations(cadata=added)
        except (OSError, UnicodeDecodeError, ssl.SSLError) as error:
            raise UserError(f"proxy.upstream_ca: {path} cannot be read as PEM certificates ({type(error).__name__})") from None
        bundle = f"{bundle}\n{added}"
    target = folder / "upstream-trust.pem"
    temporary = folder / f"upstream-trust.{os.getpid()}.tmp"
    temporary.write_text(bundle, encoding="utf-8")
    temporary.replace(target)
    return target
