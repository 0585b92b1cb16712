"""Clients of the upload protocols, each in its vendor's own steps."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from allowlist.answers import Approved, Match, Role
from allowlist.person import Person
from gateway.uploads.limits import Limits
from support.proxy import VALUE, Running
from support.upload_provider import UploadProvider

GOOGLE = "generativelanguage.googleapis.com"

SMALL = Limits(whole=200_000, per_person=3)


def nothing_arrived(provider: UploadProvider) -> bool:
    """No half of the planted value stands in any body, and no file came to be."""
    value = VALUE.encode()
    return not provider.files and not any(half in provider.bytes for half in (value, value[:5], value[5:]))


class Google:
    """Google's resumable protocol, as google-genai and Google's pages speak it."""

    def __init__(self, gateway: Running, host: str = GOOGLE, path: str = "/upload/v1beta/files") -> None:
        self.gateway = gateway
        self.host = host
        headers = {
            "x-goog-upload-protocol": "resumable",
            "x-goog-upload-command": "start",
            "x-goog-upload-header-content-length": "9999",
            "x-goog-upload-header-content-type": "text/plain",
        }
        status, _, answered = gateway.send({"file": {"mimeType": "text/plain"}}, host=host, path=path, headers=headers)
        assert status == 200
        address = urlsplit(answered["x-goog-upload-url"])
        self.target = f"{address.path}?{address.query}"

    def __call__(self, command: str, offset: int | None, content: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        headers = {"x-goog-upload-command": command, "content-type": "application/octet-stream"}
        if offset is not None:
            headers["x-goog-upload-offset"] = str(offset)
        status, body, answered = self.gateway.send(content, host=self.host, path=self.target, headers=headers)
        return status, answered, body


class OpenAI:
    """OpenAI's uploads, as its SDK speaks them."""

    def __init__(self, gateway: Running, size: int, key: str = "sk-test") -> None:
        self.gateway = gateway
        self.headers = {"authorization": f"Bearer {key}"}
        made = {"bytes": size, "filename": "zapis.txt", "mime_type": "text/plain", "purpose": "assistants"}
        status, body, _ = gateway.send(made, path="/v1/uploads", headers=self.headers)
        assert status == 200
        self.id = json.loads(body)["id"]

    def part(self, content: bytes) -> tuple[int, Any]:
        form = (
            b'--b\r\nContent-Disposition: form-data; name="data"; filename="upload"\r\nContent-Type: application/octet-stream\r\n\r\n'
            + content
            + b"\r\n--b--\r\n"
        )
        headers = {**self.headers, "content-type": "multipart/form-data; boundary=b"}
        status, body, _ = self.gateway.send(form, path=f"/v1/uploads/{self.id}/parts", headers=headers)
        return status, json.loads(body)

    def end(self, how: str, **asked: Any) -> tuple[int, Any]:
        status, body, _ = self.gateway.send(asked or None, path=f"/v1/uploads/{self.id}/{how}", headers=self.headers)
        return status, json.loads(body)


class Tus:
    """tus 1.0, at a place where the catalogue is made to know it: no tool of today's speaks it."""

    def __init__(self, gateway: Running, monkeypatch: pytest.MonkeyPatch, total: int) -> None:
        self.gateway = gateway
        known = gateway.admission.match

        def match(host: str, port: int, method: str, path: str, now: datetime, person: Person | None = None) -> Match:
            role = Role.STATIC if method == "HEAD" else Role.UPLOAD
            return (
                Approved("openai", "tus", role, "", "raw_file") if path.startswith("/tus") else known(host, port, method, path, now, person)
            )

        monkeypatch.setattr(gateway.admission, "match", match)
        status, answered = self.send("POST", "/tus", None, upload_length=str(total))
        assert status == 201
        self.path = urlsplit(answered["location"]).path

    def send(self, method: str, path: str, content: bytes | None, **headers: str) -> tuple[int, dict[str, str]]:
        every = {
            "tus-resumable": "1.0.0",
            "content-type": "application/offset+octet-stream",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        status, _, answered = self.gateway.send(content, path=path, method=method, headers=every)
        return status, answered

    def patch(self, offset: int, content: bytes) -> tuple[int, str | None]:
        status, answered = self.send("PATCH", self.path, content, upload_offset=str(offset))
        return status, answered.get("upload-offset")
