"""Runs curl as a user would: through the proxy with the gateway's CA trusted, or at the base-URL entrance."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.demo.outcome import HttpAnswer

SECONDS = 60
"""Longest wait for one answer; a demo that hangs has failed."""


class CurlError(Exception):
    """curl ended without an answer. Holds curl's exit code (see curl(1), EXIT CODES)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"curl ended with {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Curl:
    """How curl reaches the gateway."""

    proxy: str
    """``http://127.0.0.1:8080``"""
    ca: Path

    def send(
        self,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> HttpAnswer:
        """GETs ``url``, or POSTs ``body`` as JSON. URLs on loopback go past the proxy. Raises :class:`CurlError`."""
        command = ["curl", "--silent", "--include", "--suppress-connect-headers", "--no-buffer", "--max-time", str(SECONDS)]
        command += ["--proxy", self.proxy, "--noproxy", "127.0.0.1", "--cacert", str(self.ca), *options]
        sent = {"content-type": "application/json", **(headers or {})} if body is not None else dict(headers or {})
        for name, value in sent.items():
            command += ["--header", f"{name}: {value}"]
        if body is not None:
            command += ["--header", "expect:", "--data-binary", "@-"]
        done = subprocess.run([*command, url], input=body or b"", capture_output=True, check=False)  # noqa: S603  # fixed program
        if done.returncode:
            raise CurlError(done.returncode)
        return parse(done.stdout)


def parse(output: bytes) -> HttpAnswer:
    """Reads what ``curl --include`` wrote: the last head and the body. Raises ValueError when there is no head."""
    while True:
        head, _, body = output.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        if not lines[0].startswith("HTTP/"):
            raise ValueError("curl wrote no status line")
        status = int(lines[0].split(" ")[1])
        if status >= 200:
            break
        output = body  # an interim answer (100 Continue) stands before the real one
    headers = dict(line.lower().split(":", 1) for line in lines[1:] if ":" in line)
    return HttpAnswer(status, {name: value.strip() for name, value in headers.items()}, body)
