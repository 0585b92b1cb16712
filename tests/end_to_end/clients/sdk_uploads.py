"""Uploads one file through a vendor's SDK. Runs in an interpreter that has the SDKs, not in the gateway's.

``sdk_uploads.py CALL FILE`` prints one JSON object: {"ok": true, "text": ...} or {"ok": false, "error": class, "status": n}. Where to and
whom to trust come from the environment: HTTPS_PROXY, SSL_CERT_FILE.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEY = "zkusebni-klic"
PART = 300_000


def google(path: Path) -> Any:
    from google import genai

    client = genai.Client(api_key=KEY)  # closes its connections when nobody holds it
    return client.files.upload(file=path, config={"mime_type": "text/plain"}).state


def google_async(path: Path) -> Any:
    from google import genai

    async def run() -> Any:
        client = genai.Client(api_key=KEY)
        return (await client.aio.files.upload(file=path, config={"mime_type": "text/plain"})).state

    return asyncio.run(run())


def openai(path: Path) -> Any:
    from openai import OpenAI

    client = OpenAI(api_key=KEY)
    return client.uploads.upload_file_chunked(file=path, mime_type="text/plain", purpose="assistants", part_size=PART).status


def openai_async(path: Path) -> Any:
    from openai import AsyncOpenAI

    async def run() -> Any:
        client = AsyncOpenAI(api_key=KEY)
        return (await client.uploads.upload_file_chunked(file=path, mime_type="text/plain", purpose="assistants", part_size=PART)).status

    return asyncio.run(run())


CALLS: dict[str, Callable[[Path], Any]] = {"google": google, "google_async": google_async, "openai": openai, "openai_async": openai_async}


def main(call: str, path: str) -> None:
    try:
        answer = {"ok": True, "text": str(CALLS[call](Path(path)))}
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises is what the test asks for
        status = getattr(error, "status_code", None) or getattr(error, "code", None)
        answer = {"ok": False, "error": type(error).__name__, "status": status, "message": str(error)}
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
