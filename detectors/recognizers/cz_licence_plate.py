"""Registrační značka vozidla: by the register of vehicles it names the keeper. Decree No. 343/2014 Coll., annexes.

Standard 1A2 3456 to 1AA 0000 and, since 2025 in Prague, 1AA A000; electric EL1 23AB; these alone when written as on the plate. Tight
standard plates, old AB 12-34 and ABC 12-34, veterans 12V 3456, diplomats 012 CD 34, motorcycles 1A 2345 and Slovak BA 123 CD need a
context word; plates of the keeper's choice (five to eight letters and digits) stand right behind their label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.codes import codes
from detectors.columns import cell_end, head_of
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer, number
from detectors.text.view import View
from detectors.text.words import beginning_keys, beginnings

_REGION = "[ABCEHJKLMPSTUZ]"
_LETTER = "[A-FH-NPR-VX-Z]"  # no G, O, Q, W
_SPACE = "[ -]?"
_STANDARD = re.compile(rf"[1-9]{_REGION}(?:[0-9]{_SPACE}[0-9]{{4}}|{_LETTER}{_SPACE}(?:[0-9]{{4}}|{_LETTER}[0-9]{{3}}))")
_ELECTRIC = re.compile(rf"EL[0-9]{_SPACE}[0-9]{{2}}{_LETTER}{{2}}|EL{_SPACE}[0-9]{{3}}{_SPACE}{_LETTER}{{2}}")
_OTHER = re.compile(
    rf"[0-9]{{2}}V{_SPACE}[0-9]{{4}}|[0-9]{{3}}{_SPACE}(?:CD|XX|XS|HC){_SPACE}[0-9]{{2}}|(?:CD|XX|XS"
    rf"|HC){_SPACE}[0-9]{{3}}{_SPACE}?[0-9]{{2}}"
    rf"|[1-9]{_REGION}{_SPACE}[0-9]{{4}}|[A-Z]{{2,3}}{_SPACE}[0-9]{{2}}{_SPACE}[0-9]{{2}}|[A-Z]{{2}}{_SPACE}[0-9]{{3}}{_SPACE}[A-Z]{{2}}"
)
_SLOVAK = re.compile(rf"[A-Z]{{2}}{_SPACE}[0-9]{{3}}{_SPACE}[A-Z]{{2}}")
_CUSTOM = re.compile(r"(?=[A-Z0-9 ]{0,8}[0-9])(?!EL)[A-FH-NPR-VX-Z0-9]{5,8}|[A-FH-NPR-VX-Z0-9]{3} [A-FH-NPR-VX-Z0-9]{4,5}")
_NAME = (
    r"(?:rz|spz|(?:reg(?:istracni\w{0,3}|istr?)?|(?:st(?:atni\w{0,3}|at)?\.? ?)?pozn(?:avaci\w{0,3})?)\.? ?zn(?:ack\w{1,3}|\.|(?!\w))"
    r"|espezetk\w{1,3}|licence plate)"
)
_LABEL = re.compile(
    rf"(?<!\w){_NAME}(?:[ ]?(?:voz(?:idl\w{{1,3}}|u)|automobilu|auta|motocyklu|privesu))?"
    r"[ \t]{0,2}(?:\((?:rz|spz)\)[ \t]?)?(?:je |c\. ?|cislo )?[\"'“”]?[ \t]?(?:(?:ma byt|patri|je|zni)[ ]|[:=|;])?"
    r"[ \t\"'„*]{0,3}(?:\n[ \t]{0,4})?\Z"
)
_HEAD = re.compile(r"(?:vozidlo )?(?:rz|spz|(?:registracni |reg\. ?|statni poznavaci )?(?:znack[auy]|zn\.))(?: voz(?:idl\w|u)| auta)?")
_NAMES = beginning_keys(("rz", "spz")) | {"zn", "znac", "espe", "lice", "reg", "regi", "regz", "pozn", "stpo"}
"""With one of these a word of every label begins."""
_THING = re.compile(
    r"(?<![^\W_])(?:(?:mistnost|ucebn|trid|kurz|predmet|kancelar|rozvrh|modul|verz|skupin|oddelen|artikl|clan[ek]k|norm|objedn"
    r"|katalog|vyrob|model"
    r"|budov|sektor|regal|formular|tiskop|faktur|doklad|poloz|produkt|sarz|vzor|zasuv|zakaz|projekt|smlouv|smluv|lozisk|luzk|patr"
    r"|podlaz|slozk|sanon"
    r"|krabic|pozic|sklad|skrin|palet|reviz|profes|stupn|rocnik|komponent|soucast|jistic|ventil|rozvad|format|variant|balen"
    r"|vykres|meric|meridl"
    r"|kapitol|odstav|priloh|zbozi|material|zarizen|pristroj|tiskarn|cerpadl|filtr|inventar|evidenc|parcel|zasil|balik|ticket"
    r"|pozadav|hlasen|program"
    r"|laborator|posluchar|pokoj|telocvic|prostor|nastup|peron|vchod|usnesen|zakon|standard|predpis|bunk|radek|radk|sloup|cisla"
    r"|serie)\w{0,6}"
    r"|(?:kod|typ|dil|sal|hal|form|rad|link|lince|blok|spis|dver|klic|stupen|test|licenc|pol|bod|mist|cast|seri|police|box|stan"
    r"|fond|arch|okrs|obvod|motor|aul"
    r"|bran|kolej|stani|index|zn)(?:[aeiuyo]|em|um|ech|ich|ach|ami|emi|im|kem|ku|ky)?"
    r"|csn|en|iso|din|kat|obj|vyr|inv|art|ref|id|sku|ean|[sp](?=\. ?c))\.?"
    r"(?: ?(?:c|cis(?:lo|la|lem)?|no|nr|kod)\b\.?)?[ :=#\"'„(-]{0,3}\Z"
)
"""What is numbered like this and is no vehicle, right before the number."""
_FREE = re.compile(
    r"(?:\A|[\n;\t,!?)]|(?<![^\W_])(?:(?:vide|spatri|stal|stoj|parkoval|parkuj|zaparkoval|odjel|prijel|prijizd|jel|jede|jezdi"
    r"|ridil|ridi|poskodi|nabour|narazi|zabloko|odtah"
    r"|zkontrolo|zastavi|zjisti|nahlasi|vlastni|koupi|prodal|prihlasi|odhlasi|pujci|projel|projizd|zaznam|najel|predjel|vjel"
    r"|vyjel|ujel|ujizd|ujizd|prevedl|prevest"
    r"|ohrozi|patri|uziva|pouziva|provozu|majitel|drzitel|provozovatel|ridic|prestup|soused|klient|znack|dodavk|taxi|auto\b|aut"
    r"|vuz)\w{0,5}|\w{3,14}(?:ano|eno)"
    r"|a|i|k|o|s|u|v|z|ve|se|ze|na|do|od|po|pro|pri|za|je|jsem|jsme|byl|byla|bylo|ma|mam|mel|mela|nebo|ani|tu|tam|zde|jde|jedna"
    r"|kara|ta|to|toto|tato|ten|jako"
    r"|kolega|pan\w?))[ \"'„(:|–-]{0,3}\Z"
)
"""What may stand before a plate that nothing names: nothing, a comma, a verb of traffic, a short word, a keeper."""
_ROW = re.compile(r"[0-9][A-Z][0-9A-Z][ -]?[A-Z0-9]{4}(?:,? (?:a |nebo |i )?|; ?|/)\Z")
_ROW_MOST, _ROW_WIDTH = 8, 16
_NEAR = 32
_LONGEST = 9
"""Characters of a plate with its space."""


def _bounded(view: View, start: int, end: int) -> bool:
    text = view.text
    before, after = text[start - 1] if start else "", text[end : end + 1]
    if after == "," and cell_end(view, start) == end:
        after = ""
    if before.isalnum() or after.isalnum() or (before and before in "-_/.#+") or (after and after in "_#+"):
        return False
    return not (after and after in "-/.," and text[end + 1 : end + 2].isalnum())


def _before(view: View, start: int) -> str:
    return view.fold(start - _NEAR, start)


def _row(text: str, start: int) -> int:
    """Where a row of such numbers begins: what stands before the first stands before all."""
    for _ in range(_ROW_MOST):
        match = _ROW.search(text, max(start - _ROW_WIDTH, 0), start)
        if match is None:
            break
        start = match.start()
    return start


def _thing(view: View, start: int) -> bool:
    """Whether something that is no vehicle is named right before."""
    before = _before(view, start)
    return _THING.search(before) is not None and _LABEL.search(before) is None


class CzLicencePlateRecognizer(CzechRecognizer):
    """``CZ_LICENCE_PLATE``."""

    ENTITY = "CZ_LICENCE_PLATE"
    NEEDS = number
    CONTEXT = (
        r"\brz\b",
        r"\bspz\b",
        r"\breg(?:istracni\w{0,3}|istr?)?\.? ?zn(?:ac|\b)",
        r"\bpozn(?:avaci\w{0,3})?\.? ?zn(?:ac|\b)",
        r"vozid",
        r"\bvuz\b|\bvozu\b|\bvozem\b",
        r"espezet",
        r"\baut(?:o|a|em|u)\b",
        r"automobil",
        r"motocykl",
        r"motork",
        r"licence plate|number plate",
        r"zaparkov|parkov",
        r"\bskoda\b|octavi|fabi[aei]\b",
        r"ridic\w{0,3} voz",
        r"(?:registracni|poznavaci)\w{0,3} tabulk",
        r"\bstk\b|povinne\w{0,3} rucen|dalnicni\w{0,3} znamk",
        r"\bford\w{0,2}\b|volkswagen|hyundai|\bkia\b|\bdaci[aei]|renault|peugeot|citroen|toyot|\bbmw\b|\baudi\b|mercedes|\bopel|\bfiat",
        r"\bvolvo\b|\bmazd[ay]|suzuki|\btatr[ay]\b|\biveco\b|superb\w{0,2}\b|kodiaq|passat|\btransit|felici[ei]|favorit\w{0,2}\b|trabant",
        r"\bskodovk",
        r"\bprives\w{0,3}\b|\bnaves\w{0,3}\b|\btraktor|\bkamion|\btahac|\bskutr|\bctyrkolk|\bkaravan|\bsanitk|\bodtazen|\bodtah",
    )
    MIN_LENGTH = 1

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        reach = 0
        named = not _NAMES.isdisjoint(beginnings(view))
        for start, end in codes(view):
            if start < reach or end - start > 8:
                continue
            view.step(self.key)
            finding = self._at(view, start, named=named)
            if finding is not None:
                span, found = finding
                reach = span
                yield found
        for start, _ in view.numbers if named else ():
            if view.text[start + 1 : start + 2] in {"l", "o"}:  # "1l2 3456": the small letters that may also be misread digits
                view.step(self.key)
                typed = self._typed(view, start)
                if typed is not None:
                    yield typed[1]
        yield from self._apart(view)

    def _at(self, view: View, start: int, *, named: bool) -> tuple[int, Finding] | None:
        """A plate that begins with a code. ``named``: whether a label of plates may stand somewhere in the text."""
        text = view.text
        for name, pattern in (("standard", _STANDARD), ("electric", _ELECTRIC)):
            match = pattern.match(text, start)
            if match is not None and _bounded(view, *match.span()):
                return self._strict(view, match, name)
        match = _OTHER.match(text, start)
        if match is not None and _bounded(view, *match.span()) and self.nearby is not None and self.nearby.near(view, *match.span()):
            if _thing(view, match.start()):
                return None
            return match.end(), view.finding(self.ENTITY, *match.span(), 0.8, f"{self.key}.other", context=True)
        for left in (start, start - 4) if named else ():  # "HIT YZF47": the first group may hold no digit
            match = _CUSTOM.match(text, left) if left >= 0 else None
            if match is None or match.end() <= start or not _bounded(view, *match.span()):
                continue
            if _LABEL.search(view.fold(left - 50, left)) or _HEAD.fullmatch(head_of(view, left)):
                return match.end(), view.finding(self.ENTITY, *match.span(), 0.8, f"{self.key}.custom", context=True)
        return self._typed(view, start) if named else None

    def _typed(self, view: View, start: int) -> tuple[int, Finding] | None:
        """A plate in small letters, as it is typed in a hurry: right behind its label."""
        typed = view.text[start : start + _LONGEST]
        if not any(c.islower() for c in typed) or not typed.isascii():
            return None
        match = _STANDARD.match(typed.upper()) or _ELECTRIC.match(typed.upper()) or _OTHER.match(typed.upper())
        if match is None or not _bounded(view, start, start + match.end()):
            return None
        if not (_LABEL.search(view.fold(start - 50, start)) or _HEAD.fullmatch(head_of(view, start))):
            return None
        end = start + match.end()
        return end, view.finding(self.ENTITY, start, end, 0.8, f"{self.key}.typed", context=True)

    def _strict(self, view: View, match: re.Match[str], name: str) -> tuple[int, Finding] | None:
        start, end = match.span()
        first = _row(view.text, start)
        if _thing(view, first):
            return None
        context = (self.nearby is not None and self.nearby.near(view, start, end)) or _HEAD.fullmatch(head_of(view, start)) is not None
        if not context:
            if " " not in match[0] or view.text[end : end + 3].strip(" ")[:1] in {"%", "€"} or not _FREE.search(_before(view, first)):
                return None
            if match[0][-4:].isdigit() and match[0][-4:-2] in {"19", "20"} and name == "standard":
                return None  # "3A2 2024": a year behind a class
        score = 0.95 if context else 0.6
        return end, view.finding(self.ENTITY, start, end, score, f"{self.key}.{name}", context=context)

    def _apart(self, view: View) -> Iterator[Finding]:
        """Plates whose letters and digits stand apart, which are no codes: "LBA 12-34", "012 CD 34", "BA 123 CD"."""
        text = view.text
        for start, end in view.numbers:
            if end - start > 9 or text[start - 1] not in " -" or not text[start - 2 : start - 1].isupper():
                continue
            view.step(self.key)
            left = start - 1
            while left > 0 and start - left < 4 and text[left - 1].isascii() and text[left - 1].isupper():
                left -= 1
            if left >= 4 and text[left : start - 1] in {"CD", "XX", "XS", "HC"} and text[left - 4 : left - 1].isdigit():
                left -= 4
            match = _OTHER.match(text, left) or _SLOVAK.match(text, left)
            if match is None or not _bounded(view, *match.span()) or self.nearby is None or not self.nearby.near(view, *match.span()):
                continue
            yield view.finding(self.ENTITY, *match.span(), 0.8, f"{self.key}.old", context=True)
