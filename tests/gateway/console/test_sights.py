"""What is seen of which tool."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from gateway import coverage_page
from gateway.console.sights import TONES
from gateway.coverage import Aids, Sight
from gateway.metrics import Figures
from gateway.register import register
from gateway.settings import Settings
from support.console import BEARER, Client, Parts

NOW = datetime(2026, 12, 1, tzinfo=UTC)
NEITHER = Aids(letters=False, speech=False)
XSS = "<script>alert(1)</script>"
APPROVED = {"openai": {"approved_by": "WG", "approved_from": "2026-01-01", "approved_until": "2099-12-31"}}


def table(aids: Aids = NEITHER) -> Any:
    return coverage_page.as_json(register(Settings.model_validate({"tools": APPROVED})), NOW, aids)


def page(path: str = "/coverage", **more: Any) -> str:
    answer = Client(Parts(**({"coverage": table} | more)).app()).get(path, headers=BEARER)
    assert answer.status_code == 200
    return answer.text


def test_every_way_of_seeing_has_its_word() -> None:
    """A new sight is given its tone and its words."""
    assert set(TONES) == {sight.value for sight in Sight}


def test_approved_tools_stand_first_with_their_counts() -> None:
    """The catalogue of the running version; what was not scanned stands out."""
    text = page("/coverage?every=1", figures=lambda: Figures({"openai": {"scanned": 1284, "not_run": 2}}))
    first = text.index("OpenAI API")
    assert all(first <= text.index(name) for name in ("Claude", "Gemini", "DeepL"))
    assert "1\u00a0284" in text
    assert 'alarm">2<' in text
    assert "čte se" in text
    assert "Claude" not in page(), "others on request"


def test_one_tool_operation_by_operation() -> None:
    """With paths and carriers; a tool that is none shows the list alone."""
    text = page("/coverage?tool=openai")
    assert "/v1/chat/completions" in text
    assert 'id="tool"' in text
    assert 'id="tool"' not in page("/coverage?tool=nothing")


def test_without_recognition_it_says_so() -> None:
    """Pictures are stopped then, and recordings without a transcriber."""
    assert "Tesseract" in page()
    assert "zastavují: na tomto uzlu není program pro přepis řeči" in page()
    aided = page(coverage=lambda: table(Aids(letters=True, speech=True)))
    assert "Tesseract" not in aided
    assert "přepisuje program úřadu" in aided


def test_markup_is_text() -> None:
    """Names out of the register."""
    tool = {
        "id": XSS,
        "name": XSS,
        "approved": True,
        "operations": [
            {"operation": XSS, "role": "prompt", "methods": [XSS], "path": XSS, "sight": XSS, "carriers": [{"name": XSS, "sight": XSS}]}
        ],
    }
    assert XSS not in page(coverage=lambda: {"tools": [tool], "documents": [{"type": XSS, "sight": XSS}]})
    assert XSS not in page(f"/coverage?tool={XSS}", coverage=lambda: {"tools": [tool]})
