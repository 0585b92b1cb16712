"""Whether a string can be somebody's password or key, or is a placeholder, a piece of code or an ordinary word."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

LONGEST: Final = 200
"""Characters of a password looked at."""
_PLACEHOLDER: Final = re.compile(
    r"[*•·xX#_.\-?…]{3,}|.*(?:\*{3}|•{3}|x{4}|X{4}|\.{3}|…).*|<.*|.*>|\{.*|\$\{?.*|%\(?\w.*|\[.*|@\w+|:\w+|.*[\[(].*",
)
_SPEAKING: Final = re.compile(
    r"your|vase|tvoje|moje|example|placeholder|changeme|change_me|dummy|redacted|priklad|zadejte|doplnte|insert|sample|ukazk|secret_?here|todo"
)
_ORDINARY: Final = frozenset(
    {
        "password",
        "heslo",
        "passwd",
        "secret",
        "token",
        "none",
        "null",
        "true",
        "false",
        "string",
        "undefined",
        "test",
        "demo",
        "admin",
        "login",
        "username",
        "env",
        "required",
        "optional",
        "hidden",
        "neuvedeno",
        "nastaveno",
        "api_key",
        "apikey",
        "api-key",
        "bearer",
    }
)
_DATE_OR_NUMBER: Final = re.compile(
    r"[0-9]{1,4}(?:[./:-][0-9]{1,4}){1,3}(?:\.|-(?:preview|alpha|beta|rc))?|[0-9]{1,3}(?:[ .,][0-9]{3})*(?:,-|%)?|v?[0-9]+(?:\.[0-9]+)+"
)
"""Also the version of an interface, which Azure writes as a date: ``api-version=2025-01-01-preview``."""
_IDENTIFIER: Final = re.compile(r"[^\W\d]+(?:[_.\-/:]+[^\W\d]+)*[.,;:!?]?")


def entropy(value: str) -> float:
    """Shannon's entropy in bits a character.

    >>> entropy("aaaa"), entropy("abcd")
    (0.0, 2.0)
    """
    size = len(value)
    return 0.0 - sum(n / size * math.log2(n / size) for n in Counter(value).values()) if size else 0.0


def is_placeholder(value: str) -> bool:
    """Asterisks, angle brackets, variables, calls, "your-key-here" and the like."""
    lower = value.lower()
    return _PLACEHOLDER.fullmatch(value) is not None or lower in _ORDINARY or _SPEAKING.search(lower) is not None


def is_issued(value: str) -> bool:
    """Whether what stands in an issuer's own shape, all its length, is a token: not when it is masked or a template.

    A word such as "EXAMPLE" in it is no reason: anybody can put one into a password, and a key of documentation that is replaced costs
    nothing.
    """
    return _PLACEHOLDER.fullmatch(value) is None and entropy(value) >= 2.5


def is_token(value: str, least_entropy: float = 3.0) -> bool:
    """Whether it looks drawn at random: no placeholder, mixed, and with entropy."""
    return not is_placeholder(value) and "example" not in value.lower() and entropy(value) >= least_entropy


def is_password(value: str) -> bool:
    """Whether somebody would choose it: at least six characters of which some are digits or signs and some are letters.

    Words, dates, amounts, paths of code (``request.form.password``) are none.
    """
    if not 6 <= len(value) <= LONGEST or is_placeholder(value) or _DATE_OR_NUMBER.fullmatch(value) or _IDENTIFIER.fullmatch(value):
        return False
    letters = sum(c.isalpha() for c in value)
    return 0 < letters < len(value) and "://" not in value and entropy(value) >= 2.0
