"""``celnice events alarms``."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.commands import events
from gateway.errors import UserError
from gateway.record.false_alarm import FalseAlarm, Why
from gateway.settings import Data, Settings, Store
from gateway.store.false_alarms import FalseAlarmStore
from support.stores import sqlite_url

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def run(folder: Path, *words: str) -> int:
    parser = argparse.ArgumentParser(prog="celnice events")
    events.configure(parser)
    settings = Settings(data=Data(dir=folder), store=Store(url=f"sqlite:///{folder}/store.sqlite3"))
    return events.run(parser.parse_args(["alarms", *words]), settings)


def test_list_and_close(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report is listed with its rules, closed with an outcome, and then listed only with --all."""
    store = FalseAlarmStore(sqlite_url(tmp_path))
    store.add(FalseAlarm("e1", NOW, "openai", Why.PUBLIC, {"PERSON": 2}, {"person.model": 2}, "sealed"))
    store.close()
    assert run(tmp_path, "list") == 0
    line = capsys.readouterr().out
    assert "e1  openai  public  PERSON 2×  [person.model]  (a sealed note" in line
    for wrong in (["close"], ["close", "e1"], ["close", "e2", "--outcome", "right"]):
        with pytest.raises(UserError, match="alarms list"):
            run(tmp_path, *wrong)
    assert run(tmp_path, "close", "e1", "--outcome", "mistake", "--who", "Ing. Vzor", "--json") == 0
    assert json.loads(capsys.readouterr().out)["closed_by"] == "Ing. Vzor"
    run(tmp_path, "list")
    assert capsys.readouterr().out == ""
    run(tmp_path, "list", "--all")
    assert "mistake by Ing. Vzor" in capsys.readouterr().out
