"""The name before a house number: a street's, with or without its word, or a village's."""

from __future__ import annotations

import re

from detectors.text.characters import fold

_UPPER = "A-ZÁČĎÉĚÍĽŇÓŘŠŤÚŮÝŽÄÖÜ"
_CAPITAL = rf"[{_UPPER}][\w'’.-]{{0,24}}"
_KIND = (
    r"(?:[Uu]l\.|[Uu]lic[ei]|[Tt]ř\.|[Tt]říd[aěuy]|[Nn]ám\.|[Nn]áměstí|[Nn]ábř\.|[Nn]ábřeží|[Ss]ídl\.|[Ss]ídlišt[ěi]|[Aa]lej|[Bb]ulvár|[Nn]am\.|[Uu]lica)"
)
_BEHIND = r"(?:nábřeží|náměstí|nám\.|třída|sady|alej|sídliště|cesta|stezka|kolonie|ulice|dvůr|vrch)"
_TO = r"(?:U|Na|V|Ve|K|Ke|Pod|Nad|Za|Při|Před|Mezi|Do|Od|Po|Ku|Pri)"
_SMALL = r"(?:a|z|ze|nad|pod|u|v|ve|na|při|za|kpt\.|gen\.|plk\.|dr\.|sv\.|prof\.|arm\.|mjr\.|npor\.|bratří|čs\.|krále|mistra|legií|armády)"
_NUMBER_MARK = (
    r"(?:č\.?[ ]?p\.?|čp\.?|č\.?[ ]?(?:ev|e)\.?|ev\.?[ ]?č\.?|č\.[ ]?o\.|číslo popisné|číslo evidenční|č\.|c\.[ ]?p\.|cp\."
    r"|s\.[ ]?č\.|súp\. č\.)"
)
_NAME = re.compile(
    rf"(?<![\w.])(?P<kind>{_KIND}[ ])?"
    rf"(?P<name>[0-9]{{1,2}}\.[ ]?\w{{2,12}}(?:[ ]\w{{2,12}})?"
    rf"|{_TO}[ ][\w.]{{2,20}}(?:[ ](?!{_NUMBER_MARK})[\w.]{{2,20}})?"
    rf"|{_CAPITAL}(?:[ ](?:{_CAPITAL}|{_SMALL})){{0,4}}(?:[ ]{_BEHIND})?"
    r")(?P<comma>,)?"
    rf"[ ]?(?P<mark>{_NUMBER_MARK})?[ ]{{0,2}}\Z"
)
WINDOW = 72
_NO_STREET = re.compile(
    r"(?:prilo\w*|odbor\w*|oddelen\w*|tabul\w*|obr\w{0,5}|graf\w*|kapitol\w*|clan\w*|bod\w?|cast\w*|stran\w*|verz\w*|windows|office|word|excel|cis\w{1,4}"
    r"|pavilon\w?|uceb\w*|kancel\w*|dver\w*|patro|blok\w?|link\w*|tramvaj\w*|autobus\w*|usnesen\w*|zakon\w*|smernic\w*|narizen\w*|formular\w*|rok\w?"
    r"|leden|unor|brezen|duben|kveten|cerven\w*|srpen|zari|rijen|listopad|prosinec|ledna|unora|brezna|dubna|kvetna|srpna|rijna|listopadu|prosince|ico?"
    r"|dic|tel\w*|mobil\w*|fax|vs|ks|ss|op|rc|psc|celkem|spis\w*|smlouv\w*|faktur\w*|dodavatel\w*|verejn\w*|kolo|etap\w*|skupin\w*|trida|varianta|vlak\w?"
    r"|let\w?|kod\w?|typ\w?|model\w?|zona|sekce|modul\w?|krok\w?|priorit\w*|opatreni|cil\w?|ukol\w?|otazk\w*|poznamk\w*|vyhlask\w*|eu|es|ehs|eurostat|covid"
    r"|iso|csn|en|iec|python|java|html|http|ipv|usb|cpu|gpu|gpt|claude|bezpecnostni|dalnic\w*|silnic\w*|km|kc|eur|czk|usd|parcel\w*|pozem\w*|lv|kat\w*"
    r"|vyzv\w*|zased\w*|vrstv\w*|skolen\w*|tras[aey]|stanic[ei]|sal\w?|usek\w?|hal[ay]|oddil\w?|lokalit\w*|objekt\w?|metro|zakazk\w*|rocnik\w?"
    r"|vydan\w*|okrsek\w?|obvod\w?|pobock\w*|porad[ay]|kapacit\w*|nabidk\w*|investic\w*|byt(?:u|y|ech)?|mistrovstv\w*|sezon\w*|meste|roce|roku"
    r"|turnaj\w?|zapas\w?|utkan\w*|projekt\w?|studi[ei]\w?|navrh\w?|variant\w*|terminal\w?|sektor\w?|regal\w?|sklad\w?|garaz\w*|vchod\w?"
    r"|nastupist\w*|kolej\w?|autokar\w*|expres\w*|rychlik\w?|vozidl\w*|zakladn\w*|poboc\w*|fakult\w*|katedr\w*|semest\w*|rocen\w*|kategori\w*"
    r"|sb|sbirk\w*|ustavni|soud\w*|nejvyssi|sp|zn|cj|j|par|odst\w*|pism\w*|verejne|unie|rada|vybor\w*|komis\w*)"
)
_LABELS = frozenset(
    (
        *("bytem", "trvale", "trvaly", "bydliste", "bydlistem", "adresa", "adresu", "adrese", "pobyt", "pobytem", "sidlo", "sidlem"),
        *("ulice", "kontaktni", "dorucovaci", "misto", "obec", "zadatel", "adresat", "bytom", "pan", "pani"),
    )
)
_TYPICAL = re.compile(r".{2,}(?:ova|ovo|ska|cka|ske|cke|ni|na|eho|ych|iho|ovych)\Z")


class Street:
    """What stands before a house number: where it begins, whether a street's word or a mark (č. p.) says so."""

    __slots__ = ("kind", "mark", "name", "start", "typical")

    def __init__(self, start: int, name: str, *, kind: bool, mark: bool) -> None:
        self.start, self.name, self.kind, self.mark = start, name, kind, mark
        self.typical = _TYPICAL.match(fold(name)) is not None


def read_street(text: str, number: int) -> Street | None:
    """The street or village whose house number begins at ``number``."""
    match = _NAME.search(text, max(number - WINDOW, 0), number)
    if match is None:
        return None
    mark = match["mark"] is not None
    if match["comma"] and not mark:
        return None
    start, name = match.start(), match["name"]
    if not match["kind"]:
        words = name.split(" ")
        while len(words) > 1 and fold(words[0]).rstrip(".:") in _LABELS:
            start += len(words.pop(0)) + 1
        name = " ".join(words)
        if any(_NO_STREET.fullmatch(fold(word).strip(".,")) for word in words) and not words[0][:1].isdigit():
            return None
    if fold(name).strip(".") in _LABELS or (match["mark"] == "č." and not match["kind"]):
        return None
    return Street(start, name, kind=match["kind"] is not None or re.search(_BEHIND, name) is not None, mark=mark)
