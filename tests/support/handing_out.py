"""ChatGPT's way to upload a file: a register that hands out an address, and a PUT to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from gateway.uploads.limits import Limits
from support.proxy import Running
from support.upload_provider import Answered, Got
from support.uploads import CLEAN

STORE = "fileserviceuploadsperm.blob.core.windows.net"
OWN = "sdmntprpolandcentral.oaiusercontent.com"
TARGET = "/files/00000000-0abc-61f7/raw?se=2026-11-22T13%3A00Z&sp=w&sig=K0x1%2FqWz3bVf0Zz%2B1mJpT7aQbYc5sD9uEwXy2RgHiJk%3D"
LIMITS = Limits(whole=200_000)
PUT = {"x-ms-blob-type": "BlockBlob", "content-type": "text/plain", "origin": "https://chatgpt.com"}


def hands_out(*addresses: str, **more: Any) -> Callable[[Got], Answered | None]:
    """The answers of ChatGPT's register."""
    waiting = list(addresses)

    def answer(got: Got) -> Answered | None:
        if got.path != "/backend-api/files":
            return None
        return (
            200,
            {"content-type": "application/json"},
            json.dumps({"status": "success", "file_id": "file-1", "upload_url": waiting.pop(0), **more}).encode(),
        )

    return answer


def register(gateway: Running) -> Any:
    made = {"file_name": "zápis.txt", "file_size": len(CLEAN), "use_case": "my_files"}
    status, body, _ = gateway.send(made, host="chatgpt.com", path="/backend-api/files")
    assert status == 200
    return json.loads(body)


def put(
    gateway: Running, content: bytes, host: str = STORE, target: str = TARGET, method: str = "PUT"
) -> tuple[int, bytes, dict[str, str]]:
    return gateway.send(content, host=host, path=target, method=method, headers=PUT)
