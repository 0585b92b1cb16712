"""What the proxy needs from the rest of the house. ``main.py`` puts the real parts in; tests put in small real ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from allowlist.answers import Forbidden, Match, NotApproved
from allowlist.match import HostMatch
from allowlist.person import Person
from allowlist.service import HandedOut
from gateway.act.scope import Kept, Scope
from gateway.decide.choice import Clearance
from gateway.model import Door, File, FileRead, OpaqueReason, Scan, ScanOutcome, Segment
from gateway.record.event import Event, Fingerprint
from gateway.record.evidence import Mark


class Detect(Protocol):
    """Detection, in other processes. Never raises for a text it could not scan: that one comes back Unscanned."""

    async def __call__(self, texts: Sequence[str]) -> Sequence[Scan]:
        """One scan per text, in order."""


class Documents(Protocol):
    """Reading of files, in processes of their own. Never raises for a file it could not read: that one comes back as its reason."""

    async def __call__(self, files: Sequence[File]) -> Sequence[FileRead]:
        """What each file holds, in order."""


class Rewrite(Protocol):
    """Puts a file together again with tokens in place of values, in a process of its own. Never raises for a file."""

    async def __call__(self, file: File, changes: Sequence[tuple[str, str]]) -> bytes | OpaqueReason:
        """The new file, or why there is none."""


class Files(Protocol):
    """What is known of files that lie at providers (:mod:`gateway.parts.known_files`)."""

    def digests(self, tool: str, ids: Iterable[str]) -> tuple[bytes, ...]:
        """What is kept of these ids."""

    def add(self, digests: Iterable[bytes]) -> None:
        """Notes that these files were scanned."""

    async def all_known(self, tool: str, ids: Iterable[str]) -> bool:
        """Whether each was scanned when it was uploaded, on any node. False where nobody can say."""


class Register(Protocol):
    """The register of approved tools, bound to today's settings."""

    def match(self, host: str, port: int, method: str, path: str, now: datetime, person: Person | None = None) -> Match:
        """What a request of this person may do (DESIGN, *admit*); None: nobody is known."""

    def match_host(self, host: str, port: int, now: datetime) -> HostMatch:
        """What a CONNECT may do, before anything else is known."""

    def door(self, answer: NotApproved | Forbidden, now: datetime) -> Door:
        """What the page of a closed service says."""

    def tenant_headers(self, tool: str, host: str) -> tuple[tuple[str, str], ...]:
        """Which headers hold the vendor to the office's account on this host."""

    def tenant_names(self, tool: str) -> frozenset[str]:
        """Those headers' names in lower case, on any host of the tool: no client sets them."""

    def logged_out(self, tool: str, operation: str) -> bool:
        """Whether an operation works without the account that the tool is held to."""

    def canonical(self, host: str) -> str | None:
        """The one spelling of a host name; None when it is none (an address, or not a name at all)."""

    def entrance(self, tool: str) -> str | None:
        """The host behind ``/{tool}/…`` of the base-URL entrance."""

    def recorded(self, host: str) -> str:
        """What may be written down of a host."""

    def dialect(self, tool: str) -> str | None:
        """The wire format whose refusals the tool's clients understand, where one is known."""

    def handed_out(self, tool: str, operation: str) -> tuple[HandedOut, ...]:
        """Which addresses the answers of an operation hand out for uploads."""

    def hands_out(self, host: str) -> bool:
        """Whether any service hands out addresses on hosts like this canonical one."""

    def pin(self, host: str) -> tuple[str, int] | None:
        """The fixed address of a host, when the register entry has one."""


class Recorder(Protocol):
    """The node's spool, seen from the event loop."""

    async def put(self, event: Event) -> None:
        """Returns when the event is durable; raises :class:`~gateway.record.sink.SinkUnavailable`."""

    async def ready(self) -> bool:
        """Whether nothing waits: False while earlier events could not be written, and then nothing may pass."""


class Evidence(Protocol):
    """Seals what an office keeps beside an event, to keys that the gateway does not have (:mod:`gateway.record.evidence`)."""

    async def __call__(self, event: Event, segments: Sequence[Segment], marks: Sequence[Mark]) -> None:
        """Returns when it is durable, or when nothing is kept; raises :class:`~gateway.record.sink.SinkUnavailable`."""


class Vault(Protocol):
    """The tables of tokens that are kept, seen from the event loop. Both raise :class:`~gateway.act.scope.VaultUnavailable`."""

    async def load(self, scope: Scope) -> Kept:
        """What is kept of a scope; an empty table where there is nothing."""

    async def keep(self, scope: Scope, kept: Kept) -> bool:
        """Returns when the table is durable; False when another process has changed it since."""


class Clearances(Protocol):
    """Choices that employees made for a stopped text."""

    async def __call__(self, mark: str, at: datetime) -> Clearance | None:
        """Takes the choice made for the text of this mark, once; None when there is none, or nobody can say."""


class Fingerprinter(Protocol):
    """Makes fingerprints of found values with the key of the running period."""

    def __call__(self, entity: str, value: str, at: datetime) -> Fingerprint:
        """The fingerprint of one value."""


class Meter(Protocol):
    """Counts. One file knows Prometheus; the proxy only says what it saw."""

    def request(self, tool: str, verdict: str, scan: ScanOutcome, entrance: str) -> None:
        """One judged request."""

    def finding(self, entity: str, count: int) -> None:
        """Findings that were acted on."""

    def stage(self, name: str, seconds: float) -> None:
        """How long a stage took."""

    def refusal(self, reason: str) -> None:
        """A request or CONNECT that admission refused."""

    def boundary_fault(self, stage: str) -> None:
        """The fail-closed boundary caught something."""

    def connection_refused(self, reason: str) -> None:
        """Bytes that were neither TLS nor HTTP, a wrong SNI, a foreign peer."""

    def provider_unreached(self, reason: str) -> None:
        """A provider could not be dialled."""
