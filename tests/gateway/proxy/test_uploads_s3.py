"""S3's multipart uploads through the proxy: nothing leaves before the whole was scanned."""

from __future__ import annotations

import re

import pytest

from allowlist.answers import Approved, Role
from support.proxy import Running
from support.upload_clients import nothing_arrived
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY


def test_s3(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts by presigned addresses, where the catalogue is made to know them: nothing leaves before the list, then the whole."""
    gateway, provider = running
    approved = Approved("openai", "s3", Role.UPLOAD, "", "raw_file")
    known = gateway.admission.match
    monkeypatch.setattr(gateway.admission, "match", lambda *asked: approved if asked[3] == "/s3" else known(*asked))
    provider.special = provider._s3
    signed = "X-Amz-Signature=abc&X-Amz-SignedHeaders=host"

    def send(method: str, query: str, content: bytes | None = None) -> tuple[int, bytes, dict[str, str]]:
        return gateway.send(content, path=f"/s3?{query}&{signed}", method=method, headers={"content-type": "application/xml"})

    def whole(content: bytes, cut: int) -> int:
        upload = re.findall(rb"<UploadId>(\w+)<", send("POST", "uploads=")[1])[0].decode()
        pieces = {2: content[cut:], 1: content[:cut]}
        etags = {number: send("PUT", f"partNumber={number}&uploadId={upload}", piece)[2]["etag"] for number, piece in pieces.items()}
        listed = "".join(f"<Part><PartNumber>{number}</PartNumber><ETag>{etags[number]}</ETag></Part>" for number in sorted(etags))
        return send("POST", f"uploadId={upload}", f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>".encode())[0]

    assert whole(DIRTY, CUT) == 403
    assert nothing_arrived(provider)
    assert whole(CLEAN, 200) == 200
    assert provider.files == {"/s3": CLEAN}
