"""S3's multipart uploads by presigned addresses: ``PUT ?partNumber=…&uploadId=…`` for each part, then ``POST ?uploadId=…`` with their list.

A presigned address signs the host and the part's number, not its bytes, and one part may hold 5 GiB: so the whole goes to the address of
the first part, and the list names that part with the ETag it got. Requests that sign more than the host (SDKs that hold keys, signed
payloads) cannot be made anew; they are no step here, and so are opaque. Source: Amazon S3 API reference, "UploadPart",
"CompleteMultipartUpload"; AWS Signature Version 4, "Authenticating Requests: Using Query Parameters".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise

from gateway.act import refusal
from gateway.extract.api import Body
from gateway.extract.uploads import heads
from gateway.extract.uploads.api import (
    Ahead,
    AtOnce,
    Begin,
    Drop,
    Fault,
    Finish,
    Held,
    Incoming,
    Outgoing,
    Part,
    Step,
    UploadProtocol,
    WrongParts,
)
from gateway.extract.uploads.target import target
from gateway.model import Answer, RequestHead

_NUMBER = re.compile("[1-9][0-9]{0,4}")
_ETAG = re.compile('"[0-9A-Za-z+/=-]{1,64}"')
_QUOTED = '(?:"|&quot;|&#34;)?[0-9A-Za-z+/=-]{1,64}(?:"|&quot;|&#34;)?'
_ONE = rf"<Part>\s*(?:<PartNumber>([1-9][0-9]{{0,4}})</PartNumber>|<ETag>{_QUOTED}</ETag>|\s){{2,6}}</Part>"
_PART = re.compile(_ONE)
_LIST = re.compile(
    r"\s*(?:<\?xml[^<>?]{0,100}\?>)?\s*<CompleteMultipartUpload(?: xmlns=\"http://s3\.amazonaws\.com/doc/2006-03-01/\")?>"
    r"(.*)</CompleteMultipartUpload>\s*",
    re.DOTALL,
)


class S3Multipart:
    """The protocol."""

    name = "s3_multipart"

    def step(self, head: RequestHead) -> Step | None:
        """By the query of a presigned address."""
        query = heads.query(head)
        signed = query.get("x-amz-signature"), query.get("x-amz-signedheaders")
        if head.values("authorization") or signed[0] is None or signed[1] != ["host"]:
            return None
        match head.method, query.get("uploadid"), query.get("partnumber"), query.get("uploads"):
            case "PUT", [upload], [number], None if _NUMBER.fullmatch(number):
                return Part(f"{head.path}\n{upload}", name=f"{number}\n{target(head)}")
            case "POST", [upload], None, None:
                return Finish(f"{head.path}\n{upload}")
            case "DELETE", [upload], None, None:
                return Drop(f"{head.path}\n{upload}")
            case "POST", None, None, [_]:
                return Begin(0)
            case _:
                return None

    def content(self, body: Body) -> bytes:
        """The body is the part."""
        return body.content

    def held(self, head: RequestHead, held: Held, name: str) -> Answer:  # noqa: ARG002 - S3 tells no sizes
        """200 with an ETag of ours, which the list brings back."""
        return Answer(200, (("etag", f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'),), b"")

    def fault(self, fault: Fault, held: Held) -> Answer:  # noqa: ARG002 - no sizes here either
        """S3's error codes."""
        code, status = ("NoSuchUpload", 404) if fault is Fault.GONE else ("InvalidPart", 400)
        return refusal.json_answer({"error": {"code": code, "message": f"Celnice: {fault.value}"}}, status=status)

    def order(self, body: Body, names: Sequence[str]) -> tuple[str, ...]:
        """By the numbers of the list, which ascend; of two parts of one number the later counts. Raises WrongParts."""
        listed = _LIST.fullmatch(body.content.decode("ascii", "replace"))
        numbers = [found[1] for found in _PART.finditer(listed[1])] if listed else []
        if not listed or _PART.sub("", listed[1]).strip() or not all(numbers) or not numbers:
            raise WrongParts
        if any(int(one) >= int(other) for one, other in pairwise(numbers)):
            raise WrongParts
        latest = {name.partition("\n")[0]: name for name in names}
        if not set(numbers) <= latest.keys():
            raise WrongParts
        return tuple(latest[number] for number in numbers)

    def release(self, head: RequestHead, body: Body, whole: bytes, order: Sequence[str]) -> AtOnce | Ahead:  # noqa: ARG002
        """The whole as the first part, then a list of that part."""
        number, _, address = order[0].partition("\n")

        def finish(answers: Sequence[Incoming]) -> bytes:
            etag = answers[0].headers.get("etag", "") if answers and answers[0].status == 200 else ""
            if not _ETAG.fullmatch(etag):
                raise WrongParts
            part = f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"
            return f"<CompleteMultipartUpload>{part}</CompleteMultipartUpload>".encode()

        return Ahead((Outgoing("PUT", address, (), whole),), finish)


PROTOCOL: UploadProtocol = S3Multipart()
