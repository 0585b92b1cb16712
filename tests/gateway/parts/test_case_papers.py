"""Papers filled from the store; each of them is told in the tests of the API."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.console.case_ports import WrongPaper
from gateway.parts.case_papers import CasePapers, port
from gateway.settings import Data, Settings
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.requests import RequestStore
from gateway.store.url import store_url
from support.breach import INCIDENT, step
from support.events import payloads
from support.office import OFFICE

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_every_template_of_an_office(tmp_path: Path) -> None:
    """A template with a mistake is said in every paper that needs it, the dossier too; the chain is checked for each dossier anew."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "dopis.md").write_text("# Dopis\n\n{{ nobody }}\n", encoding="utf-8")
    settings = Settings(data=Data(dir=tmp_path), office=OFFICE.model_copy(update={"templates": own}))
    url = store_url(settings)
    migrate(url)
    with closing(BreachStore(url)) as cases, closing(RequestStore(url)) as requests, closing(EventStore(url)) as events:
        cases.report(lambda case: step(case, *INCIDENT[0]), 2026)
        events.append(payloads(1, 3), "node-a")
        made = CasePapers(settings, cases, requests, events, lambda: NOW, str, lambda: ("OpenAI API",))
        given = port(made)
        with pytest.raises(WrongPaper, match=r"dopis\.md, line 3"):
            given.of_case("dopis", "2026-0001", "pdf")
        with pytest.raises(WrongPaper, match=r"dopis\.md, line 3"):
            given.dossier("2026-0001")
        assert given.of_case("zaznam", "2026-0001", "pdf").startswith(b"%PDF")
        assert (made.verified()["entries"], made.verified()["sound"]) == (3, True)
        assert made.verified()["heads"][0]["seq"] == 3
