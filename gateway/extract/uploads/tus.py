"""tus 1.0: ``POST`` announces a length, ``PATCH`` with ``Upload-Offset`` sends pieces, ``HEAD`` asks how much came, ``DELETE`` ends.

Pieces do not say how long the whole is; the first one has the provider asked (``HEAD``). The provider takes the whole in one ``PATCH`` from
offset 0. A ``POST`` that announces no length, carries bytes itself (creation-with-upload) or joins uploads (concatenation) is no step
here, and so is opaque. Source: tus.io, "Resumable upload protocol 1.0.x".
"""

from __future__ import annotations

from collections.abc import Sequence

from gateway.extract.api import Body
from gateway.extract.uploads import heads
from gateway.extract.uploads.api import Ahead, Ask, AtOnce, Begin, Drop, Fault, Held, Measure, Outgoing, Part, Step, UploadProtocol
from gateway.extract.uploads.target import target
from gateway.model import Answer, RequestHead

_VERSION = "tus-resumable"
_MEDIA = "application/offset+octet-stream"
_ASKS_WITH = frozenset({_VERSION, "authorization", "cookie", "user-agent", "accept"})
_STATUS = {Fault.OFFSET: 409, Fault.TOTAL: 413, Fault.GONE: 404, Fault.REFUSED: 400}
"""As the protocol gives them; 413 is its word for more than was announced."""


class Tus:
    """The protocol."""

    name = "tus"

    def step(self, head: RequestHead) -> Step | None:
        """By the method."""
        if head.header(_VERSION) is None:
            return None
        match head.method:
            case "POST":
                total, concatenated = heads.number(head, "upload-length"), bool(head.values("upload-concat"))
                bare = head.header("content-length") == "0" and not head.values("transfer-encoding")
                return Begin(total) if total is not None and bare and not concatenated else None
            case "PATCH":
                offset = heads.number(head, "upload-offset")
                right = offset is not None and (head.header("content-type") or "").lower() == _MEDIA
                return Part(target(head), offset if right else -1, measure=_measure(head) if offset == 0 else None)
            case "HEAD":
                return Ask(target(head))
            case "DELETE":
                return Drop(target(head))
            case _:
                return None

    def content(self, body: Body) -> bytes:
        """The body is the piece."""
        return body.content

    def held(self, head: RequestHead, held: Held, name: str) -> Answer:  # noqa: ARG002 - pieces have no names
        """204 for a piece, 200 for a question; both say how much has come."""
        said = [(_VERSION, "1.0.0"), ("upload-offset", str(held.size)), ("cache-control", "no-store")]
        if held.total is not None:
            said.append(("upload-length", str(held.total)))
        return Answer(200 if head.method == "HEAD" else 204, tuple(said), b"")

    def fault(self, fault: Fault, held: Held) -> Answer:  # noqa: ARG002 - the client asks for the offset with HEAD
        """The protocol's status, without a body."""
        return Answer(_STATUS[fault], ((_VERSION, "1.0.0"), ("cache-control", "no-store")), b"")

    def order(self, body: Body, names: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002 - pieces follow each other
        """As they came."""
        return tuple(names)

    def release(self, head: RequestHead, body: Body, whole: bytes, order: Sequence[str]) -> AtOnce | Ahead:  # noqa: ARG002
        """The last request, with all bytes from 0 on."""
        return AtOnce(heads.with_headers(head, {"upload-offset": "0"}, frozenset({"upload-checksum"})))


def _measure(head: RequestHead) -> Measure:
    kept = tuple((name, value) for name, value in head.headers if name.lower() in _ASKS_WITH)
    return Measure(Outgoing("HEAD", target(head), kept, b""), "upload-length")


PROTOCOL: UploadProtocol = Tus()
