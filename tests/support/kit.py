"""A kit for tests: a made-up office with an authority of its own."""

from __future__ import annotations

from pathlib import Path

from gateway.kit.facts import Facts
from gateway.proxy import ca

OFFICE = {
    "proxies": ("https://celnice.urad.example:8080",),
    "console": "https://celnice.urad.example:8082",
    "entrance": "https://celnice.urad.example:8081",
    "office": "Městský úřad Příklad",
    "tools": (("anthropic", "api.anthropic.com"), ("openai", "api.openai.com")),
}


def facts(folder: Path) -> Facts:
    return Facts(certificate=ca.load_or_create(folder / "ca").certificate, **OFFICE)  # type: ignore[arg-type]
