"""Negotiate (RFC 4559) with Kerberos tickets (RFC 4121), as proxy authentication. The library is loaded only when this is configured.

No key distribution centre is asked here: the client brings a ticket that the keytab opens. So when the centre is down, whoever has a
ticket goes on working, and whoever has none is told to sign in to Windows again.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Collection
from pathlib import Path
from typing import Any

from gateway.errors import UserError
from gateway.people.account import canonical
from gateway.people.api import Account, Asked, Broken, Found, Leg, Wrong
from gateway.people.basic import scheme
from gateway.people_settings import Kerberos

CHALLENGE = "Negotiate"
MAX_TOKEN = 64 * 1024
"""A ticket with a thousand groups has 48 kB (MaxTokenSize of Windows)."""

NTLM = b"NTLMSSP\x00"
SESSION = "kerberos"
REPLAYS = "kerberos-replays"
"""In the data folder: which tickets were seen within the last minutes, one file for all processes of a node. The library's own place is
``/var/tmp``, which an image with a read-only root has not: there every ticket would be refused."""

EXPIRED = "ticket expired"
CLOCKS = ("clock skew", "not yet valid")
"""Parts of MIT Kerberos' messages (krb5_err.et). Its numbers do not come through: the layer above renumbers them as they first occur. In
another language, or from another library, the answer is the plain one: not proved."""


def library() -> Any:
    """The bindings. UserError when they are not installed."""
    try:
        import gssapi  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415  # an optional extra
    except (ImportError, OSError):
        raise UserError(
            "people.kerberos: the bindings are missing; with the Debian package: apt install libgssapi-krb5-2, "
            "elsewhere: install celnice[kerberos]"
            " (which needs gcc, python3-dev and libkrb5-dev)"
        ) from None
    return gssapi


class Negotiate:
    """The way ``kerberos``."""

    name = "kerberos"
    challenge = CHALLENGE

    def __init__(self, settings: Kerberos, domains: Collection[str] = (), data: Path | None = None) -> None:
        self._gssapi = library()
        self._settings = settings
        self._domains = domains
        self._store = {"keytab": f"FILE:{settings.keytab}"}
        if data is not None:
            self._store["rcache"] = f"file2:{data.absolute() / REPLAYS}"
        if not settings.keytab.is_file():
            raise UserError(f"people.kerberos.keytab: there is no file {settings.keytab}; export it with ktpass or ktutil")
        if settings.keytab.stat().st_mode & 0o007:
            raise UserError(
                f"people.kerberos.keytab: every user of the machine may read {settings.keytab}: chown it to the gateway's, chmod 600"
            )

    async def identify(self, asked: Asked) -> Found:
        """Account of the ticket; another leg when the client has more to say."""
        found = scheme(asked)
        if found is None or isinstance(found, Wrong):
            return found
        if found[0] != "negotiate":
            return None
        try:
            token = base64.b64decode(found[1], validate=True)
        except binascii.Error:
            return Wrong.MALFORMED
        if not token or len(token) > MAX_TOKEN:
            return Wrong.MALFORMED
        if token.startswith(NTLM):
            return Wrong.NTLM
        return await asyncio.to_thread(self._step, asked, token)

    def _step(self, asked: Asked, token: bytes) -> Found:
        gssapi = self._gssapi
        try:
            context: Any = asked.session.pop(SESSION, None) or self._context()
        except gssapi.exceptions.GSSError:
            return Broken.SETUP
        try:
            answer = context.step(token)
            complete = bool(context.complete)  # an error that comes with a token for the client is raised here
        except gssapi.exceptions.GSSError as error:
            return self._reason(error)
        if not complete:
            asked.session[SESSION] = context
            return Leg(f"Negotiate {base64.b64encode(answer or b'').decode('ascii')}")
        principal = str(context.initiator_name)
        user = principal.partition("@")[0]
        account = None if "/" in user or "\\" in user else canonical(principal, self._domains)
        return Account(account) if account else Wrong.ACCOUNT

    def _context(self) -> Any:
        gssapi = self._gssapi
        name = gssapi.Name(self._settings.service, gssapi.NameType.kerberos_principal)
        return gssapi.SecurityContext(creds=gssapi.Credentials(name=name, usage="accept", store=self._store), usage="accept")

    def _reason(self, error: Any) -> Wrong | Broken:
        """From the library's message, of which nothing goes further: it may hold principals."""
        gssapi = self._gssapi
        if isinstance(error, gssapi.exceptions.MissingCredentialsError):
            return Broken.SETUP
        said = " ".join(error.get_all_statuses(error.min_code, False)).lower()
        if EXPIRED in said:
            return Wrong.EXPIRED
        return Wrong.CLOCK if any(part in said for part in CLOCKS) else Wrong.CREDENTIALS
