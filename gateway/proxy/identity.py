"""Who asks, at the door: at CONNECT for a whole connection, at the base-URL entrance for each request (a front proxy mixes people there).

What proves a person ends here: it is neither scanned nor sent on. With no ways configured nobody is known and nobody is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.serialization import Encoding
from mitmproxy import http
from mitmproxy.connection import Client

from allowlist.answers import Approved, Role
from allowlist.match import ToolHost
from gateway.model import RequestHead
from gateway.people.api import Asked, Broken, Leg, Nobody, Wrong
from gateway.people.chain import Chain, Identified
from gateway.people.duties import Duties
from gateway.people.keys import PLACES, PREFIX
from gateway.people.pseudonym import Known
from gateway.proxy.connections import Peer, Way
from gateway.proxy.ports import Register
from gateway.proxy.translate import bare
from gateway.record.event import EventType

ASK: Final = 407
REFUSE: Final = 403
"""Not a 5xx when the directory is away: clients ask again after those at once, all of them together."""

_KNOWN = "celnice.known"
_ENTRANCE = "celnice.entrance"
_PROOFS = frozenset({"proxy-authorization"})

WORDS: Mapping[Wrong | Broken | None, str] = {
    None: "Přihlaste se. / Sign in.",
    Wrong.CREDENTIALS: "Jméno nebo heslo nesouhlasí. / The name or the password is wrong.",
    Wrong.MALFORMED: "Přihlašovací údaje nelze přečíst. / The credentials cannot be read.",
    Wrong.BLOCKED: "Příliš mnoho chybných hesel, zkuste to za minutu. / Too many wrong passwords; try again in a minute.",
    Wrong.EXPIRED: "Lístek, klíč nebo certifikát už neplatí. / The ticket, key or certificate has expired.",
    Wrong.REVOKED: "Klíč nebo certifikát byl zneplatněn. / The key or certificate was revoked.",
    Wrong.CLOCK: "Hodiny tohoto počítače jdou špatně. / The clock of this computer is wrong.",
    Wrong.NTLM: "Chybí lístek Kerberos; odhlaste se a znovu přihlaste. / There is no Kerberos ticket; sign out and in again.",
    Wrong.TOOL: "Klíč je pro jiný nástroj. / The key is for another tool.",
    Wrong.ACCOUNT: "Účet není v adresáři nebo je zablokován. / The account is not in the directory, or is disabled.",
    Broken.UNREACHABLE: "Adresář uživatelů neodpovídá. / The directory of users does not answer.",
    Broken.REFUSED: "Brána se nemůže přihlásit k adresáři. / The gateway cannot sign in to the directory.",
    Broken.SETUP: "Přihlašování je chybně nastaveno. / Signing in is set up wrongly.",
    Broken.STALE: "Úložiště uživatelů je nedostupné. / The store of users cannot be reached.",
    Broken.BUSY: "Přihlašuje se příliš mnoho lidí najednou. / Too many people are signing in at once.",
}
"""What a person reads when a connection is refused before any tool could speak. Nothing in it tells whether an account exists."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why an approved operation is refused to this person."""

    reason: str
    link: str = field(default="", repr=False)
    kind: EventType | None = None


