"""File marks that lead to a person: how each is written, and what kind of case it names.

A mark ends in a number over a year (``345/2023``), so only numbers with such an end are looked at, backwards from it. What a court's
register letter says comes from the Ministry of Justice's instruction No. 505/2001-Org., on the files of courts (kancelářský řád).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from detectors.text.view import View


class Mark(Enum):
    """What a mark names."""

    COURT = "court"  # a civil, custody, inheritance or other case of some party
    CRIMINAL = "criminal"
    CUSTODY = "custody"
    TOP = "top"  # the Constitutional and the supreme courts, whose decisions are published without names
    ADMINISTRATIVE = "administrative"  # administrative courts, likewise published
    INSOLVENCY = "insolvency"
    EXECUTION = "execution"
    POLICE = "police"
    FOREIGNER = "foreigner"
    OFFICE = "office"  # a number of a letter: it leads to somebody only inside the office


@dataclass(frozen=True, slots=True)
class Found:
    """A mark as written. ``plain``: its letters alone tell it from anything else."""

    start: int
    end: int
    mark: Mark
    plain: bool


_TOP = "Cdo|Cdon|Odo|Odon|ICdo|NSČR|NSCR|Tdo|Tz|Tcu|Td|Nd|Cul|Cpjn|Tpjn|As|Ads|Afs|Azs|Ars|Aos|Ao|Ans|Aps|Nao|Vol|Konf|Kse|Kss|Ksd"
_ADMINISTRATIVE = "A|Ad|Af|Az|Ca|Cad"
_CUSTODY = "P a Nc|PaNc|P|Nc|Rod"
_CRIMINAL = "T|Tm|Nt|Ntm|To|Tmo|Pp|Tdo"
_COURT = "C|EC|EVC|Cm|ICm|ECm|Ro|EPR|Co|Cmo|VSOL|E|EXE|Nejd|D|Sd|L|U|Si|K|ZK|Kv|F|Ab"
_DISTINCT = frozenset({"P a Nc", "PaNc", "Nc", "Rod", "Tm", "Nt", "ICm", "Cm", "EXE", "EPR", "EVC", "Cmo", "ECm"})
"""Register letters that nothing else has between two such numbers."""
_LETTERS = "|".join(sorted(f"{_TOP}|{_ADMINISTRATIVE}|{_CUSTODY}|{_CRIMINAL}|{_COURT}".split("|"), key=len, reverse=True))
_KINDS = {
    **dict.fromkeys(_COURT.split("|"), Mark.COURT),
    **dict.fromkeys(_CRIMINAL.split("|"), Mark.CRIMINAL),
    **dict.fromkeys(_CUSTODY.split("|"), Mark.CUSTODY),
    **dict.fromkeys(_ADMINISTRATIVE.split("|"), Mark.ADMINISTRATIVE),
    **dict.fromkeys(_TOP.split("|"), Mark.TOP),
}

_NUMBER = re.compile(r"(?<![0-9/.,])[0-9]{1,6} ?/ ?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])")
_TAIL = re.compile(r" ?[-–] ?[A-Z]?-?[0-9]{1,4}(?![0-9])|-[A-Z](?:-[0-9]{1,4})?(?!\w)|/[A-ZÁ-Ž]{1,6}(?!\w)")
_INSOLVENCY = re.compile(r"(?<!\w)(?:(?:KS|MS)[A-Z]{2,4} ?)?(?P<senate>[0-9]{1,3}) ?(?:INS|Ins) ?\Z")
_INCIDENT = re.compile(r"(?<!\w)(?:(?:KS|MS)[A-Z]{2,4} ?)(?P<senate>[0-9]{1,3}) ?IC[mM] ?\Z")
_EXECUTION = re.compile(r"(?<![\w/])[0-9]{2,3} ?(?:EX|Ex|EXE-EX) ?\Z")
_COURT_MARK = re.compile(rf"(?<![\w/.,-])[0-9]{{1,3}} ?(?P<letters>{_LETTERS}) ?\Z")
_CONSTITUTIONAL = re.compile(r"(?<!\w)(?:Pl|I{1,3}|IV)\. ?ÚS(?:-st\.?)? ?\Z")
_PROSECUTOR = re.compile(r"(?<![\w/.,-])[0-9]{1,2} ?(?:ZT|KZV|VZV|ZN|KZN) ?\Z")
_POLICE = re.compile(
    r"(?<!\w)(?:KRP[A-Z]|PPR|NCOZ|OKFK)-[0-9]{1,7}(?:-[0-9]{1,5})?/(?:TČ|TC|PŘ|PR|ČJ|CJ)-(?:19|20)?[0-9]{2}"
    r"(?:-[0-9]{4,6}(?:-[A-Z]{1,4})?)?(?!\w)"
)
_FOREIGNER = re.compile(r"(?<!\w)OAM-[0-9]{1,6}(?:-[0-9]{1,4})?/[A-Z]{2}-[0-9]{4}(?!\w)")
_OFFICE = re.compile(r"(?<!\w)[A-ZÁ-Ž]{2,8}(?:[ /-][A-ZÁ-Ž]{2,8})?[ /-]?\Z")
_BACK = 24


def _dashed(view: View, start: int) -> Found | None:
    """Marks with the letters first: ``KRPL-1234-5/TČ-2024-180581``, ``OAM-12345/DP-2024``."""
    text = view.text
    left = text.rfind("KRP", max(start - 5, 0), start)
    if left < 0:
        left = next((i for name in ("PPR-", "NCOZ-", "OKFK-") if (i := text.rfind(name, max(start - 5, 0), start)) >= 0), -1)
    if left >= 0 and (match := _POLICE.match(text, left)):
        return Found(*match.span(), Mark.POLICE, plain=True)
    if text[max(start - 4, 0) : start] == "OAM-" and (match := _FOREIGNER.match(text, start - 4)):
        return Found(*match.span(), Mark.FOREIGNER, plain=True)
    return None


def _court(view: View, start: int) -> tuple[int, Mark, bool] | None:
    """What stands right before the number over the year: (start, kind, plain)."""
    text, left = view.text, max(start - _BACK, 0)
    for pattern, mark in ((_INSOLVENCY, Mark.INSOLVENCY), (_INCIDENT, Mark.INSOLVENCY), (_EXECUTION, Mark.EXECUTION)):
        if match := pattern.search(text, left, start):
            return match.start(), mark, True
    if match := _COURT_MARK.search(text, left, start):
        return match.start(), _KINDS[match["letters"]], match["letters"] in _DISTINCT
    if match := _CONSTITUTIONAL.search(text, left, start):
        return match.start(), Mark.TOP, True
    if match := _PROSECUTOR.search(text, left, start):
        return match.start(), Mark.CRIMINAL, False
    if match := _OFFICE.search(text, left, start):
        return match.start(), Mark.OFFICE, False
    return None


def marks(view: View) -> Iterator[Found]:
    """Every mark of the text, in order."""
    text = view.text
    done = 0
    for start, end in view.numbers:
        if start < done or end - start < 4:
            continue
        dashed = _dashed(view, start) if start >= 4 and text[start - 1] == "-" else None
        if dashed is not None:
            view.step("case_marks")
            done = dashed.end
            yield dashed
            continue
        if text.find("/", start, end) < 0:
            continue
        for number in _NUMBER.finditer(text, start, min(end + 1, len(text))):
            view.step("case_marks")
            if number.start() == 0 or not (text[number.start() - 1].isalpha() or text[max(number.start() - 2, 0)].isalpha()):
                continue
            found = _court(view, number.start())
            if found is None or found[0] < done:
                continue
            tail = _TAIL.match(text, number.end())
            done = tail.end() if tail else number.end()
            yield Found(found[0], done, found[1], found[2])
