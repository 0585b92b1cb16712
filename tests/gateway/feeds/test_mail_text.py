"""Mail in Czech."""

from __future__ import annotations

import pytest

from gateway.feeds import mail_text
from support.feeds import case_outgoing, outgoing


def test_the_structured_subject():
    """A ServiceDesk sorts by the brackets: product, case, gravity."""
    assert mail_text.subject(case_outgoing().event) == "[AIGW][INC-2026-0001][kritická] podezření na porušení zabezpečení: 2 rodná čísla"
    assert mail_text.subject(outgoing(1, type="feed.test").event) == "[AIGW] zkouška spojení"


def test_one_case():
    """What, how grave, whether it left, until when, what to do, where."""
    text = mail_text.body(case_outgoing(type="breach.incident", deadline="2026-11-25T14:20:05+00:00").event)
    assert text.startswith("Zařazeno jako bezpečnostní incident\n")
    assert "Případ: 2026-0001\nZávažnost: kritická\nÚdaje mohly odejít z úřadu: ano\n" in text
    assert "Lhůta pro ohlášení úřadu: 25.\u00a0listopadu\u00a02026 v\u00a015.20" in text
    assert "Druhy údajů: 2 rodná čísla" in text
    assert "https://celnice.urad.cz/breaches/2026-0001" in text
    assert "neobsahuje osobní údaje" in text


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0\u00a0případů"),
        (1, "1\u00a0případ"),
        (2, "2\u00a0případy"),
        (4, "4\u00a0případy"),
        (5, "5\u00a0případů"),
        (22, "22\u00a0případů"),
    ],
)
def test_plurals(count, said):
    """Czech has three forms."""
    assert mail_text.plural(count, "případ", "případy", "případů") == said


def test_a_digest():
    """Cases one by one, what may have left first; events counted by kind."""
    stopped = case_outgoing(1, case="2026-0002", left=False, rings=False, level="low")
    events = [
        stopped.event,
        case_outgoing().event,
        *(outgoing(n).event for n in range(5)),
        outgoing(9, type="tool.refused", kinds={}).event,
    ]
    assert mail_text.digest_subject(events) == "[AIGW][kritická] souhrn: 2\u00a0případy, 6\u00a0událostí"
    text = mail_text.digest_body(events)
    assert text.index("2026-0001") < text.index("2026-0002")
    assert "5\u00a0zastavených dotazů" in text
    assert "1\u00a0přístup k neschválenému nástroji" in text
    assert "Nalezeno: 10 rodných čísel" in text


def test_every_type_has_words():
    """Whatever a case may send has Czech words."""
    from gateway.feeds.cases import CLASSIFIED, TYPES

    sent = {*TYPES.values(), *CLASSIFIED.values(), "breach.suspected", "breach.repeated", "breach.decided"}
    assert sent <= mail_text.TYPES.keys()


def test_a_reminder():
    """The subject says that the deadline comes near; the body how many hours are left, until when, and what to do."""
    event = case_outgoing(7, type="breach.deadline_near", rings=True, deadline="2026-11-23T13:20:00+00:00", hours_left=12).event
    assert mail_text.subject(event).startswith("[AIGW][INC-2026-0001][kritická] blíží se konec lhůty pro ohlášení úřadu")
    body = mail_text.body(event)
    assert "Do konce lhůty zbývá: 12\u00a0hodin" in body
    assert "23.\u00a0listopadu\u00a02026 v\u00a014.20" in body
    assert "Dokončete vyhodnocení rizika" in body
    passed = mail_text.body(case_outgoing(8, type="breach.deadline_passed", hours_left=-3, deadline="2026-11-23T13:20:00+00:00").event)
    assert "uveďte důvody zpoždění" in passed
    assert "zbývá" not in passed


def test_who_else_is_told():
    """A report of an elected member names the head of office, an employee's own the superior; a stranger's word is not taken over."""
    for route, words in (("superior", "nadřízeného ohlašovatele"), ("head_of_office", "vedoucí(ho) kanceláře hejtmana")):
        assert words in mail_text.body(case_outgoing(1, route=route).event)
    assert "Informovat také" not in mail_text.body(case_outgoing(1).event)
