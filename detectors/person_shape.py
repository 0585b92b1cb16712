"""Whether what stands beside a number looks like a natural person's name, or like a legal person's. Shapes only, no list of names.

Used where the same number is personal or not by whose it is (an IČO, a cited file mark); finding names is :mod:`detectors.names`' work.
"""

from __future__ import annotations

import re

from detectors.text.characters import fold

_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ", "a-zß-öø-ÿā-ž"
_WORD = rf"[{_UPPER}][{_LOWER}]{{1,20}}"
_LOUD = rf"[{_UPPER}]{{2,20}}"
_NAME = re.compile(
    rf"(?<![\w.])(?:{_WORD}(?:[ -]{_WORD}){{1,3}}|{_LOUD} {_WORD}|{_WORD} {_LOUD}|{_LOUD} {_LOUD}|[{_UPPER}]\. ?{_WORD})(?!\w)"
)
_TITLE = re.compile(r"(?<!\w)(?:Bc|BcA|Ing|Mgr|MgA|JUDr|PhDr|RNDr|PaedDr|MUDr|MDDr|MVDr|PharmDr|ThDr|RSDr|doc|prof)\. ?(?:arch\. ?)?(?=\w)")
_CUE = re.compile(r"\b(?:pan(?:a|u|em|e|i|em)?|paní|slečn\w{1,2}|OSVČ|nar\.|narozen\w?|bytem)(?!\w)")

