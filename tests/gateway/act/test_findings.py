"""What programs read of a refusal."""

from __future__ import annotations

import json

from gateway.act.findings import as_texts, details
from gateway.act.texts import message, texts
from gateway.extract import anthropic_error, google_status, openai_error
from gateway.model import Notice

WHERE = ((("message", 3), ("line", 12)), (("sheet", 2), ("cell", "B7")))
NOTICE = Notice(
    "REF", "OpenAI", {"CZ_BIRTH_NUMBER": 2}, "personal_data", where=WHERE, more=12, own="http://gate/proc/REF?t=x", choices=("confirm",)
)
PLAIN = Notice("REF", "OpenAI", {}, "too_large")


def test_details() -> None:
    """Kinds with numbers, places with numbers, the choices and the link; nothing where there is nothing."""
    assert details(NOTICE) == {
        "findings": [{"type": "CZ_BIRTH_NUMBER", "count": 2}],
        "places": [{"message": 3, "line": 12}, {"sheet": 2, "cell": "B7"}],
        "more_places": 12,
        "choices": ["confirm"],
        "link": "http://gate/proc/REF?t=x",
    }
    assert as_texts(NOTICE)["places"] == "message=3,line=12; sheet=2,cell=B7"
    assert details(PLAIN) == as_texts(PLAIN) == {}


def test_envelopes_with_room_carry_them() -> None:
    """OpenAI's and Anthropic's errors as members, Google's as texts of its metadata; a refusal without findings keeps its old shape."""
    openai = json.loads(openai_error.answer(NOTICE, "cs").body)["error"]
    anthropic = json.loads(anthropic_error.answer(NOTICE, "cs").body)["error"]
    assert openai["places"] == anthropic["places"] == details(NOTICE)["places"]
    google = json.loads(google_status.answer(NOTICE, "cs").body)["error"]["details"][0]["metadata"]
    assert all(isinstance(value, str) for value in google.values())
    assert google["findings"] == "CZ_BIRTH_NUMBER=2"
    assert set(json.loads(openai_error.answer(PLAIN, "cs").body)["error"]) == {"message", "type", "param", "code"}


def test_places_in_words() -> None:
    """Five places at most are told, the rest is a number in the right plural; a place without a word is left out."""
    czech, english = texts("cs"), texts("en")
    assert czech.whereabouts(WHERE, 12) == "zpráva 3, řádek 12; list 2, buňka B7 a 12 dalších míst"
    assert czech.whereabouts(WHERE[:1], 1) == "zpráva 3, řádek 12 a 1 další místo"
    assert czech.whereabouts(WHERE[:1], 3) == "zpráva 3, řádek 12 a 3 další místa"
    assert english.whereabouts(WHERE, 12) == "message 3, line 12; sheet 2, cell B7 and 12 more places"
    assert czech.whereabouts(((("unheard_of", 1),),), 4) == czech.whereabouts(()) == ""
    assert "Místo: zpráva 3, řádek 12; list 2, buňka B7 a 12 dalších míst." in message(NOTICE, "cs")
    assert "Odeslání potvrdíte na http://gate/proc/REF?t=x ," in message(NOTICE, "cs")
