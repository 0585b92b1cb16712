"""The published list shows what is approved and forbidden now, and nothing of how the office is built."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from allowlist.publish import approved_tools, forbidden_services, tools_json
from support.register import NOW, entry, register

REGISTER = register(
    entry("openai", conditions=("Jen veřejné údaje.",)),
    entry("claude", groups=("právní",), approved_by="Pracovní skupina"),
    entry("anthropic", approved_until=date(2026, 11, 30)),
    entry("gemini", approved_from=date(2027, 1, 1)),
)


def test_only_what_is_approved_now() -> None:
    """Expired and future approvals are not in the list; it is in the order of names."""
    assert [tool.id for tool in approved_tools(REGISTER, NOW)] == ["claude", "openai"]
    assert [tool.id for tool in approved_tools(REGISTER, datetime(2026, 11, 30, 12, tzinfo=UTC))] == ["claude", "anthropic", "openai"]
    assert approved_tools(register(), NOW) == ()


def test_the_forbidden_name_their_law() -> None:
    """A banned service is listed with every decision in force."""
    bans = {ban.id: ban for ban in forbidden_services(REGISTER, NOW)}
    assert {"deepseek", "pimeyes", "clearview"} <= set(bans)
    assert len(bans["deepseek"].laws) == len(bans["deepseek"].laws_en) == 2
    assert len(bans["pimeyes"].laws) == 1
    assert forbidden_services(REGISTER, datetime(2025, 1, 1, tzinfo=UTC)) == ()


def test_json() -> None:
    """The list as JSON: UTC time, days in Prague, the category in both languages, the entrance's path."""
    made = tools_json(REGISTER, NOW)
    assert json.loads(json.dumps(made)) == made
    assert (made["schema"], made["generated"]) == (1, "2026-12-01T09:00:00+00:00")
    claude, openai = made["tools"]
    assert openai == {
        "id": "openai",
        "name": "OpenAI API",
        "vendor": "OpenAI",
        "country": "US",
        "category": {"id": "api", "cs": "rozhraní pro aplikace", "en": "interface for applications"},
        "approved_from": "2026-11-01",
        "approved_until": "2027-10-31",
        "conditions": ["Jen veřejné údaje."],
        "for_everyone": True,
        "hosts": ["api.openai.com", "eu.api.openai.com", "*.api.openai.com", "platform.openai.com"],
        "entrance": "/openai",
    }
    assert (claude["for_everyone"], claude["entrance"]) == (False, None)
    assert [one["law_en"].partition("5(1)")[2][:3] for one in made["practices"]] == [f"({letter})" for letter in "abcdefgh"]
    assert tools_json(REGISTER, datetime(2025, 2, 1, 22, 59, tzinfo=UTC))["practices"] == []
    assert [ban["id"] for ban in made["forbidden"]] == [ban.id for ban in forbidden_services(REGISTER, NOW)]


def test_who_approved_and_which_groups_stay_inside() -> None:
    """Names of persons and of directory groups are not published."""
    text = json.dumps(tools_json(REGISTER, NOW), ensure_ascii=False)
    assert "Pracovní skupina" not in text
    assert "právní" not in text
