"""Disguises: the same value, written so that a careless pattern does not see it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from random import Random
from urllib.parse import quote

from evaluation.arithmetic import digits, luhn
from evaluation.kind import Kind
from evaluation.kinds import bank, birth, contact

Disguise = Callable[[str], str]
WORDS = ("nula", "jedna", "dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět")
_TEENS = ("deset", "jedenáct", "dvanáct", "třináct", "čtrnáct", "patnáct", "šestnáct", "sedmnáct", "osmnáct", "devatenáct")
_TENS = ("", "", "dvacet", "třicet", "čtyřicet", "padesát", "šedesát", "sedmdesát", "osmdesát", "devadesát")
_JOINED = ("", "jedna", "dvaa", "třia", "čtyřia", "pěta", "šesta", "sedma", "osma", "devěta")


def _spaced(text: str) -> str:
    return " ".join(char for char in text if char != " ")


def number_words(text: str) -> str:
    """Digit by digit."""
    return " ".join(WORDS[int(char)] if char.isdigit() else "lomeno" for char in text if char != " ")


def pair_words(text: str) -> str:
    """By pairs, as people dictate: sedmdesát jedna nula tři devatenáct lomeno …"""
    spoken: list[str] = []
    for part in text.replace(" ", "").split("/"):
        words: list[str] = []
        for index in range(0, len(part), 2):
            pair = part[index : index + 2]
            if len(pair) == 1 or pair[0] == "0":
                words += [WORDS[int(char)] for char in pair]
            elif pair[0] == "1":
                words.append(_TEENS[int(pair[1])])
            else:
                words += [_TENS[int(pair[0])], *([WORDS[int(pair[1])]] if pair[1] != "0" else [])]
        spoken.append(" ".join(words))
    return " lomeno ".join(spoken)


def turned_words(text: str) -> str:
    """By pairs, the unit first: pětaosmdesát."""
    words: list[str] = []
    for index in range(0, len(text), 2):
        pair = text[index : index + 2]
        if len(pair) == 1 or pair[0] == "0":
            words += [WORDS[int(char)] for char in pair]
        elif pair[0] == "1":
            words.append(_TEENS[int(pair[1])])
        else:
            words.append(_JOINED[int(pair[1])] + _TENS[int(pair[0])])
    return " ".join(words)


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


def _sprinkled(char: str) -> Disguise:
    return char.join


TEXT_DISGUISES: dict[str, Disguise] = {
    "full-width digits": _full_width,
    "Arabic digits": lambda text: "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in text),
    "zero-width space": _sprinkled("\u200b"),
    "soft hyphen": _sprinkled("\u00ad"),
    "word joiner": _sprinkled("\u2060"),
    "HTML decimal entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "HTML hex entities": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "HTML, one sign": lambda text: text.replace("/", "&#47;").replace("@", "&commat;"),
    "percent-encoded": lambda text: "".join(f"%{b:02X}" for b in text.encode()),
    "URL-quoted": lambda text: quote(text, safe=""),
    "\\u escapes": lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    "\\x escapes": lambda text: "".join(f"\\x{ord(c):02x}" for c in text),
    "base64": lambda text: base64.b64encode(f"údaj: {text}".encode()).decode(),
    "base64url": lambda text: base64.urlsafe_b64encode(f"hodnota {text}".encode()).decode().rstrip("="),
    "hex": lambda text: f"hodnota {text}".encode().hex(),
    "base64 twice": lambda text: base64.b64encode(base64.b64encode(f"záznam {text}".encode())).decode(),
}
"""For any value."""

DIGIT_DISGUISES: dict[str, Disguise] = {
    "spaced digits": _spaced,
    "dotted digits": lambda text: ".".join(c for c in text if c.isdigit()),
    "dashed digits": lambda text: "-".join(c for c in text if c.isdigit()),
    "line breaks inside": lambda text: text[:4] + "\n" + text[4:],
    "digits in words": number_words,
    "pairs in words": pair_words,
    "pairs turned": lambda text: turned_words("".join(c for c in text if c.isdigit())),
}
"""For birth numbers and telephones."""


def _slashed(rng: Random) -> str:
    number = birth.ten(rng)
    return f"{number[:6]}/{number[6:]}"


def _card(rng: Random) -> str:
    return luhn("4" + digits(rng, 14))


def _mobile(rng: Random) -> str:
    return f"{rng.choice(('602', '605', '724', '731', '777'))}{digits(rng, 6)}"


def _made(make: Callable[[Random], str], disguise: Disguise) -> Callable[[Random], str]:
    return lambda rng: disguise(make(rng))


def _kind(
    name: str, accepted: frozenset[str], make: Callable[[Random], str], disguises: dict[str, Disguise], labels: tuple[str, ...]
) -> Kind:
    return Kind(f"disguised {name}", accepted, {key: _made(make, way) for key, way in disguises.items()}, labels)


KINDS = (
    _kind("birth number", birth.FAMILY, _slashed, TEXT_DISGUISES | DIGIT_DISGUISES, ("rodné číslo", "RČ")),
    _kind("e-mail", frozenset({"EMAIL_ADDRESS"}), contact.email, TEXT_DISGUISES, ("e-mail", "adresa elektronické pošty")),
    _kind(
        "payment card", frozenset({"CREDIT_CARD"}), _card, TEXT_DISGUISES | {"spaced digits": _spaced}, ("číslo karty", "platební karta")
    ),
    _kind("telephone", frozenset({"PHONE_NUMBER"}), _mobile, TEXT_DISGUISES | DIGIT_DISGUISES, ("telefon", "mobil")),
    _kind("IBAN", frozenset({"IBAN_CODE"}), bank.cz_iban, TEXT_DISGUISES | {"spaced": _spaced}, ("IBAN",)),
)
