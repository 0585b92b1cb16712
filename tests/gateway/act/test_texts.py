"""The words of every refusal."""

import re
from datetime import date
from importlib import resources

import pytest

from gateway.act import texts
from gateway.act.language import LANGUAGES
from gateway.act.reason import Reason
from gateway.model import Door, Instead, Notice, OpaqueReason

ENTITIES = [
    "PERSON",
    "CZ_BIRTH_NUMBER",
    "CZ_ID_CARD",
    "CZ_PASSPORT",
    "CZ_DRIVING_LICENCE",
    "CZ_RESIDENCE_PERMIT",
    "CZ_INSURANCE_NUMBER",
    "CZ_BANK_ACCOUNT",
    "CZ_DATA_BOX",
    "CZ_ICO",
    "CZ_DIC",
    "CZ_LICENCE_PLATE",
    "CZ_ADDRESS",
    "CZ_ECP",
    "SK_BIRTH_NUMBER",
    "SECRET",
    "CONFIDENTIAL_MARKING",
    "LICENSED_TEXT",
    "DATE_OF_BIRTH",
    "IBAN_CODE",
    "CREDIT_CARD",
    "EMAIL_ADDRESS",
    "PHONE_NUMBER",
    "IP_ADDRESS",
    "VIN",
    "HEALTH",
    "ETHNICITY",
    "POLITICS",
    "RELIGION",
    "UNION",
    "SEX_LIFE",
    "BIOMETRICS",
    "CRIMINAL_RECORD",
]
"""The entity names that others rely on."""

SOURCE = {language: resources.files("gateway.act").joinpath("texts", f"{language}.toml").read_text("utf-8") for language in LANGUAGES}


