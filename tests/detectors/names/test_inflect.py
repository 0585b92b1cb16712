"""Cases of names by rule: the table of DOMAIN's types, row by row."""

from __future__ import annotations

import pytest

from detectors.names.inflect import FEMININE, GENITIVE, NOMINATIVE, POSSESSIVE, given_female, given_male, surname

SURNAMES = [
    ("Novák", "Nováka Novákovi Nováku Novákem Novákův Novákova Novákovi Novákových Novákovým Nováková Novákové Novákovou", "hard"),
    ("Tomeš", "Tomše Tomeše Tomšovi Tomešovi Tomeši Tomešem Tomešová Tomšová", "soft, with and without the vowel"),
    ("Beneš", "Beneše Benešovi Benešem Benešová Benešovy", "soft"),
    ("Svoboda", "Svobody Svobodovi Svobodu Svobodo Svobodou Svobodová Svobodových Svobodův", "masculine -a"),
    ("Procházka", "Procházky Procházkovi Procházku Procházko Procházkou Procházková", "masculine -a"),
    ("Hájek", "Hájka Hájkovi Hájku Hájkem Hájková Hájkovou Hájkovi", "the vowel drops"),
    ("Němec", "Němce Němcovi Němci Němcem Němče Němcová", "the vowel drops, soft"),
    ("Vaněk", "Vaňka Vaňkovi Vaňkem Vaňková", "the vowel drops and the consonant softens"),
    ("Havel", "Havla Havlovi Havlem Havlová", "the vowel drops"),
    ("Novotný", "Novotného Novotnému Novotným Novotném Novotná Novotné Novotnou Novotných", "adjectival"),
    ("Krejčí", "Krejčího Krejčímu Krejčím Krejčová", "-í"),
    ("Janů", "Janů", "indeclinable"),
    ("Kolář", "Koláře Kolářovi Kolářem Kolářová Kolářů", "soft ř"),
    ("Fischer", "Fischera Fischerovi Fischerem Fischerová", "foreign"),
    ("Thatcherová", "Thatcherová Thatcherové Thatcherovou", "only feminine"),
]


@pytest.mark.parametrize(("name", "forms", "reason"), SURNAMES, ids=[row[0] for row in SURNAMES])
def test_surnames(name: str, forms: str, reason: str) -> None:
    """Every listed form is made."""
    assert set(forms.split()) <= {form for form, _ in surname(name)}, reason


GIVEN = [
    (given_male, "Jan", "Jana Janovi Janu Jane Janem Janův Janova"),
    (given_male, "Petr", "Petra Petrovi Petru Petře Petrem Petrův"),
    (given_male, "Jiří", "Jiřího Jiřímu Jiřím"),
    (given_male, "Karel", "Karla Karlovi Karlem"),
    (given_male, "Marek", "Marka Markovi Markem"),
    (given_male, "Zdeněk", "Zdeňka Zdeňkovi Zdeňkem"),
    (given_male, "Tomáš", "Tomáše Tomášovi Tomáši Tomášem"),
    (given_male, "Ondřej", "Ondřeje Ondřejovi Ondřejem"),
    (given_male, "Honza", "Honzy Honzovi Honzu Honzou"),
    (given_male, "Ivo", "Iva Ivovi Ivem"),
    (given_female, "Jana", "Jany Janě Janu Jano Janou Janin Janina Janiny"),
    (given_female, "Lenka", "Lenky Lence Lenku Lenko Lenkou Lenčin"),
    (given_female, "Olga", "Olgy Olze Olgu Olgou Olžin"),
    (given_female, "Věra", "Věry Věře Věru Věrou Věřin"),
    (given_female, "Marie", "Marii Marií Marie"),
    (given_female, "Alice", "Alici Alicí"),
    (given_female, "Silvia", "Silvie Silvii Silvií"),
    (given_female, "Dagmar", "Dagmary Dagmaru Dagmarou"),
]


@pytest.mark.parametrize(("rule", "name", "forms"), GIVEN, ids=[row[1] for row in GIVEN])
def test_given_names(rule: object, name: str, forms: str) -> None:
    """Every listed form is made."""
    assert callable(rule)
    assert set(forms.split()) <= {form for form, _ in rule(name)}


def test_flags() -> None:
    """Forms know their case, where a rule needs it."""
    forms = dict(surname("Novák"))
    assert forms["Novák"] & NOMINATIVE
    assert forms["Nováka"] & GENITIVE
    assert forms["Novákův"] & POSSESSIVE
    assert forms["Nováková"] & FEMININE
