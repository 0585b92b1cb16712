"""The first page."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

import pytest

from gateway.console.app import create_app
from gateway.console.pages import ROWS, coverage
from gateway.metrics import Figures
from gateway.model import Disclosed, ScanOutcome
from gateway.settings import Settings
from support.console import BEARER, START, TOOLS, Client, MemoryStore, Parts, event

EN = {"Accept-Language": "en"}
XSS = "<script>alert(1)</script>"


def page(parts: Parts, path: str = "/", **headers: str) -> str:
    answer = Client(parts.app()).get(path, headers={**BEARER, **headers})
    assert answer.status_code == 200
    return answer.text


def rows(text: str) -> list[str]:
    return [part.split('"')[0] for part in text.split('data-id="')[1:]]


def test_an_event_is_one_line_in_czech() -> None:
    """Time of Prague, the tool by its name, kinds with Czech plurals, verdict, reason, and the number to quote."""
    text = page(Parts(store=MemoryStore(event(1))))
    for part in (
        "14.\u00a03.\u00a02027\u00a09:05:08",
        "OpenAI API",
        "2 rodná čísla, 1 e-mailová adresa",
        "Zastaveno",
        "osobní údaje",
        "<code>evt-1</code>",
        "Nová událost: OpenAI API, 2 rodná čísla",
    ):
        assert part in text, part
    assert '<html lang="cs">' in text


def test_a_forbidden_service_has_its_name_too() -> None:
    """What was refused because it is forbidden is named as the published list names it."""
    assert "DeepSeek" in page(Parts(store=MemoryStore(event(1, tool="deepseek", reason="forbidden", kinds={}))))


def test_english_is_spoken_to_who_asks() -> None:
    """The same page in English."""
    text = page(Parts(store=MemoryStore(event(1))), **EN)
    assert "Blocked" in text
    assert "personal data" in text
    assert '<html lang="en">' in text


def test_what_may_have_left_is_marked() -> None:
    """Partial, full and unknown disclosure stand out; none does not."""
    assert '<strong class="alarm">Zčásti</strong>' in page(Parts(store=MemoryStore(event(1, disclosed=Disclosed.PARTIAL))))
    assert '<strong class="alarm">' not in page(Parts(store=MemoryStore(event(1))))


def test_the_newest_stand_first_and_older_ones_have_pages() -> None:
    """Fifty to a page, the newest first; the way to older ones misses and repeats none."""
    parts = Parts(store=MemoryStore(*(event(number) for number in range(1, ROWS + 11))))
    first = page(parts)
    assert rows(first)[0] == f"evt-{ROWS + 10}"
    older = first.split('href="/?before=')[1].split('"')[0]
    second = page(parts, f"/?before={older}")
    assert rows(first) + rows(second) == [f"evt-{number}" for number in range(ROWS + 10, 0, -1)]
    assert "console.js" not in second, "an old page does not move"
    assert "Zpět na nejnovější" in second


def test_an_empty_list_says_what_to_do() -> None:
    """The proxy's address, the certificate and the demo."""
    text = page(Parts())
    for part in ("Zatím nebylo nic zastaveno", "http://127.0.0.1:8080", 'href="/ca.pem"', 'href="/proxy.pac"', "celnice demo"):
        assert part in text


def test_without_script_the_page_refreshes_itself() -> None:
    """The fallback stands in noscript, so that who has script is not interrupted."""
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in page(Parts())


def test_the_strip_shows_waiting_faults_and_tools() -> None:
    """What waits, what failed, and which tools are approved."""
    text = page(Parts(figures=lambda: Figures({}, waiting=3, stored=1284, faults=2)))
    assert "<strong>3</strong>" in text
    assert "1\u00a0284" in text
    assert '<strong class="alarm">2</strong>' in text
    assert "<li>OpenAI API</li>" in text


def test_missing_text_recognition_is_said() -> None:
    """Pictures are stopped then, and the page says why and what to do."""
    assert "nerozpoznává se" in page(Parts(figures=lambda: Figures(ocr=False)))
    assert "nerozpoznává se" not in page(Parts(figures=Figures))


def tools_of(category: str) -> Any:
    tools = copy.deepcopy(dict(TOOLS))
    tools["tools"][0]["category"]["id"] = category
    return tools


def test_the_stand_in_is_named_for_what_it_is() -> None:
    """While the demo's provider is approved the page says so; with no tool at all it says that too."""
    assert "Ukázkový poskytovatel" in page(Parts(tools=lambda: tools_of("demo")))
    assert "Ukázkový poskytovatel" not in page(Parts())
    assert "Žádný nástroj není schválen" in page(Parts(tools=lambda: {**TOOLS, "tools": []}))


def test_coverage_counts_the_four_outcomes_apart() -> None:
    """Each tool under its name, the rest last, and what was not or only partly scanned in red."""
    figures = Figures({"other": {"scanned": 1}, "openai": {"scanned": 5, "partly": 1, "opaque": 2, "not_run": 3}})
    lines = coverage(figures, {"openai": "OpenAI API"}, "cs")
    assert [line.tool for line in lines] == ["OpenAI API", "ostatní"]
    assert lines[1].counts == {"scanned": 1, "partly": 0, "opaque": 0, "not_run": 0}
    text = page(Parts(figures=lambda: figures))
    assert '<span class="alarm">Bez kontroly <strong>3</strong></span>' in text
    assert '<td class="number alarm">1</td>' in text
    assert "Zkontrolováno <strong>6</strong>" in text
    assert coverage(None, {}, "cs") == []


