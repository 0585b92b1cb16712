"""Keys, tokens and passwords: what opens a door for whoever reads it.

Tokens by the shapes their issuers publish (so that scanners find them); passwords and keys beside their label; passwords inside
addresses and connection strings. Placeholders ("heslo: ********", ``<API_KEY>``, ``sk-...``) and code that only names a password are none.

detect-secrets (Apache-2.0) was weighed: its plugins go line by line without offsets, each with its own expressions over the whole text,
bring requests for asking issuers over the network, and know no Czech labels.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from detectors.finding import Finding
from detectors.lexicon.book import Hit, triggered
from detectors.recognizer import CzechRecognizer
from detectors.secret_value import is_issued, is_password, is_placeholder, is_token
from detectors.text.long_words import long_words
from detectors.text.view import View
from detectors.text.words import beginnings


@dataclass(frozen=True, slots=True)
class Token:
    """An issuer's token: it begins with ``needle``, which a text is asked for before the expression is."""

    name: str
    needle: str
    regex: re.Pattern[str]


def _token(name: str, needle: str, rest: str) -> Token:
    return Token(name, needle, re.compile(re.escape(needle) + rest))


TOKENS: Final = (
    _token("aws", "AKIA", r"[A-Z2-7]{16}(?![A-Za-z0-9])"),
    _token("aws", "ASIA", r"[A-Z2-7]{16}(?![A-Za-z0-9])"),
    *(_token("github", f"gh{kind}_", r"[A-Za-z0-9]{36,251}") for kind in "pousr"),
    _token("github", "github_pat_", r"[A-Za-z0-9_]{40,90}"),
    _token("gitlab", "glpat-", r"[A-Za-z0-9_-]{20,60}"),
    _token("gitlab", "gldt-", r"[A-Za-z0-9_-]{20,60}"),
    _token("gitlab", "glrt-", r"[A-Za-z0-9_-]{20,60}"),
    _token("slack", "xox", r"[abeoprs]-[0-9A-Za-z-]{10,200}"),
    _token("slack", "hooks.slack.com/services/", r"[A-Z0-9]{8,14}/[A-Z0-9]{8,14}/[A-Za-z0-9]{20,30}"),
    _token("anthropic", "sk-ant-", r"[A-Za-z0-9_-]{20,200}"),
    _token("openai", "sk-", r"(?!ant-)(?=[A-Za-z_-]{0,60}[0-9])(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,250}"),
    _token("stripe", "sk_live_", r"[0-9A-Za-z]{16,120}"),
    _token("stripe", "rk_live_", r"[0-9A-Za-z]{16,120}"),
    _token("google", "AIza", r"[0-9A-Za-z_-]{35}"),
    _token("google", "GOCSPX-", r"[0-9A-Za-z_-]{28}"),
    _token("npm", "npm_", r"[A-Za-z0-9]{36}"),
    _token("pypi", "pypi-AgE", r"[A-Za-z0-9_-]{50,250}"),
    _token("huggingface", "hf_", r"[A-Za-z]{34}(?![A-Za-z0-9])"),
    _token("sendgrid", "SG.", r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    _token("digitalocean", "dop_v1_", r"[a-f0-9]{64}"),
    _token("age", "AGE-SECRET-KEY-1", r"[0-9A-Z]{58}"),
    _token("jwt", "eyJ", r"[A-Za-z0-9_-]{8,2000}+\.eyJ[A-Za-z0-9_-]{8,4000}+\.[A-Za-z0-9_-]{8,1000}"),
)

_BEGIN: Final = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----")
_END: Final = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----")
_KEY_BODY: Final = re.compile(r"(?:(?:\s|\\n){0,4}+[A-Za-z0-9+/=]{10,100}+){0,120}+(?:\s{0,2}[A-Za-z0-9+/]{0,15}={1,2})?")
_IN_ADDRESS: Final = re.compile(r"://[^\s:/@?#]{0,64}:([^\s/@\"'<>]{1,128})@[\w.\-\[]")

_COMMAND: Final = re.compile(r"(?<!\w)mysql(?:dump|admin|import|check)?(?=\s)")
_OPTION: Final = re.compile(r"(?<=\s)-p(?P<quote>[\"']?)(?P<value>[^\s\"']{4,64})(?P=quote)(?=\s|\Z)")
COMMAND_WITHIN: Final = 200
"""Characters from a command to its option, on the same line."""
_SIGN: Final = r"[\"'\]`*]{0,3}(?:\s{0,3}(?::=|=>|->|[:=])\s{0,3}|\s{1,2}(?:je|is|bylo|zni|bude)\s{1,2})"
_TIGHT: Final = re.compile(rf"[a-z0-9_.\-]{{0,20}}?{_SIGN}[\"'`„“*]{{0,2}}")
_LOOSE: Final = re.compile(
    r"(?: ?\([^()\n]{0,40}\)| (?:k|ke|do|na|pro|od|v|ve|uzivatele|uctu|administratora|wifi|wi-fi|vpn)(?: [^\s:=]{1,20}){0,4}?)"
    r"(?: ?[:=] {0,3}| (?:je|zni|bylo|bude):? )[\"'`„“*]{0,2}"
)
_PAIR: Final = re.compile(r" ?[:=] {0,3}[^\s/|]{1,40} ?[/|] ?")
_SPACE: Final = re.compile(r"[ ]")
_SIGNS: Final = (("label", _TIGHT, 0.85), ("label_loose", _LOOSE, 0.75), ("label_pair", _PAIR, 0.75), ("label_space", _SPACE, 0.65))
"""What stands between a label and its value, from the surest."""
_CUT: Final = re.compile(r"[;&][A-Za-z][\w ]{0,30}=")
_VALUE: Final = re.compile(r"[^\s\"'`„“”]{4,200}")
_PIN: Final = re.compile(r"[0-9]{4,8}(?![\w./-])")
_LOGIN: Final = re.compile(
    r"(?<![a-z])(?:login|uzivatel\w{0,8}|user\w{0,4}|prihlas\w{0,8}|jmeno|ucet|uctu|e-?mail|pristup\w{0,6})(?![a-z])"
)
LOGIN_WITHIN: Final = 80
"""Characters from a password that is an ordinary word to the login beside it."""
LEAST_KEY: Final = 16
"""Characters of a key beside its label."""


class SecretRecognizer(CzechRecognizer):
    """``SECRET``."""

    ENTITY = "SECRET"

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        found: list[tuple[int, int, str, float]] = [*_tokens(view)] if long_words(view) else []
        if "-----BEGIN" in text:
            found += _private_keys(view)
        if "@" in text and "://" in text:
            found += _in_addresses(view)
        if "mysq" in beginnings(view) and " -p" in text:
            found += _in_commands(view)
        for start, end, rule, score in (*found, *_labelled(view)):
            view.step(self.key)
            yield view.finding(self.ENTITY, start, end, score, f"{self.key}.{rule}", context=rule.startswith("label"))


type _Found = Iterator[tuple[int, int, str, float]]


def _tokens(view: View) -> _Found:
    text = view.text
    words = "\n".join([text[start:end] for start, end in long_words(view)])
    for token in TOKENS:
        at = text.find(token.needle) if token.needle in words else -1
        while at >= 0:
            match = token.regex.match(text, at) if not (at and (text[at - 1].isalnum() or text[at - 1] == "_")) else None
            if match and is_issued(match[0][len(token.needle) :]):
                yield *match.span(), token.name, 0.95
            at = text.find(token.needle, match.end() if match else at + len(token.needle))


def _private_keys(view: View) -> _Found:
    text = view.text
    ends = [m.end() for m in _END.finditer(text)]
    begins = [m.span() for m in _BEGIN.finditer(text)]
    for index, (start, body) in enumerate(begins):
        after = bisect_right(ends, body)
        limit = begins[index + 1][0] if index + 1 < len(begins) else len(text)
        if after < len(ends) and ends[after] <= limit:
            if ends[after] - body > 60:
                yield start, ends[after], "private_key", 0.95
        else:
            match = _KEY_BODY.match(text, body, limit)
            end = match.end() if match else body
            if _is_key(text[body:end]):
                yield start, end, "private_key", 0.9


def _is_key(body: str) -> bool:
    """Whether what follows a key's first line is the key, be it cut off after a few signs, and no sentence about it."""
    return any(c.isupper() for c in body) and any(c.islower() for c in body) and is_token(body.strip(), 2.5)


def _in_addresses(view: View) -> _Found:
    at = view.text.find("://")
    while at >= 0:
        match = _IN_ADDRESS.match(view.text, at)
        if match and not is_placeholder(match[1]) and not match[1].isdigit():
            yield *match.span(1), "address", 0.9
        at = view.text.find("://", at + 3)


def _in_commands(view: View) -> _Found:
    """``mysql -u root -pHeslo1``: the password is tight behind its option, as nowhere else."""
    done = 0
    for command in _COMMAND.finditer(view.text):
        for match in _OPTION.finditer(view.text, max(command.end(), done), command.end() + COMMAND_WITHIN):
            done = match.end()
            if "\n" in view.text[command.end() : match.start()]:
                break
            if is_password(match["value"]):
                yield *match.span("value"), "command", 0.85
                break


def _labelled(view: View) -> _Found:
    done = 0
    for hit in triggered(view, "secret"):
        if hit.start >= done:
            found = _beside(view, hit)
            if found is not None:
                done = found[1]
                yield found


def _beside(view: View, hit: Hit) -> tuple[int, int, str, float] | None:
    """The value that a label speaks of."""
    folded = view.folded
    label = folded[hit.start : hit.end]
    pin = label.startswith(("pin", "puk"))
    password = label.startswith(("hesl", "pass", "pwd", "userpass", "prihlas", "pristup"))
    for rule, pattern, score in _SIGNS:
        sign = pattern.match(folded, hit.end)
        if sign is None:
            continue
        if pin:
            number = _PIN.match(view.text, sign.end())
            return (*number.span(), "label_pin", 0.7) if number and rule != "label_space" else None
        match = _VALUE.match(view.text, sign.end())
        if match is None:
            continue
        cut = _CUT.search(match[0])
        value = (match[0][: cut.start()] if cut else match[0]).rstrip(".,;)") or match[0]
        end = match.start() + len(value)
        if password and is_password(value):
            return match.start(), end, rule, score
        if password and rule == "label" and (_is_number(value) or _is_word(view, match.start(), value)):
            return match.start(), end, "label_word", 0.6
        if not password and rule == "label" and len(value) >= LEAST_KEY and is_password(value) and is_token(value):
            return match.start(), end, rule, score
    return None


def _is_number(value: str) -> bool:
    """A password of digits alone."""
    return value.isdigit() and 4 <= len(value) <= 12


def _is_word(view: View, start: int, value: str) -> bool:
    """A password that is an ordinary word: it ends its line, and a login stands near."""
    end = start + len(value)
    if not 4 <= len(value) <= 40 or not value.isalnum() or is_placeholder(value) or view.text[end : end + 1].strip() != "":
        return False
    if view.text[end : end + 2].lstrip(" \t")[:1] not in ("", "\n", "\r"):
        return False
    return _LOGIN.search(view.folded, max(start - LOGIN_WITHIN, 0), min(end + LOGIN_WITHIN, len(view.text))) is not None