_NOT_A_NAME = re.compile(
    r"(?:kraj(?:e|i|em|sk\w{1,3})?|mest(?:o|a|u|e|em|sk\w{1,3}|ys\w{0,2})|obe?c(?:e|i|emi|n\w{1,3})?|urad\w{0,3}|magistrat\w{0,3}|ministerst\w{1,3}"
    r"|skol(?:a|y|e|u|ou|n\w{1,3}|sk\w{1,3})|zakladn\w{1,3}|matersk\w{1,3}|stredn\w{1,3}|gymnazi\w{1,3}|uni(?:ver[sz]it\w{1,3}|e|i|a)|vysok[ae]"
    r"|nemocnic\w{1,3}|poliklinik\w{1,2}|ustav\w{0,3}|agentur\w{1,2}|sprav(?:a|y|e|u|ou|n\w{1,3})|reditel\w{0,6}|inspek\w{2,6}|komora|komory"
    r"|spolecnost\w{0,3}|podnik\w{0,5}|sluzb\w{1,3}|druzstv\w{1,2}|nadac\w{1,3}|spol|spolek|spolku|svaz\w{0,2}|fond\w{0,2}|cirkev|cirkve|farnost\w{0,2}"
    r"|bank[ayuo]u?|pojistovn\w{1,2}|sporiteln\w{1,2}|cesk[aeo]\w{0,2}|narodn\w{1,3}|statn\w{1,3}|statutarn\w{1,3}|technick\w{1,3}|dopravn\w{1,3}"
    r"|vodovod\w{0,2}|tepl[ao]rn\w{1,2}|elektr\w{1,8}|energ\w{1,8}|lesy|povodi|knihovn\w{1,2}|muze\w{1,3}|divadl\w{1,2}|domov\w{0,2}|centr\w{1,2}"
    r"|hasic(?:i|u|sk\w{1,3})|polici\w{1,2}|soud(?:u|em|n\w{1,3})?|zastupitel\w{1,5}|okresn\w{1,3}|krajin\w{1,2}|dodavatel\w{0,3}|odberatel\w{0,3}"
    r"|objednatel\w{0,3}|zhotovitel\w{0,3}|kupujic\w{1,3}|prodavajic\w{1,3}|smluvn\w{1,3}|stran[ayeou]|faktur\w{1,4}|uc(?:et|tu)|telefon\w{0,2}"
    r"|datov\w{1,3}|sidl[oae]|ulice|namest\w{1,2}|republik\w{1,2}|evrops\w{1,4}|stavb\w{1,2}|stavebn\w{1,4}|prodej\w{0,2}|servis\w{0,2}|doprav[aye]"
    r"|auto|holding|group|invest|consult\w{0,3}|systems?|trade|sro|gmbh|ltd|inc|corp|plc|odbor\w{0,2}|oddelen\w{1,3}|rad[aye]|vybor\w{0,2}|komis[ei]"
    r"|prosim|dobry|vazen\w{1,2}|ico?|dic)"
)
"""Words of institutions, contracts and letters, whole; surnames that only begin so (Krajíček, Stránský) are no such word."""
_TOWN = re.compile(
    r"(?:vary|varech|varu|budejovi\w{2,4}|krumlov(?:a|e|em)?|hrad(?:ec|ce|ci|cem)|dvur|jicin(?:a|e|em)?|mistek|mezirici|mest[aoue]|brod[aeu]?|lhot[aey]|labem"
    r"|ostrav(?:a|y|e|ou)|libere?c(?:e|i|em)?|prah[aeuy]|praze|brno|brne|brna|olomouc[ei]?|plzen|plzn[ie]|pardubic\w{1,3}|zlin[aeu]?|jihlav[aey]|usti"
    r"|bystric[ei]|lip[aey]|nisou)"
)
"""Towns of two words, by the word that is hardly anybody's surname."""
_TOWN_FIRST = re.compile(
    r"(?:nov|star|velk|mal|mlad|horn|doln|vysok|cerven|bil|moravsk|valassk|uhersk|jindrich)(?:a|e|y|i|u|o|ou|ych|em|eho|uv)\b"
)
"""What a town of two words begins with; as the first of two words it is hardly ever a surname."""
LEGAL_FORM = re.compile(
    r"\bs\. ?r\. ?o\b|\bspol\. s\b|\ba\. ?s\.|\bv\. ?o\. ?s\b|\bk\. ?s\.|\bz\. ?s\.|\bo\. ?p\. ?s\b|\bz\. ?u\.|\bo\. ?s\."
    r"|\bs\. ?p\.(?! ?zn)|\bp\. ?o\.|\bprispevkov\w{1,2} organiz|\borganizacn\w{1,2} slozk|\bakciov|\brucenim omezen|\bstatni podnik"
    r"|\bdruzstv|\bspolek\b|\bspolku\b|\bnadac|\bnadacni|\bspolecenstvi vlastniku|\bsvj\b|\bsvaz|\bcirk|\bfarnost"
    r"|\bkraj(?:e|i|em|sk\w{1,3})?\b|\bmest(?:o|a|u|em|sk\w{1,3}|ys\w{0,3})\b|\bobec\b|\bobce\b|\bobci\b|\bobecni|\burad\w{0,3}\b"
    r"|\bmagistrat|\bministerst|\bskol\w{1,3}\b|\buniver[sz]it|\bnemocnic|\bustav|\bagentur|\bsprava\b|\breditelstv|\bbanka\b"
    r"|\bpojistovn|\bgmbh\b|\bltd\b|\binc\b|\bse\b(?=[,.]? (?:ic|sidl))|\bsro\b|\bsdh\b|\bhasic|\bpolicie\b|\bsoud\b"
    r"|\bcesk\w{1,3} republik|\bjednatel|\bzastoupen|\bhejtman|\bstarost|\breditel|\bpredsed|\bprimator|\bprokurist|\bstatutarn"
)
"""Over folded text. Who represents somebody makes the number the represented one's, so offices of representation count too."""


def looks_like_person(text: str) -> bool:
    """Whether a stretch of text holds two capitalised words, an initial or a title, none of which is a word of institutions.

    >>> looks_like_person("Jan Vzorný, truhlář"), looks_like_person("Krajský Úřad"), looks_like_person("Ing. Vzorný")
    (True, False, True)
    """
    if _TITLE.search(text):
        return True
    for match in _NAME.finditer(text):
        words = fold(match[0]).replace("-", " ").split(" ")
        for some in (words, words[-2:]):  # "Tesařství Jan Vzorný" too
            if not _TOWN_FIRST.fullmatch(some[0]) and not any(_NOT_A_NAME.fullmatch(word) or _TOWN.fullmatch(word) for word in some):
                return True
    return False


def has_cue(text: str) -> bool:
    """Whether a word stands there that only natural persons have: pan, OSVČ, nar., bytem."""
    return _CUE.search(text) is not None


def has_legal_form(text: str) -> bool:
    """Whether a token of a legal person, or of somebody who represents one, stands there.

    >>> has_legal_form("Dřevo Vzor s. r. o."), has_legal_form("Liberecký kraj"), has_legal_form("Jan Vzorný, truhlář")
    (True, True, False)
    """
    return LEGAL_FORM.search(fold(text)) is not None
