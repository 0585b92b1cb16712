"""Phone numbers: Czech, Slovak and international.

Numbers of the two countries are matched against their numbering plans (:mod:`detectors.phone_plan`); only a foreign prefix asks the
phonenumbers library. Nine bare digits are also sums, identity cards and file numbers: without a prefix or a context word only a mobile
number counts, or a fixed line in usual groups that is not a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detectors.columns import head_of
from detectors.context import Context
from detectors.finding import Finding
from detectors.phone_plan import is_czech, is_foreign, is_mobile, is_slovak
from detectors.recognizer import CzechRecognizer, long_number
from detectors.text.view import View

_MIN_DIGITS = 9  # Czech and Slovak numbers after the prefix; a shorter foreign one is too like anything else
_ACTS = 0.5
_GAP = r"(?:[ ]{0,2}[./()-]{0,2}[ ]?)"
_HOME = re.compile(
    r"(?<![0-9])(?:(?P<prefix>\(?(?:\+|00)[ ]?42[01]\)?)[ ./-]{0,3}(?:\(0\)[ ]?)?|(?P<bare>\(?42[01]\)?)[ ./-]{0,2})?"
    rf"(?P<zero>\(?0[ ]?)?(?P<nsn>\(?[1-9](?:{_GAP}[0-9]){{8}})(?![0-9])(?!\.[0-9])(?!-[0-9]{{4}})(?![ ]?/[ ]?[0-9]{{4}}(?![0-9]))"
)
_ABROAD = re.compile(rf"(?<![0-9])\(?(?:\+|00)[ -]?[1-9](?:{_GAP}[0-9]){{7,14}}(?![0-9])")
_TRIES = 4
"""A foreign number may stand in a row of groups: the row itself and up to three groups less are tried."""
_LAST_GROUP = re.compile(r"[ ./()-]+[0-9]+\Z")
_GROUP = re.compile(r"[0-9]+")
_USUAL = frozenset({(9,), (3, 3, 3), (3, 6), (3, 2, 2, 2), (2, 3, 2, 2), (2, 7)})
"""How people group nine digits when nothing else tells that it is a phone."""
_OPENING = "+( "
_ROW_BEFORE = re.compile(r"[0-9]{4}[ ,;\n]")
_ROW_AFTER = re.compile(r"[ ,;\n][0-9]{4}")
"""Another number right beside: whatever label stands beyond it is that number's."""
_UNIT = re.compile(
    r"\s?(?:,-|,[0-9]{2}\b|[.,][0-9]{3}\b|Kč|CZK|EUR|€|\$|USD|korun|tis|mil|ml[dn]|ks\b|kus|m[²2³3]?\b|km|kg|t\b|MWh|kWh|GJ|MJ|l\b|"
    r"%|obyvatel|os[oó]b|byt|hlas|bajt|B\b|let\b|euro|dolar)"
)
_SUM_BEFORE = Context(r"castk\w{0,2}:?\s*\Z", r"\bcen\w{1,2}:?\s*\Z", r"\bkc\s*\Z", r"czk\s*\Z", r"eur\s*\Z", r"€\s*\Z", r"celkem:?\s*\Z")
_ON = re.compile(r" [0-9]{3}(?![0-9])(?! [0-9]{3} [0-9]{3})")
"""A group more: a longer sum or code."""
_THING_WIDTH = 44
_OTHER_LABEL = Context(
    r"\bc\.? ?j\b",
    r"\bsp\.? ?zn",
    r"\bvs\b",
    r"variabiln",
    r"\bico?\b",
    r"\bdic\b",
    r"\bop\b",
    r"prukaz",
    r"doklad",
    r"smlouv",
    r"objednav",
    r"faktur",
    r"zasilk",
    r"\bucet|\buctu",
    r"\bparc",
    r"\bid\b",
    r"\bev\.? ?c",
    r"rodn\w{1,3} c",
    r"\br\.? ?c\b",
    r"isbn",
    r"pojistk",
    r"\bspis",
    r"registrac",
    r"inv\w{0,8}\.? c",
    r"cislo\s\w{0,20}:?\s*\Z",
)
_OTHER_WIDTH = 28
_THING = re.compile(
    r"(?<![^\W_])(?:(?:kod|projekt|vyrob|seri|zadost|rozpoc|skladb|prijm|prijem|vydaj|hodnot|vys[ie]|podpor|dotac|saldo|obrat|zisk|ztrat|majet|aktiv|pasiv"
    r"|jmeni|naklad|vynos|populac|navstevnost|transakc|katalog|zbozi|carov|artikl|poloz|ticket|incident|pozadav|hlasen|protokol|klic|otisk|hash|seed"
    r"|count|size|offset|port|timestamp|verz|radek|radk|sarz|meridl|mericel|elektromer|plynomer|vodomer|odbern|symbol|poukaz|souradnic|kubatur|castc"
    r"|castk|zakaz|zakaznick|klientsk|clensk|identifik|stroj|licenc|vytisk|karto|vyzv|akc[ei]|stavb|parcel|uzem|objem|plocha|vymer|pocet|poctu|suma|sume"
    r"|bilanc|uver|dluh|pohledavk|zavazk|jistin|limit|skod|danov|dane|prispev|penale|pokut|fond|kapital|investic|trzb|polic|depozit|archiv|signatur|inv"
    r"|databaz|zaznam|davk|uloh|proces|vzork|balik|posilk|podac|vzor)\w{0,7}"
    r"|s/n|sn|kat|obj|vyr|inv|ean|gtin|duns|crn|cpv|nuts|ruian|isin|lei|utj|zuj|lau|imei|upc|sku|ref|reg|uid|pid|user_id|id|c|cis(?:lo|la|lem)?)\.?"
    r"(?P<of>(?: [^\W\d_]{2,14}){0,2}?)(?: ?(?:c|cis(?:lo|la|lem)?|no|nr|je|cini|byl|byla|bylo)\b\.?)?[ :=#\"'(–-]{0,4}\Z"
)
"""Codes and sums, right before the number, with up to two words of what they are of."""
_SUM_HEAD = re.compile(
    r"castk|rozpoc|pocet|cen[ay]\b|\bkc\b|czk|eur|suma|celkem|naklad|vydaj"
    r"|prijmy|prijem|dotac|vys[ie]|hodnota|mnozstv|\bid\b|cislo(?! tel| mob)"
)
"""Heads of columns whose nine digits are sums and codes."""


