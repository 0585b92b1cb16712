"""Certificates that the office brought: of the ports, of authorities for providers, of feeds and people."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from cryptography import x509

from gateway.doctor.api import Check, Result, fault, ok
from gateway.doctor.around import Around
from gateway.doctor.checks.ca import valid
from gateway.settings import Settings

SOON = timedelta(days=21)
"""Three weeks: an office's own authority signs within days, and somebody is on holiday for two of them."""


def run(around: Around) -> Iterator[Result]:
    """Each file: readable, of one key, in force."""
    found = False
    for name, certificate, key in files(around.settings):
        found = True
        yield from _judged(name, certificate, key, around)
    if not found:
        yield ok("the office brought none")


def files(settings: Settings) -> Iterator[tuple[str, Path, Path | None]]:
    """Setting, certificates, and the key that belongs to the first of them."""
    for name in ("proxy", "entrance", "console"):
        listener = getattr(settings, name)
        if listener.tls_certificate:
            yield f"{name}.tls_certificate", listener.tls_certificate, listener.tls_key
    if settings.proxy.upstream_ca:
        yield "proxy.upstream_ca", settings.proxy.upstream_ca, None
    if settings.people.ldap and settings.people.ldap.ca:
        yield "people.ldap.ca", settings.people.ldap.ca, None
    if settings.people.certificate:
        yield "people.certificate.ca", settings.people.certificate.ca, None
    if settings.console.oidc and settings.console.oidc.ca:
        yield "console.oidc.ca", settings.console.oidc.ca, None
    for name, feed in settings.feeds.items():
        if feed.ca:
            yield f"feeds.{name}.ca", feed.ca, None
        if feed.certificate:
            yield f"feeds.{name}.certificate", feed.certificate, feed.key


def decisive(chain: Sequence[x509.Certificate], key: Path | None) -> x509.Certificate:
    """The one whose end counts: with a key the first, which is shown; of authorities the one that ends first."""
    return chain[0] if key is not None else min(chain, key=lambda one: one.not_valid_after_utc)


def _judged(name: str, path: Path, key: Path | None, around: Around) -> Iterator[Result]:
    try:
        chain = x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        yield fault(f"{name}: {path} cannot be read ({error.strerror})", "mend the path or the file's mode")
        return
    except ValueError:
        yield fault(f"{name}: {path} holds no certificate in PEM", "convert it: openssl x509 -inform der -in FILE -out FILE.pem")
        return
    if key is not None:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path, key)
        except PermissionError:
            yield fault(f"{name}: its key {key} cannot be read by this user", f"chown root:celnice {key}; chmod 640 {key}")
            return
        except OSError as error:  # ssl.SSLError among them
            yield fault(f"{name}: the key does not go with it ({type(error).__name__})", f"set the key that {path.name} was made with")
            return
    yield valid(f"{name}", decisive(chain, key), around.now(), "have a new one issued, put it in place, and restart", SOON)


CHECK = Check("certificates", 55, run)
