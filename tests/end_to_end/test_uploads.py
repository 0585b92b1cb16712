"""Vendors' own SDKs send files in pieces through the proxy: a clean one arrives byte by byte, a planted one never, in no piece."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from gateway.demo.processes import clean_environment
from gateway.demo.sdk import environment
from gateway.uploads.limits import Limits
from support.ca import authority
from support.clients import CLIENTS, needed
from support.proxy import VALUE, Running
from support.uploads import uploading

SCRIPT = Path(__file__).parent / "clients" / "sdk_uploads.py"
LIMIT = 20_000_000
LINE = "Zápis z porady odboru dopravy, bod druhý.\n".encode()
PIECES = {"google": 8 * 1024 * 1024, "google_async": 8 * 1024 * 1024, "openai": 300_000, "openai_async": 300_000}
"""How the SDKs cut."""


def call(gateway: Running, folder: Path, which: str, content: bytes) -> dict[str, Any]:
    path, ca = folder / "zapis.txt", folder / "office-ca.pem"
    path.write_bytes(content)
    ca.write_bytes(authority().pem)
    made = environment(clean_environment(), {}, f"http://127.0.0.1:{gateway.settings.proxy.port}", ca)
    done = subprocess.run([needed(CLIENTS), "-X", "utf8", SCRIPT, which, path], env=made, capture_output=True, timeout=200, check=False)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("which", PIECES)
def test_clean(tmp_path: Path, which: str) -> None:
    """The SDK says that the file arrived, and it did."""
    size = PIECES[which] * 5 // 4
    content = (LINE * (size // len(LINE) + 1))[:size].decode(errors="ignore").encode()
    with uploading(tmp_path, limits=Limits(whole=LIMIT), max_request_bytes=LIMIT) as (gateway, provider):
        answer = call(gateway, tmp_path, which, content)
        assert answer["ok"], answer
        assert list(provider.files.values()) == [content]
        assert not gateway.recorder.events


@pytest.mark.parametrize("which", PIECES)
def test_planted_over_the_border(tmp_path: Path, which: str) -> None:
    """A value that the SDK itself cuts in two raises its own exception, once; neither half reaches the provider."""
    border = PIECES[which]
    plain = b"Zapis z porady odboru dopravy.\n"
    before = (plain * (border // len(plain) + 1))[: border - 5]
    content = before + VALUE.encode() + b"\n" + before[: border // 8]
    assert content[border - 5 : border + 6] == VALUE.encode()
    with uploading(tmp_path, limits=Limits(whole=LIMIT), max_request_bytes=LIMIT) as (gateway, provider):
        answer = call(gateway, tmp_path, which, content)
        assert not answer["ok"]
        assert VALUE not in json.dumps(answer)
        assert answer["status"] == 403, answer
        assert not provider.files
        assert not any(half in provider.bytes for half in (VALUE[:5].encode(), VALUE[5:].encode()))
        assert [(event.type.value, event.kinds) for event in gateway.recorder.events] == [("upload.blocked", {"CZ_BIRTH_NUMBER": 1})]
