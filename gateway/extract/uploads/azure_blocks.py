"""Azure's blocks: ``PUT …?comp=block&blockid=…`` for each, then ``PUT …?comp=blocklist`` with the ids in order.

The signature in the address (SAS) stands for the blob, not for one request, and allows to put the blob in one piece as well (Put Blob):
so the whole goes, and the outcome is the same blob. A list with blocks of an older blob (``Committed``) cannot be judged and is not taken.
A request with a signature over its headers (SharedKey) cannot be made anew; it is no piece here, and so is opaque. Source: Azure Storage
REST API, "Put Block", "Put Block List", "Put Blob" (5000 MiB at most), "Create a service SAS".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gateway.act import refusal
from gateway.extract.api import Body
from gateway.extract.uploads import heads
from gateway.extract.uploads.api import Ahead, AtOnce, Fault, Finish, Held, Part, Step, UploadProtocol, WrongParts
from gateway.model import Answer, RequestHead

_OWN = frozenset({"comp", "blockid"})
_CHECKSUMS = frozenset({"x-ms-content-crc64", "x-ms-source-content-crc64", "content-type", "x-ms-blob-content-md5"})
_ID = "[A-Za-z0-9+/=_-]{1,128}"
_KIND = "(?:Latest|Uncommitted)"
_LIST = re.compile(rf"\s*(?:<\?xml[^<>?]{{0,100}}\?>)?\s*<BlockList>((?:\s*<{_KIND}>{_ID}</{_KIND}>)+)\s*</BlockList>\s*")
_ITEM = re.compile(rf"<({_KIND})>({_ID})</({_KIND})>")

_CODES = {Fault.GONE: "InvalidBlockList", Fault.TOTAL: "InvalidBlockList", Fault.OFFSET: "InvalidBlockId", Fault.REFUSED: "InvalidInput"}


class AzureBlocks:
    """The protocol."""

    name = "azure_blocks"

    def step(self, head: RequestHead) -> Step | None:
        """By ``comp``."""
        query = heads.query(head)
        if head.method != "PUT" or (head.header("authorization") or "").lower().startswith("sharedkey"):
            return None
        upload = _without(head)
        match query.get("comp"), query.get("blockid"):
            case ["block"], [str(name)] if re.fullmatch(_ID, name):
                return Part(upload, name=name)
            case ["blocklist"], None:
                return Finish(upload)
            case _:
                return None

    def content(self, body: Body) -> bytes:
        """The body is the block."""
        return body.content

    def held(self, head: RequestHead, held: Held, name: str) -> Answer:  # noqa: ARG002 - Azure says no more
        """201."""
        return Answer(201, (("x-ms-request-server-encrypted", "true"),), b"")

    def fault(self, fault: Fault, held: Held) -> Answer:  # noqa: ARG002 - no sizes here
        """400 with Azure's code, in its header and as JSON."""
        code = _CODES[fault]
        return refusal.json_answer({"error": {"code": code, "message": f"Celnice: {fault.value}"}}, ("x-ms-error-code", code), status=400)

    def order(self, body: Body, names: Sequence[str]) -> tuple[str, ...]:
        """As the list says. Raises WrongParts for one that is not read, names a block twice, or one that did not come."""
        try:
            text = body.content.decode("ascii")
        except UnicodeDecodeError:
            raise WrongParts from None
        found = _LIST.fullmatch(text)
        items = _ITEM.findall(found[1]) if found else []
        order = tuple(name for _, name, _ in items)
        if not items or any(begin != end for begin, _, end in items) or len(set(order)) != len(order) or not set(order) <= set(names):
            raise WrongParts
        return order

    def release(self, head: RequestHead, body: Body, whole: bytes, order: Sequence[str]) -> AtOnce | Ahead:  # noqa: ARG002
        """Put Blob."""
        address, _, query = _without(head).partition("?")
        media = head.header("x-ms-blob-content-type") or "application/octet-stream"
        made = heads.with_headers(head, {"x-ms-blob-type": "BlockBlob", "content-type": media}, _CHECKSUMS)
        return AtOnce(replace(made, path=address, query=query))


def _without(head: RequestHead) -> str:
    """The blob's address with its signature."""
    pairs = [pair for pair in head.query.split("&") if pair.partition("=")[0].lower() not in _OWN]
    return f"{head.path}?{'&'.join(pairs)}"


PROTOCOL: UploadProtocol = AzureBlocks()
