"""Findings of a text → the same findings, each with the reason why it is public, where it is.

A person is public when the whole listed name stands there, and alone by the surname only where the whole name stands elsewhere in the
text and nobody else of that surname does. Beside a birth number, a date of birth, an address or a form of address ("žadatel", "pan",
"bytem") it is somebody else of the same name. A value is public when the whole found value is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from detectors.finding import Finding
from detectors.fingerprint import canonical
from detectors.public.entry import Entry, Kind
from detectors.public.names import Listed
from detectors.text.characters import fold

PEOPLE: Final = Path(__file__).parent / "people.txt"
PRIVATE: Final = frozenset(
    {
        "CZ_BIRTH_NUMBER",
        "SK_BIRTH_NUMBER",
        "CZ_ECP",
        "CZ_INSURANCE_NUMBER",
        "CZ_ID_CARD",
        "CZ_PASSPORT",
        "CZ_DRIVING_LICENCE",
        "CZ_RESIDENCE_PERMIT",
        "DATE_OF_BIRTH",
        "CZ_ADDRESS",
        "PHONE_NUMBER",
        "EMAIL_ADDRESS",
        "CZ_BANK_ACCOUNT",
        "IBAN_CODE",
    }
)
"""What stands beside a name only when the name is somebody's data."""
SPELLED: Final = frozenset({"PHONE_NUMBER", "EMAIL_ADDRESS", "CZ_ADDRESS"})
"""Kinds that everybody spaces and punctuates in his own way."""
BESIDE: Final = 80
"""Characters between a name and such a number."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN: Final = re.compile(r"(?:\. ?| |-|\u00a0|, ?)\Z")
_MOST_WORDS: Final = 5
_AROUND: Final = 40
_ADDRESSED: Final = re.compile(
    r"(?<![a-z])(?:pan|pana|panu|panem|pani|slecn[aeuy]|zadatel\w{0,4}|klient\w{0,4}|pacient\w{0,4}|zamestnan\w{1,5}"
    r"|ucastni\w{1,4}|stezovatel\w{0,4}|obvinen\w{1,4}|odsouzen\w{1,4}|jmeno|prijmeni|zastoupen\w{0,3}|vyrizuje|manzel\w{0,3}"
    r"|navrhovatel\w{0,4})[ :]{1,3}\Z"
)
_FOLLOWED: Final = re.compile(r",? ?\(?(?:nar\.|narozen\w{0,2} (?:dne )?[0-9]|bytem|trvale bytem|r\. ?c\.|rc |v\. ?r\.|tel\.|op c)")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    lower: str


class Public:
    """Historical persons and the entries given. Who gives them leaves out what no longer holds (:func:`detectors.public.entry.holding`)."""

    def __init__(self, entries: Iterable[Entry] = (), *, historical: bool = True) -> None:
        listed = [*(_people() if historical else ()), *entries]
        self._own = [e for e in listed if e.kind is Kind.OWN_VALUE]
        self._values: dict[str, dict[str, str]] = {}
        self._people: dict[str, list[Listed]] = {}
        for entry in listed:
            if entry.kind is not Kind.OWN_VALUE:
                person = Listed(entry)
                self._people.setdefault(_key(person.words[-1]), []).append(person)

    def marked(self, text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings with their reasons. ``findings`` are sorted by start and apart; ``text`` is the text as given."""
        if not findings:
            return ()
        marked = [self._value(text, f) for f in findings]
        persons = [i for i, f in enumerate(marked) if f.entity == "PERSON"]
        whole: list[Listed] = []
        lone: list[tuple[int, str]] = []
        others: set[str] = set()
        for i in persons:
            words = _words(text, marked[i].start, marked[i].end)
            person = self._whole_name(text, marked[i])
            if person is not None and not _is_private(text, marked, i):
                if person not in whole:
                    whole.append(person)
                marked[i] = replace(marked[i], public=person.entry.reason)
            elif len(words) == 1:
                lone.append((i, words[0].lower))
            else:
                others.update(w.lower for w in words)
        only = [p for p in whole if not any(other in p.surname for other in others)]
        for i, word in lone:
            person = next((p for p in only if p.is_surname(word)), None)
            if person is not None and not _is_private(text, marked, i):
                marked[i] = replace(marked[i], public=person.entry.reason)
        return tuple(marked)

    def _value(self, text: str, finding: Finding) -> Finding:
        if not self._own:
            return finding
        values = self._values.get(finding.entity)
        if values is None:
            values = self._values[finding.entity] = {_whole(finding.entity, e.what): e.reason for e in self._own}
        reason = values.get(_whole(finding.entity, text[finding.start : finding.end]))
        return finding if reason is None else replace(finding, public=reason)

    def _whole_name(self, text: str, finding: Finding) -> Listed | None:
        """The listed person whose whole name covers the finding."""
        around = _words(text, max(finding.start - _AROUND, 0), finding.end + _AROUND)
        first = next((i for i, w in enumerate(around) if w.end > finding.start), None)
        if first is None:
            return None
        last = max((i for i, w in enumerate(around) if w.start < finding.end), default=first)
        for start in range(max(last - _MOST_WORDS + 1, 0), first + 1):
            for end in range(min(start + _MOST_WORDS, len(around)), last, -1):
                run = around[start:end]
                if len(run) > 1 and _joined(text, run):
                    found = self._person([w.lower for w in run])
                    if found is not None:
                        return found
        return None

    def _person(self, words: Sequence[str]) -> Listed | None:
        candidates = (p for key in {_key(words[-1]), _key(words[0])} for p in self._people.get(key, ()))
        return next((p for p in candidates if p.is_whole(words)), None)


def _key(word: str) -> str:
    return fold(word).rstrip(".")[:3]


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(m.start(), m.end(), m[0].casefold()) for m in _WORD.finditer(text, start, min(end, len(text)))]


def _joined(text: str, run: Sequence[_Word]) -> bool:
    """Whether only spaces, hyphens, initials' full stops or the comma of "Čapek, Karel" stand between the words."""
    return all(_BETWEEN.match(text, a.end, b.start) is not None for a, b in pairwise(run))


def _is_private(text: str, findings: Sequence[Finding], index: int) -> bool:
    """Whether the finding is somebody's data, whatever the name."""
    finding = findings[index]
    for neighbour in (*findings[max(index - 3, 0) : index], *findings[index + 1 : index + 4]):
        gap = neighbour.start - finding.end if neighbour.start >= finding.end else finding.start - neighbour.end
        if neighbour.entity in PRIVATE and neighbour.public is None and gap <= BESIDE:
            return True
    before = fold(text[max(finding.start - 24, 0) : finding.start])
    return _ADDRESSED.search(before) is not None or _FOLLOWED.match(fold(text[finding.end : finding.end + 24])) is not None


def _whole(entity: str, value: str) -> str:
    """A value as it is compared: telephones, e-mails and addresses in any of their spellings, everything else without its spaces.

    Whatever else stands in it counts: the account 2-145399/0800 is not 2145399/0800.
    """
    return canonical(entity, value) if entity in SPELLED else "".join(value.casefold().split())


@cache
def _people() -> tuple[Entry, ...]:
    """The historical persons: ``name; who; year of death`` a line, ``*`` before a woman whose name does not show it."""
    entries = []
    for line in PEOPLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, who, died = (part.strip() for part in line.split(";"))
            entries.append(Entry(Kind.HISTORICAL, name.lstrip("*"), f"{who}, died {died}", woman=True if name.startswith("*") else None))
    return tuple(entries)