def broken() -> Figures:
    raise ValueError


def test_without_numbers_the_page_still_shows_events() -> None:
    """A broken counter file does not hide what was stopped, and is not shown as zero."""
    text = page(Parts(store=MemoryStore(event(1)), figures=broken))
    assert "Čísla teď nejsou k dispozici." in text
    assert rows(text) == ["evt-1"]


def test_the_live_part_has_what_is_new() -> None:
    """What script fetches: strip, coverage, the new rows newest first, and the cursor to ask from next."""
    parts = Parts(store=MemoryStore(event(1), event(2), event(3)))
    text = page(parts, "/live?after=c1")
    assert rows(text) == ["evt-3", "evt-2"]
    assert 'data-cursor="c3"' in text
    for part in ("strip", "coverage", "live", "events"):
        assert f'id="{part}"' in text
    assert "<html" not in text
    assert rows(page(parts, "/live?after=c3")) == []


@pytest.mark.parametrize("field", ["tool", "host", "operation", "verdict", "reason", "detail", "id"])
def test_what_is_stored_is_shown_as_text(field: str) -> None:
    """Markup in any stored field is harmless."""
    text = page(Parts(store=MemoryStore(event(1, **{field: f'">{XSS}', "scan": ScanOutcome.OPAQUE}))))
    assert XSS not in text
    kinds = page(Parts(store=MemoryStore(event(1, kinds={XSS: 1}))))
    assert XSS not in kinds


def test_a_page_is_small() -> None:
    """Fifty events with stylesheet and script stay under 60 kB as they are transferred."""
    client = Client(Parts(store=MemoryStore(*(event(number) for number in range(ROWS)))).app())
    page = len(client.get("/", headers=BEARER).content)
    sizes = [page, *(int(client.get(f"/static/{name}").headers["content-length"]) for name in ("console.css", "console.js"))]
    assert sum(sizes) < 60_000


def test_the_list_can_be_narrowed() -> None:
    """By tool, kind, verdict, department and day; the way to older ones keeps it."""
    many = [event(number, tool="claude" if number % 2 else "openai", kinds={"PERSON": 1}) for number in range(1, 2 * ROWS + 10)]
    parts = Parts(store=MemoryStore(*many, event(500, kinds={"IBAN_CODE": 1}, department="odbor kultury", verdict="warn")))
    assert rows(page(parts, "/?kind=IBAN_CODE")) == rows(page(parts, "/?department=odbor+kultury")) == ["evt-500"]
    assert rows(page(parts, "/?verdict=warn&tool=openai")) == ["evt-500"]
    assert rows(page(parts, "/?until=2027-03-13")) == []
    first = page(parts, "/?tool=claude")
    assert {int(one.removeprefix("evt-")) % 2 for one in rows(first)} == {1}
    older = first.split('href="/?before=')[1].split('"')[0].replace("&amp;", "&")
    assert "tool=claude" in older
    assert {int(one.removeprefix("evt-")) % 2 for one in rows(page(parts, f"/?before={older}"))} == {1}
    assert "Takovým podmínkám" in page(parts, "/?tool=nobody")


def test_a_narrowed_list_is_followed_narrowly() -> None:
    """What script fetches is narrowed too; what the index finds is not followed."""
    parts = Parts(store=MemoryStore(event(1), event(2, tool="claude")))
    assert rows(page(parts, "/live?after=c0&tool=claude")) == ["evt-2"]
    assert 'data-narrowed="tool=claude"' in page(parts, "/?tool=claude")
    assert "console.js" not in page(parts, "/?kind=PERSON")


@pytest.mark.parametrize("query", ["?tool=a%20b", "?since=x", "?department=%0a"])
def test_a_wrong_field_is_refused(query: str) -> None:
    """With its page, and without an echo."""
    answer = Client(Parts().app()).get(f"/{query}", headers={**BEARER, "Accept": "text/html"})
    assert answer.status_code == 422


def test_what_is_narrowed_by_is_shown_as_text() -> None:
    """Values of an address come back as text."""
    assert XSS not in page(Parts(), f"/?department={XSS}")


def test_a_trial_is_red() -> None:
    """While findings of a tool leave the office the first page says so, alarmingly, with the day it ends."""
    ports = dataclasses.replace(Parts().ports(), trials=lambda: {"openai": START})
    page = Client(create_app(ports, Settings())).get("/", headers={**BEARER, "Accept": "text/html"}).text
    assert 'class="error" role="alert"><strong>Zkušební provoz: co se v nástroji OpenAI API najde, opouští úřad' in page
    assert "Zkušební provoz" not in Client(Parts().app()).get("/", headers={**BEARER, "Accept": "text/html"}).text


def test_what_may_leave_unread_is_red() -> None:
    """While something unread may leave after a justification the first page says so, with the entry, its tools and the day it ends."""
    ports = dataclasses.replace(Parts().ports(), unread=lambda: [("nahrávky", ["openai"], START)])
    page = Client(create_app(ports, Settings())).get("/", headers={**BEARER, "Accept": "text/html"}).text
    assert 'class="error" role="alert"><strong>Co nešlo přečíst, smí po odůvodnění opustit úřad' in page
    assert "nahrávky (OpenAI API)" in page
    assert "Co nešlo přečíst" not in Client(Parts().app()).get("/", headers={**BEARER, "Accept": "text/html"}).text