def notice(reason="personal_data", kinds=None, **more):
    return Notice("01REF", "ChatGPT", kinds or {}, reason, **more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entity", ENTITIES)
def test_every_entity_has_a_name(entity, language):
    """Every kind that can be found is called by a human name, for one, for two to four and for more."""
    listed = [texts.texts(language).listed({entity: number}) for number in (1, 2, 5)]
    other = [texts.texts(language).listed({"NO_SUCH_KIND": number}) for number in (1, 2, 5)]
    assert [text.split(" ", 1)[0] for text in listed] == ["1", "2", "5"]
    assert all(mine != unknown and "_" not in mine for mine, unknown in zip(listed, other, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_text(reason, language):
    """Every reason says what, why and what to do, and carries the reference."""
    wording = texts.texts(language).wording(notice(reason))
    message = texts.message(notice(reason), language)
    for part in (wording.title, wording.what, wording.why, wording.do, wording.mistake):
        assert part in message
        assert part[0].isupper()
    assert "01REF" in message
    assert not re.search(r"[{}]|\.\.|  ", message)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("detail", OpaqueReason)
def test_every_opaque_reason_is_explained(detail, language):
    """An opaque body's refusal says why it could not be read."""
    wording = texts.texts(language).wording(notice("opaque_body", detail=detail.value))
    assert texts.texts(language).details[detail] in wording.what


def test_no_two_details_or_reasons_say_the_same():
    """Each refusal can be told from every other."""
    for language in LANGUAGES:
        assert len({texts.message(notice(reason), language) for reason in Reason}) == len(Reason)
        assert len(set(texts.texts(language).details.values())) == len(OpaqueReason) + 1  # and a text not scanned


@pytest.mark.parametrize(
    ("language", "kinds", "expected"),
    [
        ("cs", {"EMAIL_ADDRESS": 2, "CZ_BIRTH_NUMBER": 1}, "1 rodné číslo, 2 e-mailové adresy"),
        ("cs", {"CZ_BIRTH_NUMBER": 4}, "4 rodná čísla"),
        ("cs", {"CZ_BIRTH_NUMBER": 5}, "5 rodných čísel"),
        ("cs", {"CZ_BIRTH_NUMBER": 22}, "22 rodných čísel"),
        ("cs", {"PERSON": 101}, "101 jmen osob"),
        ("cs", {"XX_NEW": 1, "YY_NEW": 1}, "2 jiné osobní údaje"),
        ("cs", {"PERSON": 0}, "druh se nepodařilo určit"),
        ("cs", {}, "druh se nepodařilo určit"),
        ("en", {"EMAIL_ADDRESS": 2, "CZ_BIRTH_NUMBER": 1}, "1 Czech birth number, 2 e-mail addresses"),
        ("en", {"PERSON": 21}, "21 names of persons"),
    ],
)
def test_listed(language, kinds, expected):
    """Kinds are listed in the order of the file, each with its number in the right plural."""
    assert texts.texts(language).listed(kinds) == expected


def test_the_whole_message():
    """The paragraph that an SDK shows."""
    assert texts.message(notice(kinds={"CZ_BIRTH_NUMBER": 1, "EMAIL_ADDRESS": 2}), "cs") == (
        "Zpráva nebyla odeslána. Obsahuje osobní nebo jinak chráněné údaje: 1 rodné číslo, 2 e-mailové adresy. "
        "Takové údaje se do nástrojů umělé inteligence vkládat nesmějí. Nic ze zprávy úřad neopustilo. "
        "Údaje odstraňte, nebo je nahraďte smyšlenými, a zprávu odešlete znovu. Pokud jde o omyl, sdělte správci číslo 01REF."
    )


def test_an_unknown_language_is_czech_and_an_unknown_reason_a_fault():
    """Whatever a notice says, it gets words."""
    assert texts.message(notice(), "de") == texts.message(notice(), "cs")
    assert texts.message(notice("nonsense"), "cs") == texts.message(notice("gateway_fault"), "cs")
    assert texts.code("nonsense") == "celnice_gateway_fault"


def test_a_name_with_braces_is_only_a_name():
    """The names put into a text are not read as placeholders."""
    assert "{0.__class__}" in texts.message(Notice("r", "{0.__class__}", {}, "not_approved"), "cs")


@pytest.mark.parametrize(
    ("why", "old", "new", "error"),
    [
        ("a reason is missing", "[reasons.websocket]", "[reasons.websockets]", r"cs: reasons\.websockets? is (missing|not known)"),
        ("a part is missing", 'title = "Tento nástroj je zakázán"\n', "", r"cs: reasons\.forbidden\.title is missing"),
        ("a key nobody reads", "[common]", '[common]\ntypo = "x"', r"cs: common\.typo is not known"),
        (
            "an unknown placeholder",
            "chráněné údaje: {kinds}.",
            "{value}.",
            r"cs: reasons\.personal_data\.what: \{value\} is not a placeholder",
        ),
        ("a placeholder with a format", "chráněné údaje: {kinds}.", "{kinds!r}.", r"cs: reasons\.personal_data\.what"),
        ("a brace alone", "{kinds}.", "{kinds.", "curly bracket"),
        ("a plural form is missing", 'few = "rodná čísla"\n', "", r"cs: kinds\.CZ_BIRTH_NUMBER\.few is missing"),
        ("an empty text", 'few = "rodná čísla"', 'few = " "', r"cs: kinds\.CZ_BIRTH_NUMBER\.few is not a text"),
        ("a number for a text", 'few = "rodná čísla"', "few = 2", r"cs: kinds\.CZ_BIRTH_NUMBER\.few is not a text"),
        ("a detail is missing", 'charset = "používá jiné kódování znaků než UTF-8"\n', "", r"cs: details\.charset is missing"),
        ("no other kind", "[kinds.OTHER]", "[kinds.OTHERS]", r"cs: kinds\.OTHER is missing"),
        ("a table is missing", "[details]", "[detail]", r"cs: the table \[details\] is missing"),
        ("not TOML", "[common]", "[common", "TOML|Expected"),
    ],
)
def test_an_edited_file_is_checked(why, old, new, error):
    """A mistake in an edited file is named with its key."""
    assert old in SOURCE["cs"], why
    with pytest.raises(ValueError, match=error):
        texts.parse(SOURCE["cs"].replace(old, new, 1), "cs")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "cs",
            (
                "Schválení nástroje Gemini skončilo. Obsah vašeho požadavku nikdo nečetl a nikam se neodeslal. "
                "Platilo do 31.\u00a010.\u00a02027 a nebylo prodlouženo. Místo něj můžete použít: Le Chat, Claude. "
                "O nástroj lze požádat na https://c.example/ask ."
            ),
        ),
        (
            "en",
            (
                "The approval of Gemini has ended. Nobody read the content of your request, and it went nowhere. "
                "It was valid until 31\u00a0October 2027 and was not prolonged. You can use instead: Le Chat, Claude. "
                "You can ask for it at https://c.example/ask ."
            ),
        ),
    ],
)
def test_programs_read_of_a_closed_door_too(language, expected):
    """The paragraph of an error envelope says the same as the page, and quotes no number when there is none."""
    door = Door("expired", date(2027, 10, 31), instead=(Instead("Le Chat"), Instead("Claude")), ask="https://c.example/ask")
    assert texts.message(Notice("", "Gemini", {}, "not_approved", door=door), language) == expected


@pytest.mark.parametrize(
    ("reason", "detail", "kinds", "says", "why"),
    [
        ("confirm_unread", "encrypted", {}, "obsahuje soubor chráněný heslem", "which part could not be read"),
        (
            "confirm_unread",
            "encrypted",
            {"PERSON": 1},
            "navíc obsahuje údaje, na které pravidla úřadu upozorňují: 1 jméno osoby",
            "findings, too",
        ),
        ("confirm_unread", "deadline", {}, "kontrola osobních údajů se nedokončila", "a text that the detectors gave up on"),
        ("policy_limit", "limit_files", {}, "souborů je víc, než je povoleno", "which limit"),
    ],
)
def test_what_is_said_of_what_nobody_could_read(reason, detail, kinds, says, why):
    """A warning of what could not be read says what that was; one of findings beside it says those, too."""
    assert says in texts.message(Notice("r", "t", kinds, reason, detail), "cs"), why
