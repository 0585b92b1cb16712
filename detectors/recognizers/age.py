"""Age together with a person: "Jan Vzorný, 45 let", "45letá klientka", "věk: 45". A number of years alone is a term, a warranty,
a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.finding import Finding
from detectors.person_shape import looks_like_person
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View
from detectors.text.words import distinct_words, vocabulary

_AGE = re.compile(
    r"(?<![0-9.,/-])(?<!- )(1[01][0-9]|[1-9]?[0-9])"
    r"[ -]?(?:let(?![a-z])|rok[yu]?(?![a-z])|(?:ti)?let(?:y|a|e|eho|emu|em|ou|ych|ym|ymi)(?![a-z])|r\.(?= ))"
)
_LABEL = re.compile(
    r"(?<![a-z])(?:vek|veku|age)(?: (?:klient|zadatel|pacient|ditet|zamestnan|matk|otc|osob)\w{0,4})?[\"']?[ ]?[:=]?[ ]{0,2}\"?"
    r"(1[01][0-9]|[1-9]?[0-9])(?![0-9.,/%-]|[ ]?[-/])(?:[ ](?:let|roku|rok|roky)\b)?"
)
_LABELS = ("vek", "age")
_LABEL_WORDS = frozenset({"vek", "veku", "age"})
_TERM = re.compile(
    r"(?:\b(?:na|od|do|po|pred|za|az|o|starsi|starsich|mladsi|mladsich|nez|nad|pod|dobu|min|alespon|nejmene|trva\w*|zaruk\w*"
    r"|praxe|prax\w|trest\w*"
    r"|kazdych|behem|let|vice|mene|pres|celkem|kolem|temer|skoro|minimalne|maximalne|poslednich|dalsich|uplynulych|techto"
    r"|dosazeni|dovrsi\w*"
    r"|dovrseni|delky|trvani|splatnost\w*)|§|[-+<>])\s{0,2}\Z"
)
_OF = re.compile(
    r"[ ](?:(?:povinn|odborn|skoln|vlastn|uspesn)\w{1,4} )?(?:prax|zkusenost|zaruk|smlouv|provoz|studi|sluzb|dochazk|zivotnost"
    r"|reditel|vedouc|starost\w{0,3}\b|tajemni"
    r"|sporu|soud\w|dozadu|zpet|a vic|a starsi|a mlads|a mene|je (?:hranic|minim|maxim)|(?:ve|v) (?:funkci|oboru|cele|zahranic"
    r"|provoz|urad|sluzb|exekutiv)|na (?:trhu|uradu|pozici|radnici)"
    r"|u (?:firmy|nas|policie|hasicu)|clen\w{0,3}\b|vedl|vede|ridi|pusobi|pracuj|pracov|slouzi|uci\b|uvazk|bez|pro |smen)|\+"
)
"""A number of years of something else."""
_EVERYBODY = re.compile(
    r"(?:\b(?:osoby|osob|osobam|deti|detem|zaci|zaku|zakum|lide|lidi|lidem|obyvatel\w{0,3}|seniori|senioru|muzi|muzu|zeny|obcane"
    r"|obcanu|mladez\w?|studenti|studentu"
    r"|pojistenci|pojistencu|klienti|klientu|zadatele|zadatelu|minimaln\w{1,2}|maximaln\w{1,2}|prumern\w{1,3}|stredni\w{0,2}"
    r"|duchodov\w{2,3}|zakonn\w{2,3}"
    r"|predepsan\w{2,3}|stanoven\w{2,3}|dosah\w{1,3}|dosazen\w{1,2}|dovrs\w{1,5}|odchod\w{0,2} do duchodu|hranice|limit) (?:ve )?)\Z"
)
_PERSON_WORD = (
    r"(?:klient\w{0,4}|pacient\w{0,4}|zadatel\w{0,4}|ucastni\w{1,3}|matk\w|otec|otce|otci|syn\w{0,3}|dcer\w|muz\w{0,3}|zen\w"
    r"|pan[aiue]?|diten\w?|dite"
    r"|ditet\w|chlap\w{1,3}|divk\w|holk\w|nezletil\w{1,3}|duchod(?:c[eiu]|cem|cum|cich|kyn\w{1,3})|senior\w{0,4}|zamestnan\w{1,4}|ridic\w{0,4}|osob[aeuy]"
    r"|student\w{0,4}"
    r"|zak\w{0,4}|poskozen\w{1,3}|obvinen\w{1,3}|manzel\w{0,4}|babick\w|dedecek|uchazec\w{0,3})"
)
_BEFORE = re.compile(
    rf"\b{_PERSON_WORD}(?:[ ,(]{{1,2}}|[ ](?:je|ma|ve veku|bylo|je mu|je ji)[ ]"
    rf"|[ ](?P<name>[^\W\d_]{{2,16}})(?:[ ][^\W\d_]{{2,16}})?[ ,(]{{1,2}})\Z"
)
_AFTER = re.compile(rf"[ ](?:{_PERSON_WORD})\b")
_IT_IS = re.compile(r"\b(?:je|bylo|budou|bude) (?:mu|ji|jim|klientovi|klientce)(?: (?:uz|jiz|nyni|tedy))? \Z|\bve veku \Z")
_NAME_END = re.compile(r"[^\W\d_][,]?[ ]?[(,]?[ ]?\Z")
_ADJECTIVE = ("ý", "á", "é", "ho", "mu", "ou", "ch", "ym", "ým", "y", "a", "e")


def _spoken(view: View) -> bool:
    """Whether a word of years stands in the text."""
    words = vocabulary(view)
    return "let" in words or ("rok" in words and " rok" in view.folded)


def _told(view: View) -> bool:
    """Whether an age may be told: a number, and a word of years or a label."""
    return bool(view.numbers) and (_spoken(view) or not _LABEL_WORDS.isdisjoint(distinct_words(view)))


class AgeRecognizer(CzechRecognizer):
    """``AGE``."""

    ENTITY = "AGE"
    NEEDS = _told
    CONTEXT = (r"\bvek\w{0,2}\b", r"\blet\b")

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        folded = view.folded
        if _spoken(view):
            for start, _ in view.numbers:
                match = _AGE.match(folded, start)
                if match is None:
                    continue
                view.step(self.key)
                if _OF.match(folded, match.end()) is not None:
                    continue
                rule = self._anchor(view, start, match.end())
                if rule:
                    yield view.finding(self.ENTITY, start, match.end(), 0.6, f"{self.key}.{rule}", context=True)
        if not _LABEL_WORDS.isdisjoint(distinct_words(view)):
            for word in _LABELS:
                yield from self._labelled(view, word)

    def _labelled(self, view: View, word: str) -> Iterator[Finding]:
        """The ages behind a label."""
        folded = view.folded
        at = folded.find(word)
        while at >= 0:
            match = _LABEL.match(folded, at)
            if match is not None:
                view.step(self.key)
                if not (_OF.match(folded, match.end()) or _EVERYBODY.search(folded, max(at - 24, 0), at)):
                    yield view.finding(self.ENTITY, match.start(1), match.end(), 0.6, f"{self.key}.label", context=True)
            at = folded.find(word, match.end() if match else at + len(word))

    @staticmethod
    def _anchor(view: View, start: int, end: int) -> str:
        """The person whose age it is, or ""."""
        before = view.fold(start - 44, start)
        told = _IT_IS.search(before)
        if told is not None:
            at = before.rfind("veku") if before.endswith("veku ") else -1
            return "" if at >= 0 and _EVERYBODY.search(before, 0, at) else "it_is"
        if _TERM.search(before):
            return ""
        window = max(start - 44, 0)
        role = _BEFORE.search(before)
        if role is not None and (role["name"] is None or view.text[window + role.start("name")].isupper()):
            return "word"
        if view.text[start:end].endswith(_ADJECTIVE) and _AFTER.match(view.fold(end, end + 20)):
            return "word"
        raw = view.text[max(start - 32, 0) : start]
        if raw.rstrip()[-1:] in {",", "("} and _NAME_END.search(raw) and looks_like_person(raw.rstrip(" ,(").rsplit(",", 1)[-1]):
            return "name"
        return ""
