"""Whose data a topic is about: a person's finding in the same sentence or beside it, or one person in a role of whom something is told.

"Klientka trpí …" tells of one person. "Žadatel doloží výpis …", "Pokud zaměstnanec …" and whatever a law says tell of everybody, so a
sentence with such a word has no role in it, and neither has a plural.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from detectors.finding import Finding
from detectors.lexicon import book
from detectors.lexicon.book import Hit
from detectors.lexicon.sentences import sentences
from detectors.public.entry import Kind, kind_of
from detectors.text.characters import fold
from detectors.text.view import View

PERSON: Final = frozenset(
    {
        "PERSON",
        "CZ_BIRTH_NUMBER",
        "SK_BIRTH_NUMBER",
        "CZ_ECP",
        "CZ_INSURANCE_NUMBER",
        "CZ_RID",
        "DATE_OF_BIRTH",
        "CZ_ID_CARD",
        "CZ_PASSPORT",
        "CZ_RESIDENCE_PERMIT",
        "CZ_DRIVING_LICENCE",
    }
)
CONTACT: Final = frozenset({"PHONE_NUMBER", "EMAIL_ADDRESS", "CZ_ADDRESS", "CZ_CASE_MARK", "CZ_SERVICE_CARD", "CZ_DATA_BOX"})
"""Kinds that lead to a person, if with a step between."""
ENTITIES: Final = PERSON | CONTACT
ACTS: Final = 0.5
"""The least score of a finding that counts as somebody."""
REACH: Final = 300
"""Characters between a topic and its person."""
_NEIGHBOURS = 4

_PROFESSIONAL: Final = re.compile(
    r"(?:\bm[ud]dr|\bpharmdr|\blekar\w{0,4}|\bprimar\w{0,4}|\bpsycholo\w{0,5}|\bpsychiatr\w{0,3}|\bsoud(?:ce|kyne|ci|cem)|\badvokat\w{0,3}"
    r"|\bexekutor\w{0,3}|\bministr\w{0,3})[. ,]{1,2}(?:[a-z]{2,6}\. ?){0,2}\Z"
)
"""Who treats, judges and enforces stands beside the topic without being meant by it."""
_AGE: Final = re.compile(r"(?<![0-9])[0-9]{1,2}[ -]?let(?:y|a|eho|e|emu|ou|ym)(?![a-z])")


class Closeness(StrEnum):
    """How a topic and its person stand together, from the closest."""

    PERSON_HERE = "person"
    CONTACT_HERE = "contact"
    PERSON_NEAR = "person_near"
    ROLE_HERE = "role"
    CONTACT_NEAR = "contact_near"
    ROLE_NEAR = "role_near"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The closest person. ``public`` only when all that stand near are historical, or officials and the topic is their office."""

    closeness: Closeness
    public: str | None = None


_ORDER: Final = tuple(Closeness)


class Surroundings:
    """The persons and roles of a text. ``findings`` in any order, offsets of the text as given."""

    def __init__(self, view: View, findings: Sequence[Finding]) -> None:
        self._view = view
        self._sentences = sentences(view)
        counted = [f for f in findings if f.entity in ENTITIES and f.score >= ACTS and not self._own(f) and not self._professional(f)]
        self._people = sorted(counted, key=lambda f: f.start)
        self._starts = [f.start for f in self._people]
        self._roles: dict[int, bool] = {}

    @staticmethod
    def _own(finding: Finding) -> bool:
        return finding.public is not None and kind_of(finding.public) is Kind.OWN_VALUE

    def _professional(self, finding: Finding) -> bool:
        if finding.entity != "PERSON":
            return False
        return _PROFESSIONAL.search(fold(self._view.source[max(finding.start - 30, 0) : finding.start])) is not None

    def anchor(self, hit: Hit, *, office: bool = False) -> Anchor | None:
        """Whose data the hit is, or None. ``office``: the topic belongs to a public office, as a party does."""
        number = self._sentences.number(hit.start)
        start, end = self._view.given(hit.start, hit.end)
        here = self._view.given(*self._sentences.span(number))
        reach = self._reach(number)
        index = bisect_left(self._starts, start)
        best: Anchor | None = None
        for finding in self._people[max(index - _NEIGHBOURS, 0) : index + _NEIGHBOURS]:
            if finding.start < end and start < finding.end:
                continue
            gap = finding.start - end if finding.start >= end else start - finding.end
            if gap <= REACH and reach[0] <= finding.start < reach[1]:
                closeness = _closeness(finding, inside=here[0] <= finding.start < here[1])
                best = _better(best, Anchor(closeness, _public(finding, office=office)))
        if best is None or best.public is not None or _ORDER.index(best.closeness) > _ORDER.index(Closeness.ROLE_HERE):
            for near in (number, number - 1, number + 1):
                if self._role(near):
                    role = Anchor(Closeness.ROLE_HERE if near == number else Closeness.ROLE_NEAR)
                    return role if best is None else best if best.public is not None else _better(best, role)
        return best

    def _reach(self, number: int) -> tuple[int, int]:
        spans = [self._sentences.span(n) for n in (number - 1, number, number + 1)]
        present = [span for span in spans if span[1] > span[0]]
        return self._view.given(present[0][0], present[-1][1])

    def _role(self, number: int) -> bool:
        """Whether one person in a role is told of in that sentence."""
        known = self._roles.get(number)
        if known is None:
            known = self._roles[number] = self._told(*self._sentences.span(number))
        return known

    def _told(self, start: int, end: int) -> bool:
        hits = book.anchors().hits(self._view).get("anchors", ())
        sections = {h.section for h in hits[bisect_left(hits, start, key=_start) : bisect_left(hits, end, key=_start)]}
        if "generic" in sections or start == end:
            return False
        age = _AGE.search(self._view.folded, start, end) is not None
        return ("role" in sections and ("evidence" in sections or age)) or (age and "evidence" in sections)


def _start(hit: Hit) -> int:
    return hit.start


def _closeness(finding: Finding, *, inside: bool) -> Closeness:
    if finding.entity in PERSON:
        return Closeness.PERSON_HERE if inside else Closeness.PERSON_NEAR
    return Closeness.CONTACT_HERE if inside else Closeness.CONTACT_NEAR


def _public(finding: Finding, *, office: bool) -> str | None:
    if finding.public is None:
        return None
    kind = kind_of(finding.public)
    return finding.public if kind is Kind.HISTORICAL or (office and kind is Kind.OFFICE_HOLDER) else None


def _better(one: Anchor | None, other: Anchor) -> Anchor:
    """The private one, then the closer one."""
    if one is None:
        return other
    return min(one, other, key=lambda a: (a.public is not None, _ORDER.index(a.closeness)))
