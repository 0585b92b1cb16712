"""The forbidden practices are the regulation's eight, dated, and a service that is for one is forbidden."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from allowlist.answers import Forbidden, NotApproved
from allowlist.errors import CatalogueError
from allowlist.loader import packaged as catalogue
from allowlist.match import match_host
from allowlist.prohibited import packaged, read
from allowlist.service import Category
from support.register import NOW, register

ROW = '[[practices]]\nid = "x"\nname = "n"\nname_en = "n"\nlaw = "l"\nlaw_en = "l"\nsince = 2025-02-02\nsource = "s"\n'

BAD = [
    ("practices = ", "(file): is not TOML", "no TOML"),
    ("", "practices: is missing", "nothing"),
    (ROW + ROW, "id: stands here twice", "an id twice"),
    (ROW + "until = 2024-01-01\n", "until: lies before since", "an end before its beginning"),
    (ROW.replace("2025-02-02", '"2025"'), "since: must be a date", "a quoted date"),
    (ROW.replace('law = "l"\n', "", 1), "law: is missing", "no law"),
    (ROW + "more = 1\n", "more: is not a key", "a key nobody asked for"),
    (ROW.replace('id = "x"', 'id = "Face search"'), "id: must have the shape", "an id that is no word"),
    ("x = 1\n" + ROW, "x: is not a key", "a key beside the list"),
]


@pytest.mark.parametrize(("text", "message", "why"), BAD, ids=[row[2] for row in BAD])
def test_bad(text: str, message: str, why: str) -> None:
    """A list that cannot stand stops the start, and the error names the key."""
    with pytest.raises(CatalogueError, match=r"^prohibited\.toml: ") as caught:
        read(text)
    assert message in str(caught.value), why


def test_the_eight_of_article_5() -> None:
    """Letters a) to h) of the first paragraph, in order, all from 2 February 2025, in Czech typography."""
    practices = list(packaged().values())
    assert [one.law.partition("písm.\u00a0")[2][0] for one in practices] == list("abcdefgh")
    assert [one.law_en.partition("5(1)(")[2][0] for one in practices] == list("abcdefgh")
    assert {(one.since, one.until) for one in practices} == {(date(2025, 2, 2), None)}
    assert all("(EU)\u00a02024/1689" in one.law for one in practices)


def test_every_face_search_and_emotion_service_names_its_practice() -> None:
    """A category that exists for a forbidden practice has no service without it, and no other service has one."""
    of = {Category.FACE: ("face_scraping",), Category.EMOTION: ("emotion_recognition",)}
    for service in catalogue().services.values():
        assert service.practices == of.get(service.category, ()), service.id


@pytest.mark.parametrize("host", ["pimeyes.com", "www.clearview.ai", "facecheck.id", "api.hume.ai"])
def test_forbidden_from_the_day_the_article_applies(host: str) -> None:
    """From Prague midnight of 2 February 2025 the answer is the law's; before it the service was only not approved."""
    answer = match_host(register(), host, 443, NOW)
    assert isinstance(answer, Forbidden)
    assert "akt o\u00a0umělé inteligenci" in answer.law
    assert isinstance(match_host(register(), host, 443, datetime(2025, 2, 1, 22, 59, 59, tzinfo=UTC)), NotApproved)
    assert isinstance(match_host(register(), host, 443, datetime(2025, 2, 1, 23, 0, tzinfo=UTC)), Forbidden)
