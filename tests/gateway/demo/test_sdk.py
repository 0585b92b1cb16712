"""Talking to the SDK's process."""

import sys
from pathlib import Path

import pytest

from gateway.demo import sdk_client
from gateway.demo.sdk import Sdk, SdkError, environment

FAKE = """
import json, sys
for line in sys.stdin:
    task = json.loads(line)
    if task["vendor"] == "none":
        raise SystemExit(1)
    print(json.dumps({"chunk": 1}), flush=True)
    print(json.dumps({"ok": True, "text": task["vendor"]}), flush=True)
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    script = tmp_path / "client.py"
    script.write_text(FAKE, encoding="utf-8")
    monkeypatch.setattr(sdk_client, "__file__", str(script))
    return Path(sys.executable)


def test_lines_go_out_and_come_back(fake: Path) -> None:
    """Calls run one after another in one process, and the first chunk is told."""
    told: list[int] = []
    with Sdk(fake, {}) as sdk:
        assert sdk.call({"vendor": "openai"}, lambda: told.append(1))["text"] == "openai"
        assert sdk.call({"vendor": "anthropic"})["text"] == "anthropic"
    assert told == [1]


def test_an_ended_process_is_an_error(fake: Path) -> None:
    """A client that ends is an error that repeats nothing."""
    with Sdk(fake, {}) as sdk, pytest.raises(SdkError, match="ended"):
        sdk.call({"vendor": "none", "body": "tajne"})


def test_a_client_that_was_never_used_needs_no_process(fake: Path) -> None:
    """Nothing is started before the first call."""
    with Sdk(fake / "missing", {}):
        pass


def test_environment_is_what_a_user_sets() -> None:
    """A proxy and a CA, or base URLs and a CA."""
    ca = Path("ca.pem")
    assert environment({"A": "1"}, {}, "http://p", ca) == {"A": "1", "SSL_CERT_FILE": "ca.pem", "HTTPS_PROXY": "http://p"}
    assert environment({}, {"openai": "http://b"}, None, ca) == {"SSL_CERT_FILE": "ca.pem", "OPENAI_BASE_URL": "http://b"}
