"""The Presidio-compatible API with Presidio's own clients."""

import json
import subprocess
from pathlib import Path

import pytest

from gateway.demo.processes import ask, clean_environment
from support.gateway_process import Gateway
from support.persons import BIRTH_NUMBER, EMAIL

SCRIPT = Path(__file__).parent / "clients" / "litellm_guardrail.py"
TEXT = f"Žadatel, rodné číslo {BIRTH_NUMBER}, píše z adresy {EMAIL}. 🙂"


@pytest.fixture(scope="module")
def guarded(shared_gateway: Gateway, peers: Path) -> dict[str, object]:
    analyzer = f"http://presidio:{shared_gateway.token}@127.0.0.1:{shared_gateway.ports.console}"
    done = subprocess.run(
        [str(peers), "-X", "utf8", str(SCRIPT), analyzer],
        input=json.dumps({"text": TEXT}),
        capture_output=True,
        encoding="utf-8",
        env=clean_environment(),
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.slow
def test_litellm_masks_czech_text(guarded: dict[str, object]) -> None:
    """LiteLLM's guardrail masks what the analyzer found and remembers how to put it back."""
    masked = str(guarded["masked"])
    assert BIRTH_NUMBER not in masked
    assert EMAIL not in masked
    assert "CZ_BIRTH_NUMBER" in masked
    restored = guarded["restored"]
    assert isinstance(restored, dict)
    assert set(restored.values()) >= {BIRTH_NUMBER, EMAIL}


@pytest.mark.slow
def test_litellm_blocks_by_our_entity(guarded: dict[str, object]) -> None:
    """An entity of ours can be set to BLOCK in LiteLLM."""
    assert guarded["blocked"] == "CZ_BIRTH_NUMBER"


@pytest.mark.slow
def test_litellm_leaves_clean_text(guarded: dict[str, object]) -> None:
    """A text without personal data passes LiteLLM's guardrail as it was."""
    assert guarded["clean"] is True


@pytest.mark.slow
def test_anonymizer_works_on_our_findings(guarded: dict[str, object]) -> None:
    """presidio-anonymizer takes the findings as they are: the offsets fit, also with letters beyond ASCII before them."""
    expected = TEXT.replace(BIRTH_NUMBER, "*" * len(BIRTH_NUMBER)).replace(EMAIL, "*" * len(EMAIL))
    assert guarded["replaced"] == expected


def test_analyze_needs_the_token(shared_gateway: Gateway) -> None:
    """Without the token there is no analysis."""
    status, _ = ask(
        shared_gateway.ports.console, "POST", "/analyze", {"text": TEXT, "language": "cs"}, {"content-type": "application/json"}
    )
    assert status == 401


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, 200),
        (
            {
                "language": "en",
                "score_threshold": 0.4,
                "entities": ["CZ_BIRTH_NUMBER"],
                "correlation_id": "c",
                "return_decision_process": True,
            },
            200,
        ),
        ({"ad_hoc_recognizers": [{"name": "x", "supported_entity": "X", "supported_language": "cs", "deny_list": ["a"]}]}, 400),
        ({"allow_list": ["x.*"], "allow_list_match": "regex"}, 400),
        ({"allow_list": [BIRTH_NUMBER]}, 200),
    ],
    ids=["plain", "every field", "ad-hoc recognizers", "regex allow list", "exact allow list"],
)
def test_analyzer_requests(shared_gateway: Gateway, more: dict[str, object], status: int) -> None:
    """Every field of AnalyzerRequest is accepted, but for the two that would let a caller bend the detectors."""
    answered, body = shared_gateway.api("POST", "/analyze", {"text": TEXT, "language": "cs", **more})
    assert answered == status
    found = json.loads(body)
    if status == 400:
        assert set(found) == {"error"}
        return
    values = {TEXT[item["start"] : item["end"]]: item["entity_type"] for item in found}
    if "allow_list" in more:
        assert BIRTH_NUMBER not in values
    else:
        assert values[BIRTH_NUMBER] == "CZ_BIRTH_NUMBER"


def test_lists_of_texts(shared_gateway: Gateway) -> None:
    """A list of texts gives a list of lists."""
    status, body = shared_gateway.api("POST", "/analyze", {"text": ["nic", TEXT], "language": "cs"})
    first, second = json.loads(body)
    assert (status, first, len(second) >= 2) == (200, [], True)
