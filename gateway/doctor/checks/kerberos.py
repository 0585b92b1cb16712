"""Kerberos: the bindings, the keytab, and the principal in it."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.doctor.api import Check, Result, fault, ok
from gateway.doctor.around import Around
from gateway.errors import UserError
from gateway.people.kerberos import Negotiate

KEYTAB_HEAD = b"\x05\x02"
"""A keytab's version (MIT: the keytab file format)."""


def run(around: Around) -> Iterator[Result]:
    """Only where it is set."""
    settings = around.settings.people.kerberos
    if settings is None:
        yield ok("Kerberos is not set")
        return
    try:
        Negotiate(settings, around.settings.people.domains)
        content = settings.keytab.read_bytes()
    except UserError as error:
        yield fault(str(error), "see docs/people.md, Active Directory with Kerberos")
        return
    except OSError as error:
        yield fault(
            f"people.kerberos.keytab: {settings.keytab} cannot be read ({error.strerror})", "let the gateway's user read it: mode 0600"
        )
        return
    service, _, realm = settings.service.partition("@")
    named = all(part.encode() in content for part in (*service.split("/"), realm) if part)
    if not content.startswith(KEYTAB_HEAD):
        yield fault(f"{settings.keytab} is no keytab", "export it with ktpass or ktutil (docs/people.md)")
    elif not named:
        yield fault(
            f"the keytab has no key of {settings.service}",
            "export it for this very principal, with the name that clients have for the proxy",
        )
    else:
        yield ok(f"the keytab has a key of {settings.service}")


CHECK = Check("kerberos", 140, run)