class Identity:
    """The ways, and what follows from who it is. ``chain`` None: nobody is asked."""

    def __init__(
        self,
        register: Register,
        chain: Chain | None = None,
        *,
        duties: Duties | None = None,
        provider_keys: Mapping[str, str] | None = None,
        private: frozenset[str] = frozenset(),
        suspended: Callable[[Known], bool] = lambda _known: False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``provider_keys`` are the vendors' real keys by tool; ``private`` are headers of front proxies, in lower case.

        ``suspended`` says whether the kill switch has stopped this person.
        """
        self._register = register
        self._chain = chain
        self._duties = duties if duties is not None and duties.any else None
        self._provider_keys = provider_keys or {}
        self._hidden = _PROOFS | private
        self._suspended = suspended
        self._clock = clock

    async def connect(self, flow: http.HTTPFlow, peer: Peer) -> http.Response | None:
        """Learns who opens a connection; the answer when nobody may. A connection that is known stays so."""
        if self._chain is None or peer.way is not Way.PROXY:
            return None
        found = await self._chain.identify(_asked(flow, peer))
        if isinstance(found, Known):
            peer.known = found
            return None
        return self._response(found)

    async def arrive(self, client: Client, peer: Peer) -> bool:
        """Learns who sits at a redirected connection, by its address alone; False when nobody is known and somebody should be."""
        if self._chain is None:
            return True
        found = await self._chain.identify(Asked(_address(client), (), (), session=peer.session))
        peer.known = found if isinstance(found, Known) else None
        return peer.known is not None

    async def request(self, flow: http.HTTPFlow, peer: Peer, head: RequestHead) -> tuple[RequestHead, str]:
        """The head with its person and without proofs; and why it is refused, "" when it is not."""
        flow.metadata[_ENTRANCE] = peer.way is Way.ENTRANCE
        bare_head = replace(head, headers=tuple(one for one in head.headers if one[0].lower() not in self._hidden))
        if self._chain is None:
            _hide(flow, self._hidden)
            return bare_head, ""
        found: Identified | None = peer.known
        if peer.way is Way.ENTRANCE:
            place = self._register.match_host(head.host, head.port, self._clock())
            found = await self._chain.identify(_asked(flow, peer, place.tool if isinstance(place, ToolHost) else "", entrance=True))
        _hide(flow, self._hidden)
        if not isinstance(found, Known):
            return bare_head, "directory_down" if isinstance(found, Broken) else "unidentified"
        flow.metadata[_KNOWN] = found
        return replace(bare_head, person=found.person), ""

    async def admitted(self, flow: http.HTTPFlow, head: RequestHead, approved: Approved) -> Lacking | None:
        """Holds an admitted request to the office's account: headers and key. Says what this person lacks, if anything."""
        known = flow.metadata.get(_KNOWN)
        if isinstance(known, Known) and self._suspended(known):
            return Lacking("suspended", kind=EventType.OPERATION_REFUSED)
        if self._register.logged_out(approved.tool, approved.operation):
            return Lacking("own_account", kind=EventType.OPERATION_REFUSED)
        if self._duties is not None and approved.role is not Role.AUTH:
            missing = await self._duties.missing(known.record, self._clock()) if isinstance(known, Known) else None
            if missing is not None:
                return Lacking(missing.reason, missing.link)
        headers = flow.request.headers
        for name in self._register.tenant_names(approved.tool):
            headers.pop(name, None)
        for name, value in self._register.tenant_headers(approved.tool, head.host):
            headers[name] = value
        return self._key(flow, approved.tool) if flow.metadata.get(_ENTRANCE) else None

    def still(self, flow: http.HTTPFlow, head: RequestHead, approved: Approved) -> str:
        """Why a message of an open WebSocket is refused although its handshake was admitted; "" when it is not."""
        known = flow.metadata.get(_KNOWN)
        if isinstance(known, Known) and self._suspended(known):
            return "suspended"
        now = self._register.match(head.host, head.port, head.method, head.path, self._clock(), head.person)
        return "" if isinstance(now, Approved) and now.tool == approved.tool else "not_approved"

    def _key(self, flow: http.HTTPFlow, tool: str) -> Lacking | None:
        """The vendor's key in place of the person's."""
        headers = flow.request.headers
        real = self._provider_keys.get(tool)
        sent = [place for place in PLACES if place in headers]
        if real is None:
            ours = any(PREFIX in value for place in sent for value in headers.get_all(place))
            return Lacking("no_provider_key") if ours else None  # a key of ours is nothing to a vendor, and none of his business
        for place in sent:
            del headers[place]
        place = sent[0] if sent else "authorization"
        headers[place] = f"Bearer {real}" if place == "authorization" else real
        return None

    def _response(self, found: Wrong | Broken | Leg | Nobody) -> http.Response:
        if isinstance(found, Leg):
            return _challenge("…", (found.challenge,))
        if isinstance(found, Nobody):
            return _challenge(WORDS[None], found.challenges) if found.challenges else bare(REFUSE, WORDS[None])
        challenges = self._chain.challenges if self._chain else ()
        if isinstance(found, Wrong) and challenges and found not in {Wrong.BLOCKED, Wrong.ACCOUNT}:
            return _challenge(WORDS[found], challenges)
        return bare(REFUSE, WORDS[found])


def _asked(flow: http.HTTPFlow, peer: Peer, tool: str = "", *, entrance: bool = False) -> Asked:
    client = flow.client_conn
    return Asked(
        address=_address(client),
        headers=tuple(flow.request.headers.items(multi=True)),
        certificates=tuple(one.to_cryptography().public_bytes(Encoding.DER) for one in client.certificate_list),
        tool=tool,
        entrance=entrance,
        session=peer.session,
    )


def _address(client: Client) -> str:
    return str(client.peername[0]) if client.peername else ""


def _hide(flow: http.HTTPFlow, names: frozenset[str]) -> None:
    for name in names:
        flow.request.headers.pop(name, None)


def _challenge(words: str, challenges: tuple[str, ...]) -> http.Response:
    response = bare(ASK, words)
    for challenge in challenges:
        response.headers.add("proxy-authenticate", challenge)
    return response
