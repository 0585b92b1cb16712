"""Sound and video."""

from __future__ import annotations

import math

import pytest

from support.documents import reason

FILES = [b"ID3\x04" + bytes(99), b"\xff\xfb\x90\x64" + bytes(99), b"RIFF\x00\x00\x00\x00WAVEfmt ", b"OggS" + bytes(99), b"fLaC" + bytes(99),
         b"\x00\x00\x00\x20ftypisom" + bytes(99), b"\x00\x00\x00\x20ftypM4A " + bytes(99), b"\x1aE\xdf\xa3" + bytes(99)]  # fmt: skip


@pytest.mark.parametrize("content", FILES, ids=range(len(FILES)))
def test_media_are_opaque(content: bytes) -> None:
    """Whatever they are declared to be."""
    assert reason(content, "text/plain", "a.txt") == "media"


SAMPLES = bytes(int(64 + 30 * math.sin(at / 5)) for at in range(4000))
"""A tone in eight bits without a head: bytes between a space and a tilde."""


@pytest.mark.parametrize(
    ("media", "name", "expected"),
    [
        ("audio/pcm", "", "media"),
        ("audio/L16; rate=16000", "", "media"),
        ("audio/basic", "hlas", "media"),
        ("video/mp4", "", "media"),
        ("", "hlas.wav", "media"),
        ("application/octet-stream", "hlas.PCM", "media"),
        ("text/plain", "hlas.ulaw", "media"),
        ("video/mp2t", "index.ts", None),  # TypeScript, to a browser
        ("audio/x-mpegurl", "seznam.m3u", None),
        ("text/plain", "poznámka.txt", None),
        ("", "", None),
    ],
)
def test_samples_are_no_text(media: str, name: str, expected: str | None) -> None:
    """What is declared as sound or video, and is none that we know, is not read as the text for which its bytes may pass."""
    assert reason(SAMPLES, media, name) == expected
