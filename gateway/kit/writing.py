"""Puts a kit together: name → bytes, and into a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from gateway.errors import UserError
from gateway.kit import made
from gateway.kit.facts import Facts

_PLACE = re.compile(r"\{\{(\w+)\}\}")

SCRIPTS = (".sh", ".ps1")


def files(facts: Facts) -> Mapping[str, bytes]:
    """Every file of a kit by its path. ValueError names a placeholder that there is not."""
    found = {name: _as_read(name, _filled(name, text, facts.placeholders)) for name, text in _templates()}
    return found | {
        "ca/celnice-ca.pem": facts.pem.encode(),
        "ca/celnice-ca.cer": facts.der,
        "ca/celnice-bundle.pem": made.bundle(facts).encode(),
        "firefox/policies.json": made.firefox(facts).encode(),
        "chrome/celnice.json": made.chrome(facts).encode(),
        "macos/celnice.mobileconfig": made.mobileconfig(facts),
        "intune/oma-uri.json": made.intune(facts).encode(),
    }


def write(facts: Facts, folder: Path) -> int:
    """Writes a kit; returns how many files. Raises UserError for a folder that holds something else or cannot be written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is there and not empty: name a new folder")
    kit = files(facts)
    try:
        for name, content in kit.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o755 if name.endswith(SCRIPTS) else 0o644)
    except OSError as error:
        raise UserError(f"{folder}: cannot be written ({error.strerror}); choose another path") from None
    return len(kit)


def _templates() -> Iterator[tuple[str, str]]:
    def below(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
        for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if one.is_dir():
                yield from below(one, f"{prefix}{one.name}/")
            else:
                yield prefix + one.name, one.read_text(encoding="utf-8")

    yield from below(resources.files("gateway.kit") / "templates", "")


def _filled(name: str, text: str, values: Mapping[str, str]) -> str:
    def value(place: re.Match[str]) -> str:
        if place[1] not in values:
            raise ValueError(f"gateway/kit/templates/{name}: there is no {place[1]}")
        return values[place[1]]

    return _PLACE.sub(value, text)


def _as_read(name: str, text: str) -> bytes:
    """As the system that reads it wants it: regedit UTF-16 with CRLF, PowerShell 5.1 a byte order mark before UTF-8."""
    if name.endswith(".reg"):
        return text.replace("\n", "\r\n").encode("utf-16")
    if name.endswith(".ps1"):
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    return text.encode()