class PhoneNumberRecognizer(CzechRecognizer):
    """``PHONE_NUMBER``."""

    ENTITY = "PHONE_NUMBER"
    NEEDS = long_number
    CONTEXT = (
        r"\btel\b",
        r"telef",
        r"\bmob\b",
        r"mobil",
        r"\bgsm\b",
        r"volej",
        r"volat",
        r"zavol",
        r"kontakt",
        r"\bsms\b",
        r"whatsapp",
        r"viber",
        r"\bfax",
        r"phone",
        r"\bz cisla(?![ ]?[a-z])",
        r"\blinka\b|\blince\b|\blinku\b",
        r"zastiz",
        r"dovolat",
        r"na cisle",
        r"☎|📞|📱",
    )
    MIN_LENGTH = _MIN_DIGITS

    def load(self) -> None:
        """Has the library read its country codes now and not at the first text."""
        is_foreign("4930123456")

    def candidates(self, view: View) -> Iterator[tuple[int, int]]:
        """Numbers that are long enough, with the plus or bracket before them."""
        text = view.text
        for start, end in view.long_numbers:
            begin = start
            while begin > 0 and start - begin < 3 and text[begin - 1] in _OPENING:
                begin -= 1
            yield begin, end

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for start, end in self.candidates(view):
            at = start
            for abroad in self._abroad(view, start, end):
                for read in self._home(view, at, abroad.start):
                    yield self._finding(view, read)
                yield self._finding(view, abroad)
                at = abroad.end
            for read in self._home(view, at, end):
                yield self._finding(view, read)

    def _finding(self, view: View, read: _Read) -> Finding:
        return view.finding(self.ENTITY, read.start, read.end, read.score, f"{self.key}.{read.rule}", context=read.context)

    def _home(self, view: View, start: int, end: int) -> Iterator[_Read]:
        """Czech and Slovak numbers of one row of digits. A weak one gives way to a better one that begins inside it."""
        weak: _Read | None = None
        at = start
        while (match := _HOME.search(view.text, at, end)) is not None:
            view.step(self.key)
            read = self._judge(view, match)
            if weak is not None and (read is None or read.start >= weak.end or read.score < _ACTS):
                if match.start() >= weak.end:
                    yield weak
                    weak = None
            elif weak is not None:
                weak = None
            if read is not None and read.score >= _ACTS:
                yield read
                at = read.end
                continue
            weak = weak or read
            group = _GROUP.search(view.text, match.start(), end)
            at = group.end() if group else match.end()
        if weak is not None:
            yield weak

    def _judge(self, view: View, match: re.Match[str]) -> _Read | None:
        text = view.text
        start, end = match.span()
        if (text[start - 1 : start].isalnum() and start > 0) or text[end : end + 1].isalnum():
            return None
        groups = _GROUP.findall(match["nsn"])
        digits = "".join(groups)
        prefix = match["prefix"] or match["bare"]
        slovak = "421" in prefix if prefix else match["zero"] is not None
        if not (is_slovak(digits) if slovak else is_czech(digits)):
            if match["prefix"] is None or match["nsn"].startswith("("):
                return None
            return _Read(start, end, "prefix_odd", 0.6, context=False)
        row = _ROW_BEFORE.match(text, start - 5) is not None if start >= 5 else False
        context = self.nearby is not None and (
            (not row and self.nearby.before(view, start)) or (_ROW_AFTER.match(text, end) is None and self.nearby.after(view, end))
        )
        rule, score = _shape(match, digits, context)
        if score <= 0:
            return None
        if not context and rule != "prefix" and (not _usual(match["nsn"], groups) or _is_something_else(view, match, row=row)):
            return None
        return _Read(start, end, rule, score, context)

    def _abroad(self, view: View, start: int, end: int) -> Iterator[_Read]:
        """Numbers with the prefix of another country."""
        text = view.text
        if "+" not in text[start:end] and "00" not in text[start:end]:
            return
        at = start
        while (match := _ABROAD.search(text, at, end)) is not None:
            at = match.end()
            left, right = match.span()
            if text[left - 1 : left].isalnum() and left > 0:
                continue
            for _ in range(_TRIES):
                view.step(self.key)
                digits = "".join(_GROUP.findall(text[left:right]))
                digits = digits[2:] if "+" not in match[0] else digits
                if len(digits) < _MIN_DIGITS:
                    break
                if not digits.startswith(("420", "421")) and not text[right : right + 1].isalnum() and is_foreign(digits):
                    context = self.nearby is not None and self.nearby.near(view, left, right)
                    yield _Read(left, right, "prefix_foreign", 0.95 if context else 0.9, context)
                    at = right
                    break
                shorter = _LAST_GROUP.search(text, left, right)
                if shorter is None:
                    break
                right = shorter.start()


