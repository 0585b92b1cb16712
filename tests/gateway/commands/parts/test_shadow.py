"""``celnice allowlist shadow``."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.commands.parts import shadow
from gateway.errors import UserError
from gateway.record.canonical import canonical
from gateway.record.describe import refused
from gateway.record.event import EventType
from gateway.settings import Data, Settings
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.url import store_url

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(data=Data(dir=tmp_path))
    migrate(store_url(made))
    store = EventStore(store_url(made))
    events = [
        refused(
            EventType.TOOL_REFUSED,
            reference=f"R-{number}",
            at=NOW - timedelta(days=number),
            tool="gemini",
            host="gemini.google.com",
            operation="",
            reason="not_approved",
            policy="p",
            entrance="proxy",
        )
        for number in range(6)
    ]
    store.append([canonical(event.payload()) for event in events], "w")
    store.close()
    return made


class Arguments:
    def __init__(self, month=None, json=False, output=None):
        self.month, self.json, self.output = month, json, output


def test_the_month_in_json(settings, capsys):
    """Services, days and departments of the month; this month unless another is asked for."""
    assert shadow.run(Arguments(json=True), settings, str, NOW) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["month"] == "2026-11"
    assert [(one["service"], one["attempts"], len(one["days"])) for one in said["services"]] == [("gemini", 6, 6)]
    assert shadow.run(Arguments("2026-10"), settings, str, NOW) == 0
    assert "no attempts" in capsys.readouterr().out


def test_for_people(settings, capsys):
    """A table to read."""
    shadow.run(Arguments(), settings, lambda _tool: "Gemini", NOW)
    assert capsys.readouterr().out.splitlines()[0].split() == ["6", "Gemini"]


def test_the_report_as_a_file(settings, tmp_path):
    """The monthly report as PDF; another ending is refused with the fix."""
    target = tmp_path / "stinova-ai.pdf"
    assert shadow.run(Arguments(output=target), settings, str, NOW) == 0
    assert target.read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError, match=r"\.pdf or \.docx"):
        shadow.run(Arguments(output=tmp_path / "x.txt"), settings, str, NOW)
    with pytest.raises(UserError, match="cannot be written"):
        shadow.run(Arguments(output=tmp_path / "missing" / "x.pdf"), settings, str, NOW)


@pytest.mark.parametrize("month", ["november", "2026-13", "2026/11"])
def test_what_is_no_month(settings, month):
    """Said with the shape that is expected."""
    with pytest.raises(UserError, match="2026-11"):
        shadow.run(Arguments(month), settings, str, NOW)
