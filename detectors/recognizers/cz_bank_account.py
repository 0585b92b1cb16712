"""Czech bank account: ``[prefix-]number/bank``, decree No. 169/2011 Coll. of the Czech National Bank.

Two weighted sums and the list of banks let one random number in two thousand pass, so a right account needs no context. Codes 20xx
look like years ("č. j. 19/2010"): they need six digits of the number, a prefix or a context word. Without the bank's code only an
account beside its label counts; a wrong check digit does not make a labelled account somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.context import Context
from detectors.finance.accounts import is_account, is_bank, is_number
from detectors.finance.bank_codes import bank_codes
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer, wide_number
from detectors.text.view import View

_WITH_BANK = re.compile(
    r"(?<![0-9])(?<![0-9][.,/])(?:(?P<prefix>[0-9]{1,6})[ ]?-[ ]?)?(?P<number>[0-9]{2,10})"
    r"[ ]?/[ ]?\n?[ ]{0,4}(?P<bank>[0-9]{4})(?![0-9])(?![/-][0-9])"
)
_SPACED = re.compile(
    r"(?<![0-9])(?:(?P<prefix>[0-9]{1,6})[ ]?-[ ]?)?(?P<number>[0-9]{1,4}(?: [0-9]{2,4}){1,4})"
    r"[ ]?/[ ]?(?P<bank>[0-9]{4})(?![0-9])(?![/-][0-9])"
)
_WITHOUT_BANK = re.compile(r"(?<![0-9/.])(?:(?P<prefix>[0-9]{2,6})[ ]?-[ ]?)?(?P<number>[0-9]{6,10})(?![0-9])(?![/.,-][0-9])")
_SIX = re.compile(r"[0-9]{6}")
_BANK_APART = re.compile(r"[^0-9\n]{0,12}(?:kod\w{0,2} banky|k\. ?b\.|banka|banky|kod)[^0-9\n]{0,20}(?P<bank>[0-9]{4})(?![0-9])")
_KEY_OF_BANK = re.compile(r"[ ,;(]{0,3}(?:(?:smerovy )?kod\w{0,2} banky|k\. ?b\.)[ :=]{0,3}[0-9]{4}(?![0-9])")
"""It labels the number before it."""
_FILE_MARK = Context(r"\bc\.? ?j\b", r"\bsp\.? ?zn", r"usneseni", r"vyhlask", r"zakon", r"narizen", r"smlouv\w{0,3} c", r"\bcj\b")
_OFFICE_MARK = re.compile(r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]{2,8}[ /-]\Z")
_OTHER_LABEL = Context(
    r"\bvs\b",
    r"variabiln",
    r"\bss\b",
    r"specific",
    r"\btel",
    r"mobil",
    r"\bico?\b",
    r"faktur",
    r"doklad",
    r"rodn",
    r"\br\.? ?c\b",
    r"castk",
    r"smlouv",
    r"konstantn",
    r"\bks\b",
    r"telef",
    r"prukaz",
    r"dic\b",
)
_NEAR = 22


class CzBankAccountRecognizer(CzechRecognizer):
    """``CZ_BANK_ACCOUNT``."""

    ENTITY = "CZ_BANK_ACCOUNT"
    NEEDS = wide_number
    CONTEXT = (
        r"\bc\. ?u\b",
        r"\bc\.? ?uct",
        r"\bcu\b",
        r"cis\w{1,4} (?:bankovniho )?uct",
        r"bankovn\w{1,3} (?:uc|spoj)",
        r"\buc(?:et|tu|tem|ty|tech)\b",
        r"ucet_",
        r"\bbanka\b|\bbanky\b|\bbance\b",
        r"account",
        r"inkas",
        r"prevod\w{0,2}\b",
        r"poukaz",
        r"trval\w{1,3} prikaz",
        r"zasl\w{2,6} na",
    )
    MIN_LENGTH = 6

    def load(self) -> None:
        """Reads the list of banks."""
        bank_codes()

    def validate(self, value: str) -> bool | None:
        """True when both sums are right and the bank is known."""
        match = _WITH_BANK.fullmatch(value) or _SPACED.fullmatch(value)
        return None if match is None else self._check(match["prefix"] or "", match["number"].replace(" ", ""), match["bank"])

    @staticmethod
    def _check(prefix: str, number: str, bank: str) -> bool:
        return len(number) <= 10 and is_bank(bank) and is_account(prefix, number)

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        for start, end in self.candidates(view):
            done = start
            if "/" in text[start:end]:
                for finding, stop in self._with_bank(view, start, end):
                    yield finding
                    done = stop
            if end - done >= 6 and (text[done : done + 6].isdigit() or _SIX.search(text, done, end)):
                yield from self._without_bank(view, done, end)

    def _with_bank(self, view: View, start: int, end: int) -> Iterator[tuple[Finding, int]]:
        match = _WITH_BANK.search(view.text, start, end)
        while match is not None:
            view.step(self.key)
            finding = self._judge(view, match)
            if finding is None and text_before(view, match.start()).isdigit():
                spaced = _SPACED.search(view.text, max(start, match.start() - 16), match.end())
                finding = self._judge(view, spaced) if spaced else None
            if finding is not None:
                yield finding, match.end()
            match = _WITH_BANK.search(view.text, match.end() if finding else match.end() - 4, end)

    def _judge(self, view: View, match: re.Match[str]) -> Finding | None:
        prefix, number, bank = match["prefix"] or "", match["number"].replace(" ", ""), match["bank"]
        start, end = match.span()
        if view.text[start - 1 : start].isalpha() or view.text[end : end + 1].isalnum() or len(number) > 10:
            return None
        check = self._check(prefix, number, bank)
        yearlike = bank.startswith(("19", "20"))
        if not check and (yearlike or len(number) < 5):
            return None
        context = self.nearby is not None and self.nearby.near(view, start, end)
        if not context:
            if not check or (len(number) < 6 and not prefix and (yearlike or len(number) < 4)):
                return None
            if not prefix and (_FILE_MARK.before(view, start, _NEAR) or _OFFICE_MARK.search(view.text, max(start - 10, 0), start)):
                return None
        elif yearlike and not prefix and _FILE_MARK.before(view, start, 12):
            return None
        score = (0.99 if context else 0.96 if len(number) >= 6 or prefix else 0.6) if check else 0.55
        rule = f"{self.key}.{'slash' if check else 'slash_typo'}"
        return view.finding(self.ENTITY, start, end, score, rule, check=check, context=context)

    def _labelled(self, view: View, start: int) -> bool:
        return self.nearby is not None and self.nearby.before(view, start, 40)

    def _without_bank(self, view: View, start: int, end: int) -> Iterator[Finding]:
        for match in _WITHOUT_BANK.finditer(view.text, start, end):
            view.step(self.key)
            left, right = match.span()
            if view.text[left - 1 : left].isalpha() or view.text[right : right + 1].isalnum():
                continue
            prefix, number = match["prefix"] or "", match["number"]
            if not self._labelled(view, left) and not (_KEY_OF_BANK.match(view.fold(right, right + 30)) and is_account(prefix, number)):
                continue
            if _OTHER_LABEL.before(view, left, 14):
                continue
            right_sums = is_account(prefix, number) if prefix else is_number(number)
            apart = _BANK_APART.match(view.fold(right, right + 60))
            if apart is not None and is_bank(apart["bank"]):
                score = 0.95 if right_sums else 0.55
            elif right_sums:
                score = 0.75 if prefix else 0.6
            else:
                continue
            right = right + apart.end() if apart is not None and is_bank(apart["bank"]) else right
            yield view.finding(self.ENTITY, left, right, score, f"{self.key}.label", check=right_sums, context=True)


def text_before(view: View, start: int) -> str:
    """The nearest character before, past one space."""
    return view.text[max(start - 2, 0) : start].strip()[-1:]
