"""The worst texts for each recognizer: what would make a careless pattern quadratic. Tests count steps over them, the bench times them."""

from __future__ import annotations

UNITS: dict[str, tuple[str, str]] = {
    "digits": ("1", "one long number"),
    "spaced_digits": ("1 ", "every grouping of every number fits"),
    "birth_prefix": ("710319/", "the shape begins again and again and never ends"),
    "birth_broken": ("710319/\n", "a line break after every slash"),
    "birth_valid": ("710319/2745 ", "all are numbers"),
    "ocr": ("lO", "letters that may be digits"),
    "ocr_digits": ("1O", "letters that may be digits, among digits"),
    "masked": ("710319/***", "masked without an end"),
    "labels": ("rodné číslo ", "context without a number"),
    "label_numbers": ("OP č. 204512345 ", "context and number, over and over"),
    "series": ("AB 123456 ", "series of old cards without context"),
    "at": ("@", "signs without an address"),
    "at_chain": ("a@a.cz", "addresses that overlap one another"),
    "local": ("a.", "one endless local part"),
    "disguised": (" zavináč ", "disguised signs without an address"),
    "domain": ("a@a.", "domains without an end"),
    "plus": ("+420 ", "prefixes without a number"),
    "phones": ("724123456 ", "a row of phones"),
    "brackets": ("(", "opening brackets"),
    "capital": ("A", "one long word of capitals"),
    "initials": ("J. ", "initials without a surname"),
    "names": ("Jan Novák ", "a row of names"),
    "capitals": ("Novák-", "a hyphenated name without an end"),
    "titles": ("Ing. ", "titles without a name"),
    "fields": ("jméno: ", "fields without a value"),
    "lower_names": ("jan novak ", "a row of names in lower case"),
    "spaces": (" ", "white space"),
    "newlines": ("\n", "empty lines"),
    "zero_width": ("\u200b", "invisible characters"),
    "combining": ("\u0301", "combining marks without a letter"),
    "decomposed": ("e\u030c", "letters in two characters"),
    "cyrillic": ("аA", "words that mix alphabets"),
    "full_width": ("７", "full-width digits"),
    "nul": ("\x00", "control characters"),
    "surrogate": ("\ud800", "lone surrogates"),
    "rtl": ("\u202e\u05d0", "right-to-left text"),
}
"""Name → (unit, what is bad about it)."""


def text(name: str, length: int) -> str:
    """About ``length`` characters of that unit."""
    unit = UNITS[name][0]
    return unit * max(length // len(unit), 1)
