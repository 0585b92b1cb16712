"""The files of the texts, and an office's own over them."""

from __future__ import annotations

import pytest

from gateway.act.language import LANGUAGES
from gateway.act.texts import message, parse, put_in_force, shipped, texts
from gateway.model import Notice

NOTICE = Notice("REF", "ChatGPT", {"PERSON": 1}, "personal_data")


def test_an_office_writes_single_keys() -> None:
    """What its file holds stands in place of ours; everything else stays."""
    own = '[reasons.personal_data]\ntitle = "Stop"\n[common]\nfooter = "Úřad městské části Vzorov"\n[kinds.PERSON]\none = "jméno"\n'
    made = parse(shipped("cs"), "cs", own)
    wording = made.wording(NOTICE)
    assert wording.title == "Stop"
    assert "1 jméno" in wording.what
    assert wording.why == texts("cs").wording(NOTICE).why


@pytest.mark.parametrize(
    ("own", "error"),
    [
        ("[reason.personal_data]\ntitle = 'x'", "cs: reason is not known"),
        ("[reasons.personal_dta]\ntitle = 'x'", "cs: reasons.personal_dta is not known"),
        ("[reasons.personal_data]\ntitel = 'x'", "cs: reasons.personal_data.titel is not known"),
        (
            "[reasons.personal_data]\nwhat = 'Našli jsme {kind}'",
            "cs: reasons.personal_data.what: {kind} is not a placeholder; there are detail",
        ),
        ("[reasons.personal_data]\nwhat = '{kinds!r}'", "{kinds} is not a placeholder"),
        ("[common]\nfooter = '{tool}'", "cs: common.footer: {tool} is not a placeholder; there is none in this text"),
        ("[common]\nfooter = '{'", "cs: common.footer: a curly bracket stands alone"),
        ("[common]\nfooter = ''", "cs: common.footer is not a text"),
        ("[common]\nfooter = 3", "cs: common.footer is not a text"),
        ("reasons = 'x'", "cs: the table .reasons. is missing"),
        ("[places]\nrow = 'řada {row}'", "cs: places.row: {row} is not a placeholder; there are n"),
        ("[kinds.PERSON]\nfour = 'x'", "cs: kinds.PERSON.four is not known"),
        ("[kinds.NEW]\none = 'x'", "cs: kinds.NEW is not known"),
    ],
)
def test_a_mistake_names_its_key(own: str, error: str) -> None:
    """An unknown key, a placeholder that the text is not given, an empty text: refused, by its key."""
    with pytest.raises(ValueError, match=error.replace("{", r"\{").replace("}", r"\}")):
        parse(shipped("cs"), "cs", own)


def test_in_force() -> None:
    """From then on every answer speaks so; a file with a mistake changes nothing, and without files ours hold again."""
    before = message(NOTICE, "cs")
    try:
        put_in_force({"cs": "[reasons.personal_data]\ntitle = 'Stůj'"})
        assert message(NOTICE, "cs").startswith("Stůj.")
        with pytest.raises(ValueError, match="en: commn is not known"):
            put_in_force({"cs": "[reasons.personal_data]\ntitle = 'Jinak'", "en": "[commn]"})
        assert message(NOTICE, "cs").startswith("Stůj.")
    finally:
        put_in_force({})
    assert message(NOTICE, "cs") == before
    assert len(LANGUAGES) == 2
