"""Kerberos: the bindings, the keytab, and the principal's keys in it."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.doctor.api import Check, Result, fault, ok
from gateway.doctor.around import Around
from gateway.errors import UserError
from gateway.people.kerberos import Negotiate
from gateway.people.keytab import NotAKeytab, keys


def run(around: Around) -> Iterator[Result]:
    """Only where it is set."""
    settings = around.settings.people.kerberos
    if settings is None:
        yield ok("Kerberos is not set")
        return
    try:
        Negotiate(settings, around.settings.people.domains)
        held = keys(settings.keytab.read_bytes())
    except UserError as error:
        yield fault(str(error), "see Kerberos in docs/admin.md")
        return
    except OSError as error:
        yield fault(
            f"people.kerberos.keytab: {settings.keytab} cannot be read ({error.strerror})",
            f"give it to the gateway's user: chown celnice: {settings.keytab}, chmod 600",
        )
        return
    except NotAKeytab:
        yield fault(f"{settings.keytab} is no keytab, or was cut on its way", "export it with ktpass, and copy it as a binary file")
        return
    ours = [key for key in held if key.principal == settings.service]
    alike = next((key.principal for key in held if key.principal.lower() == settings.service.lower()), "")
    if any(key.strong for key in ours):
        yield ok(f"the keytab has a key of {settings.service}")
    elif ours:
        yield fault(
            f"the keytab has keys of {settings.service} only of kinds that are no longer taken (RC4, DES)",
            "allow AES 256 for the account in Active Directory, then export it anew with ktpass -crypto AES256-SHA1",
        )
    elif alike:
        yield fault(
            f"the keytab has a key of {alike}, people.kerberos.service is {settings.service}",
            "write both alike: HTTP and the realm in capitals, the host's name in small letters",
        )
    else:
        yield fault(
            f"the keytab has no key of {settings.service}",
            "export it for this very principal, with the name that clients have for the proxy",
        )


CHECK = Check("kerberos", 140, run)
