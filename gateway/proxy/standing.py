"""What a request is of an upload: found out when it is admitted, needed when it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from allowlist.answers import Approved
from gateway.extract.uploads.api import Finish, Part
from gateway.model import RequestHead
from gateway.pipeline import Request
from gateway.uploads.desk import Recognised, Unheld


@dataclass(frozen=True, slots=True)
class Standing:
    """What one request is of an upload: a step of a protocol, and the address that its tool handed out, if it goes to one."""

    found: Recognised | Unheld | None
    address: str | None = field(default=None, repr=False)
    conversation: str | None = None
    """Key of the conversation that the request for the address belonged to."""
    files: tuple[str, ...] = ()
    """Digests of the file's ids, where the tool told them with the address."""


_IN_JSON = frozenset({"grok_web_upload", "m365_copilot_upload"})
"""Formats whose JSON holds the file itself. Any other JSON about uploads announces or ends one."""


def carries_file(request: Request, found: Recognised | Unheld | None) -> bool:
    """Whether a request that customs let pass brings a file to its end: it carries one whole, or the last of its pieces."""
    if found is None:
        media = (request.head.header("content-type") or "").partition(";")[0].strip().lower()
        return bool(request.raw) and (not media.endswith("json") or request.admitted.format in _IN_JSON)
    return isinstance(found, Recognised) and isinstance(found.step, Part | Finish)


@dataclass(frozen=True, slots=True)
class Ticketed:
    """A request to an address that was handed out."""

    approved: Approved
    head: RequestHead
    address: str = field(repr=False)
    conversation: str | None
    files: tuple[str, ...] = ()
    """As in :class:`Standing`."""