@dataclass(frozen=True, slots=True)
class _Read:
    """A number in the normalised text."""

    start: int
    end: int
    rule: str
    score: float
    context: bool


def _usual(written: str, groups: list[str]) -> bool:
    """Whether the groups are a phone's and stand apart by the same sign."""
    return tuple(map(len, groups)) in _USUAL and len({c for c in written if not c.isdigit()}) < 2


def _is_something_else(view: View, match: re.Match[str], *, row: bool) -> bool:
    """Whether a number without a prefix is a sum, or stands behind the label of another number."""
    start, end = match.span()
    if match["nsn"].endswith("000") or _UNIT.match(view.text, end) is not None:
        return True
    if _ON.match(view.text, end) is not None:
        return True
    if not row and _thing(view, start):
        return True
    if not row and (_OTHER_LABEL.before(view, start, _OTHER_WIDTH) or _SUM_BEFORE.before(view, start, 14)):
        return True
    return _SUM_HEAD.search(head_of(view, start)) is not None


def _thing(view: View, start: int) -> bool:
    """Whether a code or a sum is named right before; a name between ("projekt Jana Vzorná 724 …") parts them."""
    left = max(start - _THING_WIDTH, 0)
    match = _THING.search(view.fold(left, start))
    if match is None:
        return False
    words = view.text[left + match.start("of") : left + match.end("of")].split()
    return not any(word[0].isupper() and not word.isupper() for word in words)  # "kód ÚTJ" has no name in it


def _shape(match: re.Match[str], digits: str, context: bool) -> tuple[str, float]:
    """How it is written, and the score that goes with it."""
    if match["prefix"] is not None:
        return "prefix", 0.95 if context else 0.9
    if match["bare"] is not None:
        return "prefix_without_plus", 0.9 if context else 0.7
    if match["zero"] is not None:
        return "slovak", 0.85 if context else 0.0
    if is_mobile(digits):
        return "mobile", 0.85 if context else 0.5
    grouped = len(match["nsn"]) > len(digits)
    return ("fixed_grouped", 0.85 if context else 0.35) if grouped else ("fixed", 0.85 if context else 0.0)
