"""The console's port over real stores, with a clock that a test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gateway.console.case_ports import Cases
from gateway.parts.cases import cases
from gateway.settings import Data, Settings
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.url import store_url
from support.console import BEARER, Client, Parts
from support.office import OFFICE

NOW = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)  # a Friday, 14:20 in Prague


@dataclass
class CaseHouse:
    """One office: its settings, its clock, its API."""

    folder: Path
    more: dict[str, Any] = field(default_factory=dict)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.settings = Settings.model_validate({"data": Data(dir=self.folder), "office": OFFICE, **self.more})
        migrate(store_url(self.settings))
        self.events = EventStore(store_url(self.settings))
        self.port: Cases = cases(self.settings, self.events, lambda: self.now, lambda tool: tool.title(), lambda: ("ChatGPT",))
        self.client = Client(Parts(cases=self.port).app())

    def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """The JSON of an answer of that status; the clock goes on by a minute."""
        self.now += timedelta(minutes=1)
        answer = self.client.request(method, f"/api/v1/{path}", headers=BEARER, **({} if body is None else {"json": body}))
        assert answer.status_code == status, answer.text
        return answer.json()

    def file(self, path: str) -> tuple[str, bytes]:
        """(file name, content) of a download."""
        answer = self.client.get(f"/api/v1/{path}", headers=BEARER)
        assert answer.status_code == 200, answer.text
        return answer.headers["content-disposition"].partition("filename=")[2].strip('"'), answer.content

    def step(self, case: dict[str, Any], action: str, status: int = 200, **more: Any) -> Any:
        """The next step of a case or request as it was read."""
        kind = "requests" if case["id"].startswith("Z") else "breaches"
        given = {"action": action, "who": f"osoba pro {action}", "version": case["version"], **more}
        return self.ask("POST", f"{kind}/{case['id']}/steps", given, status)

    def close(self) -> None:
        self.events.close()
