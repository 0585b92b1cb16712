"""DATE_OF_BIRTH: a date beside its label, in every spelling, and the dates of laws and deadlines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.recognizers import date_of_birth
from support.found import analyzer, only, values

FOUND = [
    ("datum narození 19.03.1971\n4. příloha", "19.03.1971", "a numbered line behind"),
    ("Narozen(a) dne = prvního března tisíc devět set osmdesát", "prvního března tisíc devět set osmdesát", "a setting"),
    ("nar. 4 . 3 . 2008", "4 . 3 . 2008", "spaced full stops"),
    ("Narozen(a) dne: 3. 4. 1980", "3. 4. 1980", "both sexes"),
    ("nar. dne: 1971-03-19", "1971-03-19", "dne and a colon"),
    ("„datum narození“ má být 3.4.1980", "3.4.1980", "a quoted label and a verb"),
    ("datum narození dítěte: prvního března tisíc devět set osmdesát", "prvního března tisíc devět set osmdesát", "whose, and in words"),
    ("Nar. ............ 04.10.1966", "04.10.1966", "dots"),
    ("<tr><td>datum narození</td><td>19/3/71</td></tr>", "19/3/71", "a cell"),
    ("Jan Vzorný, nar. 19. 3. 1971, podal", "19. 3. 1971", "digits"),
    ("datum narození: 19.03.1971", "19.03.1971", "a form"),
    ("narozen 1971-03-19", "1971-03-19", "ISO"),
    ("Narozena 19/03/1971", "19/03/1971", "slashes"),
    ("nar. 19. března 1971", "19. března 1971", "a month in words"),
    ("nar. 19. 3. 71", "19. 3. 71", "two digits of the year"),
    ("nar. 12. III. 1985", "12. III. 1985", "a Roman month"),
    ("narozena pátého března tisíc devět set padesát jedna", "pátého března tisíc devět set padesát jedna", "in words"),
    ("Dítě se narodilo 19. 3. 2011 v nemocnici.", "19. 3. 2011", "a verb"),
    ("narozen v Liberci dne 12. 3. 1985", "12. 3. 1985", "the place between"),
    ("datum narození dítěte: 1. 2. 2015", "1. 2. 2015", "a word between"),
    ("Jan Vzorný, nar. 1985, bydlí", "1985", "the year alone"),
    ("narozen roku 1985", "1985", "the year with its word"),
    ("ročník narození 1985", "1985", "a year group"),
    ("nar. 850312", "850312", "as in a birth number"),
    ("Jan Vzorný * 12. 3. 1985", "12. 3. 1985", "a star"),
    ("dat. nar. 12.3.1985", "12.3.1985", "abbreviated"),
    ('"birth_date": "1985-03-12"', "1985-03-12", "a field"),
    ("12. 3. 1985 (datum narození)", "12. 3. 1985", "the label behind"),
    ("Jan Vzorný, 12. 3. 1985, bytem Lipová 12", "12. 3. 1985", "between a name and an address"),
    ("NAR. 12. 3. 1985", "12. 3. 1985", "capitals"),
    ("narodená 12. 3. 1985", "12. 3. 1985", "Slovak"),
]
CLEAN = [
    ("verze 4 . 3 . 2008", "spaced full stops without a label"),
    ("<tr><td>termín</td><td>19/3/2024</td></tr>", "a deadline in a cell"),
    ("Splatnost ........ 19. 3. 2024", "dots before another date"),
    ("Vyhláška nabývá účinnosti 12. 3. 2024.", "a law takes effect"),
    ("Lhůta končí 12. 3. 2024.", "a deadline"),
    ("nař. vl. č. 341/2017 ze dne 12. 3. 2017", "an abbreviated regulation"),
    ("narozeniny 12. 3. 2024", "a birthday"),
    ("nárok na dovolenou od 12. 3. 2024", "another word"),
    ("* 12. 3. 2024 schůze", "a bullet"),
    ("V Liberci, 12. 3. 2010", "the date of a letter"),
    ("Karlovy Vary, 12. 3. 2010, tel. 353 502 111", "the date of a letter, a town of two words"),
    ("datum narození se neuvádí, zákon č. 12/2000 Sb.", "a law behind the label"),
    ("formulář obsahuje datum narození a adresu. Lhůta je 12. 3. 2024.", "another sentence"),
    ("12. 3. 2024", "a date alone"),
    ("Jan Vzorný (do 10. 1. 1999) - výstava", "an exhibition"),
    ("nar. 45. 13. 1985", "no date"),
    ("Budova byla postavena v roce 1927.", "a building"),
    ("národní park, 12. 3. 2020", "another word again"),
    ("z. č. 129/2000 Sb., účinný od 12. 11. 2000", "a date of a law"),
    ("Nařízení ze dne 12. 3. 1985", "a date of something or of everybody: Nařízení ze dne 12. 3. 1985"),
    ("termín narozenin města 12. 3. 2024", "a date of something or of everybody: termín narozenin města 12. 3"),
    ("vznik firmy 12. 3. 1985", "a date of something or of everybody: vznik firmy 12. 3. 1985"),
    ("datum 12. 3. 1985", "a date of something or of everybody: datum 12. 3. 1985"),
    ("podáno 12. 3. 2024", "a date of something or of everybody: podáno 12. 3. 2024"),
    ("Jan Novák 12. 3. 2024, schváleno", "a date of something or of everybody: Jan Novák 12. 3. 2024, schvá"),
    ("Jan Novák, 12. 3. 2024", "a date of something or of everybody: Jan Novák, 12. 3. 2024"),
    ("narozeniny oslaví kraj 1. 1. 2025", "a date of something or of everybody: narozeniny oslaví kraj 1. 1."),
    ("Narození dítěte oznamte do 3 dnů, nejpozději 12. 3. 2024", "a date of something or of everybody: Narození dítěte oznamte do 3"),
    ("Nárok vzniká narozením. Podání do 31. 12. 2024", "a date of something or of everybody: Nárok vzniká narozením. Podá"),
    ("narozené děti v roce 2023", "a date of something or of everybody: narozené děti v roce 2023"),
    ("počet narozených 2023: 1250", "a date of something or of everybody: počet narozených 2023: 1250"),
    ("Datum narození uveďte do formuláře do 12. 3. 2024", "a date of something or of everybody: Datum narození uveďte do for"),
    ("nar. vl. č. 341/2017 ze dne 12. 3. 2017", "a date of something or of everybody: nar. vl. č. 341/2017 ze dne"),
    ("nar. 12/2024", "a date of something or of everybody: nar. 12/2024"),
    ("Splatnost faktury 12. 3. 2024, lhůta 30. 6. 2024", "a date of something or of everybody: Splatnost faktury 12. 3. 202"),
    ("nar. EU 2016/679", "a date of something or of everybody: nar. EU 2016/679"),
    ("dětí narozených po 1. 1. 2024 se týká", "a date of something or of everybody: dětí narozených po 1. 1. 202"),
    ("osoby narozené před 1. 1. 1960", "a date of something or of everybody: osoby narozené před 1. 1. 19"),
    ("ročníky narozené po 31. 12. 1965", "a date of something or of everybody: ročníky narozené po 31. 12."),
    ("pojištěnci narození od 1. 1. 1970 mají nárok", "a date of something or of everybody: pojištěnci narození od 1. 1."),
    ("příspěvek pro děti narozené od 1. 1. 2024", "a date of something or of everybody: příspěvek pro děti narozené"),
    ("děti narozené v roce 2018 nastoupí do školy", "a date of something or of everybody: děti narozené v roce 2018 na"),
    ("Občané narození v letech 1950 až 1960", "a date of something or of everybody: Občané narození v letech 195"),
    ("ženy narozené v roce 1936 až 1953", "a date of something or of everybody: ženy narozené v roce 1936 až"),
    ("* 1. 1. 2024 účinnost", "a date of something or of everybody: * 1. 1. 2024 účinnost"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The value as written, sure enough to act."""
    assert values(text, "DATE_OF_BIRTH") == [value], reason
    assert only(text, "DATE_OF_BIRTH").score >= 0.5


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nothing that acts."""
    assert [f for f in analyzer().analyze(text, ["DATE_OF_BIRTH"]) if f.score >= 0.5] == [], reason


def test_several_behind_one_label() -> None:
    """Each date of a row."""
    text = "data narození dětí: 1. 2. 2010, 3. 4. 2012 a 5. 6. 2014"
    assert values(text, "DATE_OF_BIRTH") == ["1. 2. 2010", "3. 4. 2012", "5. 6. 2014"]


@given(st.text(st.sampled_from("ABČabč1-_ ,;|(\t\n."), max_size=24))
def test_a_name_before_as_it_is_said(text: str) -> None:
    """The pattern of a name right before a date finds what the same, said plainly, finds."""
    plain = re.compile(r"(?<!\w)[A-ZÁČĎÉĚÍĽŇÓŘŠŤÚŮÝŽ][\w-]{1,18}[,;|\t]?[ \t]{0,2}\(?\Z")
    for window in range(len(text) + 1):
        one, other = plain.search(text, window), date_of_birth._NAME_BEFORE.search(text, window)
        assert (one and one.span()) == (other and other.span())
