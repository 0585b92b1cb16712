"""The prompts that ``celnice demo`` sends, each with the values planted in it and what should become of it.

All persons are made up. The birth numbers are computed, with dates chosen by dice; none is taken from anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

type Vendor = Literal["openai", "anthropic"]
type Client = Literal["curl", "curl-h2", "sdk"]
type Entrance = Literal["proxy", "base_url"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. Nothing planted means: it must be answered."""

    czech: str
    english: str
    vendor: Vendor
    client: Client
    entrance: Entrance
    body: Mapping[str, Any] = field(repr=False)
    planted: tuple[str, ...] = field(default=(), repr=False)
    coding: str = ""

    @property
    def stream(self) -> bool:
        """Whether a streamed answer is asked for."""
        return bool(self.body.get("stream"))

    def content(self) -> bytes:
        """The body as JSON, before its content coding."""
        return json.dumps(self.body, ensure_ascii=False).encode()


def _openai(text: str, **more: Any) -> dict[str, Any]:
    return {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], **more}


def _anthropic(text: str, **more: Any) -> dict[str, Any]:
    return {"model": "claude-sonnet-4-5", "max_tokens": 256, "messages": [{"role": "user", "content": text}], **more}


def _tool_call(arguments: Mapping[str, Any]) -> dict[str, Any]:
    function = {"name": "najdi_ve_spisu", "arguments": json.dumps(arguments, ensure_ascii=False)}
    call = {"id": "call_1", "type": "function", "function": function}
    return {
        "model": "gpt-4o",
        "messages": [
            {"role": "user", "content": "Najdi poslední podání ve spisu."},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": "Nalezeno jedno podání."},
        ],
    }


PROMPTS: tuple[Prompt, ...] = (
    Prompt(
        "běžný úřední dotaz", "ordinary office question", "openai", "curl", "proxy",
        _openai("Napiš prosím zdvořilou odpověď občanovi, který se ptá, do kdy má zaplatit poplatek za komunální odpad."),
    ),
    Prompt(
        "rodné číslo s lomítkem", "birth number with a slash", "openai", "curl", "proxy",
        _openai("Připrav rozhodnutí pro žadatele, r. č. 800412/3127."), ("800412/3127",),
    ),
    Prompt(
        "rodné číslo bez lomítka", "birth number without a slash", "openai", "sdk", "proxy",
        _openai("Ověř prosím údaje, rodné číslo 8557231177, podklady jsou v příloze."), ("8557231177",),
    ),
    Prompt(
        "rodné číslo s mezerami", "birth number with spaces", "openai", "curl-h2", "proxy",
        _openai("Žadatelka má rodné číslo 60 02 29 / 1185 a žádá o příspěvek."), ("600229/1185",),
    ),
    Prompt(
        "rodné číslo v argumentech nástroje", "birth number in tool arguments", "openai", "sdk", "base_url",
        _tool_call({"rodne_cislo": "785611/4046"}), ("785611/4046",),
    ),
    Prompt(
        "rodné číslo jako číslo v JSON", "birth number as a JSON number", "openai", "curl", "base_url",
        _openai("Shrň přiložené podání.", metadata={"rodne_cislo": 9958125518}), ("9958125518",),
    ),
    Prompt(
        "rodné číslo v těle gzip", "birth number in a gzip body", "openai", "curl", "proxy",
        _openai("Vyhotov předvolání, rodné číslo účastníka 120517/3354."), ("120517/3354",), "gzip",
    ),
    Prompt(
        "e-mailová adresa", "e-mail address", "anthropic", "sdk", "proxy",
        _anthropic("Napiš odpověď na adresu bozena.vymyslena@posta-obce.cz."), ("bozena.vymyslena@posta-obce.cz",),
    ),
    Prompt(
        "telefonní číslo", "phone number", "anthropic", "sdk", "base_url",
        _anthropic("Občan chce zavolat zpět na telefon +420 608 123 987, navrhni text zprávy."), ("+420 608 123 987",),
    ),
    Prompt(
        "jméno ve 7. pádě", "name in the instrumental case", "openai", "sdk", "proxy",
        _openai("Sepiš zápis z jednání s panem Jaroslavem Dvořákem o prodloužení nájmu."), ("Jaroslavem Dvořákem",),
    ),
    Prompt(
        "občanský průkaz v souvislosti", "ID card with its context", "anthropic", "curl", "proxy",
        _anthropic("Totožnost ověřena, občanský průkaz č. 204815936. Doplň protokol."), ("204815936",),
    ),
    Prompt(
        "podobná čísla, která osobní nejsou", "look-alikes that are not personal", "openai", "curl-h2", "proxy",
        _openai(
            "Zkontroluj odkazy: č. j. KUKHK-20481/2025, zákon č. 500/2004 Sb., faktura č. 2025001874, "
            "operační program OP JAK, usnesení č. 1187/2024 a směrnice 2016/679."
        ),
    ),
    Prompt(
        "čistý dotaz, odpověď po částech", "clean question, streamed answer", "anthropic", "sdk", "proxy",
        _anthropic("Vysvětli občanům jednoduše, co je to stavební řízení.", stream=True),
    ),
    Prompt(
        "dějiny: osoba dávno mrtvá", "history: a person long dead", "openai", "sdk", "base_url",
        _openai("Kdy založil císař Karel IV. univerzitu v Praze a proč?", stream=True),
    ),
)  # fmt: skip
