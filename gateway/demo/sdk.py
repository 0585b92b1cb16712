"""Talks to :mod:`gateway.demo.sdk_client` in an interpreter that has the vendors' SDKs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from gateway.demo import sdk_client


class SdkError(Exception):
    """The SDK's process ended. Its own words are not repeated: they may hold a prompt."""


class Sdk:
    """One client process; calls run one after another. A context manager."""

    def __init__(self, python: Path, environment: Mapping[str, str]) -> None:
        self._command = [str(python), "-I", "-X", "utf8", str(sdk_client.__file__)]
        self._environment = dict(environment)
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process is not None:
            assert self._process.stdin is not None and self._process.stdout is not None  # noqa: PT018, S101  # both are pipes
            with suppress(BrokenPipeError):
                self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()

    def call(self, task: Mapping[str, Any], first: Callable[[], None] = lambda: None) -> dict[str, Any]:
        """Makes one call; ``first`` runs when the first text of a watched stream arrived. Raises :class:`SdkError`."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # an interpreter that the user named
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                encoding="utf-8",
            )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: PT018, S101
        try:
            self._process.stdin.write(json.dumps(dict(task)) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise SdkError("the SDK's process ended") from None
        while line := self._process.stdout.readline():
            result: dict[str, Any] = json.loads(line)
            if "chunk" not in result:
                return result
            first()
        raise SdkError("the SDK's process ended")


def environment(base: Mapping[str, str], vendor_urls: Mapping[str, str], proxy: str | None, ca: Path) -> dict[str, str]:
    """What a user sets: a proxy and a CA to trust, or base URLs (``{"openai": ..., "anthropic": ...}``)."""
    set_for_user = {"SSL_CERT_FILE": str(ca)}
    if proxy is not None:
        set_for_user["HTTPS_PROXY"] = proxy
    set_for_user.update({f"{vendor.upper()}_BASE_URL": url for vendor, url in vendor_urls.items()})
    return {**base, **set_for_user}
