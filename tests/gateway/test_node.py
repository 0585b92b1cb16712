"""What a node's processes find before the first of them starts. The processes themselves run in tests/end_to_end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway import node
from gateway.live_settings import LiveFile
from gateway.policy_settings import Policy, PolicyRule
from gateway.settings import Data, Settings, Store
from gateway.store import confirming, paths
from gateway.supervisor import StartFailed
from support.stores import sqlite_url

SILENT = "postgresql+psycopg://celnice@127.0.0.1:9/celnice"
"""Nothing is asked of it here."""
OWN = PolicyRule(name="own", action="warn", kinds=("PERSON",), tools=("openai",))

RULES: list[tuple[str, Callable[[Path], str], str, str]] = [
    ("a new node with a store elsewhere", lambda folder: SILENT, "", "block"),
    ("a store there with a folder that was lost", sqlite_url, "", "block"),
    ("one that had begun so before", lambda folder: SILENT, f"{confirming.HEAD}\n{confirming.UNKNOWN}\n", "block"),
    ("one that knows that there is no rule", lambda folder: SILENT, confirming.NONE, "warn"),
    ("a store that is still to be made", lambda folder: f"sqlite:///{folder}/new.sqlite3", "", "warn"),
    ("no store of the office's own", lambda folder: "", "", "warn"),
]


@pytest.mark.parametrize(("why", "url", "synced", "action"), RULES, ids=[row[0] for row in RULES])
def test_the_first_request_finds_no_milder_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str, url: Callable[[Path], str], synced: str, action: str
) -> None:
    """Before the first process starts, and with no answer of the store, everything found is stopped unless it is known what was decided."""
    found: list[str] = []

    class Started:
        def __init__(self, parts: Any, environment: Any, died: Any, prepare: Any) -> None:
            (*_, self.run_folder, _pid) = parts[0].command

        def start(self, look: object) -> None:
            found.append(LiveFile(Path(self.run_folder), settings).now.policy.rules[0].action)
            raise StartFailed("this is enough", 130)

    monkeypatch.setattr(node, "Supervisor", Started)
    monkeypatch.setattr(node.logs, "configure", lambda *_: None)
    monkeypatch.setattr(node.os, "umask", lambda _mask: None)
    monkeypatch.setattr(node.listening, "listen_all", lambda _: dict.fromkeys(("proxy", "entrance", "transparent", "console"), ()))
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    if synced:
        paths.confirmed_rules(data).write_text(synced, encoding="utf-8")
    settings = Settings(data=Data(dir=data), store=Store(url=url(tmp_path)), policy=Policy(rules=(OWN,)))
    assert node.run(settings) == 0
    assert found == [action], why
