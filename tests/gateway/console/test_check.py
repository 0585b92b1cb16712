"""The pre-check page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from detectors.finding import Finding
from gateway import precheck
from gateway.console.check import LONGEST
from gateway.console.reader_ports import Precheck
from gateway.decide.policy import Policy
from gateway.model import Extracted, File, OpaqueReason, Segment
from gateway.pipeline import opened
from gateway.precheck import Prechecked
from support.console import BEARER, Client, Parts, ours

XSS = "<script>alert(1)</script>"
NUMBER = "715319/2743"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def finding(text: str) -> tuple[Finding, ...]:
    at = text.find(NUMBER)
    return () if at < 0 else (Finding("CZ_BIRTH_NUMBER", at, at + len(NUMBER), 1.0, "rc"),)


async def by_text(text: str, _tool: str) -> Prechecked:
    return precheck.looked_at(precheck.of_text(text), [finding(text)], Policy(), None)


async def by_file(file: File, _tool: str) -> Prechecked:
    if bytes(file.content) == b"locked":
        return precheck.unreadable(OpaqueReason.ENCRYPTED)
    text = bytes(file.content).decode()
    reading = opened(precheck.of_file(file), [Extracted((Segment((0,), text, where=(("page", 3),)),))])
    return precheck.looked_at(reading, [finding(one) for one in reading.texts], Policy(), None)


PORT = Precheck(by_text, by_file, 1024 * 1024)


def client() -> Client:
    return Client(Parts(precheck=PORT).app())


def post(text: str = "", tool: str = "", file: tuple[str, bytes] | None = None, **headers: str) -> httpx.Response:
    files: dict[str, Any] = {"text": (None, text), "tool": (None, tool)}
    if file:
        files["file"] = file
    return client().post("/check", headers={**BEARER, **headers}, files=files)


def test_findings_are_marked_in_place() -> None:
    """Kind, number, what would happen, and a copy without the value."""
    answer = post(f"Žádá paní, r. č. {NUMBER}, o byt.", "openai")
    assert answer.status_code == 200
    for part in ("Zastavilo by se", "1 rodné číslo", f'title="rodné číslo">{NUMBER}<sup>', "OpenAI API", "r. č. [RODNE_CISLO_1], o byt."):
        assert part in answer.text, part
    assert answer.headers["cache-control"] == "no-store"


def test_a_clean_text_has_no_legend() -> None:
    """It says that nothing was found."""
    text = post("Jak napsat vyhlášku?").text
    assert "žádné osobní ani jinak chráněné údaje" in text
    assert "Prošlo by" in text
    assert 'class="legend"' not in text


def test_a_file_says_where() -> None:
    """Page three, with the words around."""
    text = post(file=("dopis.pdf", f"r. č. {NUMBER} v domě".encode())).text
    for part in ("strana\u00a03", NUMBER, "r. č. ", "dopis.pdf"):
        assert part in text, part
    assert "chráněný heslem" in post(file=("a.pdf", b"locked")).text


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"text": "  "}, 422, "Vložte prosím text"),
        ({"text": "x" * (LONGEST + 1)}, 413, "příliš dlouhý"),
        ({"file": ("a.txt", b"x" * (1024 * 1024 + 1))}, 413, "nejvýše 1 MB"),
        ({"text": "x" * 9, "file": ("a.txt", b"x" * (3 * 1024 * 1024))}, 413, "Odeslaných dat je příliš mnoho"),
    ],
)
def test_limits_are_said(sent: dict[str, Any], status: int, says: str) -> None:
    """Nothing and too much have their sentence."""
    answer = post(**sent, Accept="text/html")
    assert answer.status_code == status
    assert says in answer.text


def test_markup_is_text() -> None:
    """In the text, around a finding, in a file's name and in its words."""
    assert XSS not in post(f"{XSS} {NUMBER} {XSS}").text
    answer = post(file=("a<b>.txt", f"{XSS} {NUMBER} {XSS}".encode()))
    assert XSS not in answer.text
    assert "a<b>" not in answer.text


def test_an_unknown_tool_is_none(caplog: pytest.LogCaptureFixture) -> None:
    """The default rules hold then; and nothing of the text is logged."""
    assert "výchozích pravidel" in post(f"r. č. {NUMBER}", "no-such-tool").text
    assert NUMBER not in ours(caplog)


def test_only_our_own_pages_may_send() -> None:
    """A foreign page's form is refused, as is another kind of form."""
    assert post("x", Origin="https://evil.example").status_code == 403
    assert client().post("/check", headers=BEARER, data={"text": "x"}).status_code == 415


def test_without_its_port_there_is_no_page() -> None:
    """An office may run without it."""
    assert Client(Parts(precheck=None).app()).get("/check", headers=BEARER).status_code == 404


def test_the_form_is_there_in_both_languages() -> None:
    """With the approved tools to choose from."""
    page = client().get("/check", headers=BEARER).text
    assert '<option value="openai">OpenAI API</option>' in page
    assert "Check a text or a file" in client().get("/check", headers={**BEARER, "Accept-Language": "en"}).text
