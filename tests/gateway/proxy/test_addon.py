"""The boundary, through mitmproxy's real dispatcher: whatever breaks, the provider receives nothing and the client gets an answer."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from gateway.decide.policy import Policy
from support.proxy import VALUE, Running


class BrokenError(RuntimeError):
    """What a broken stage raises; its text holds a value that must not come out anywhere."""

    def __init__(self) -> None:
        super().__init__(f"broken at {VALUE}")


def broken(*_: object, **__: object) -> Any:
    raise BrokenError


async def broken_later(*_: object, **__: object) -> Any:
    raise BrokenError


def break_admit(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(proxy.admission, "match", broken)


def break_extract(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("gateway.proxy.customs.read", broken)


def break_format(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(type(proxy.customs.formats["openai_chat"]), "segments", broken)


def break_detect(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(proxy.customs, "_detect", broken_later)


def break_decide(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("gateway.proxy.customs.judge", broken)


def break_meter(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(proxy.meter, "request", broken)


def break_readiness(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(proxy.recorder, "ready", broken_later)


def break_forward(proxy: Running, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("gateway.proxy.addon.forward", broken)


STAGES: list[tuple[str, Callable[[Running, pytest.MonkeyPatch], None]]] = [
    ("admit", break_admit),
    ("extract", break_extract),
    ("extract", break_format),
    ("detect", break_detect),
    ("decide", break_decide),
    ("decide", break_readiness),
    ("decide", break_forward),
]


@pytest.mark.parametrize(("stage", "breaks"), STAGES, ids=[breaks.__name__ for _, breaks in STAGES])
def test_a_broken_stage_blocks_a_clean_prompt(
    proxy: Running,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    stage: str,
    breaks: Callable[[Running, pytest.MonkeyPatch], None],
) -> None:
    """A fault of ours is a block with a clear answer, an event and a count; its text reaches neither log nor answer."""
    breaks(proxy, monkeypatch)
    with caplog.at_level(logging.DEBUG):
        status, body, headers = proxy.prompt("Dobrý den")
    assert status == 403
    assert headers["x-should-retry"] == "false"
    assert json.loads(body)["error"]["code"] == "celnice_gateway_fault"
    assert proxy.provider.untouched()
    assert proxy.meter.seen["fault", stage] == 1
    assert [event.reason for event in proxy.recorder.events] == ["gateway_fault"]
    assert VALUE not in caplog.text + body.decode()


ACTS: list[tuple[str, Callable[[Running, pytest.MonkeyPatch], None]]] = [
    ("act", lambda proxy, patch: patch.setattr(type(proxy.customs.formats["openai_chat"]), "block_answer", broken)),
    ("record", lambda proxy, patch: patch.setattr(proxy.recorder, "put", broken_later)),
    ("decide", lambda proxy, patch: patch.setattr(proxy.customs._book, "_fingerprint", broken)),
    ("decide", lambda proxy, patch: patch.setattr("gateway.proxy.book.judged", broken)),
    ("admit", lambda proxy, patch: patch.setattr(proxy.customs, "refuse", broken_later)),
]


@pytest.mark.parametrize(("stage", "breaks"), ACTS, ids=["block_answer", "recorder", "fingerprint", "event", "refusal"])
def test_a_block_stands_when_its_act_breaks(
    proxy: Running,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    stage: str,
    breaks: Callable[[Running, pytest.MonkeyPatch], None],
) -> None:
    """A prompt with a birth number does not leave, whatever breaks after the verdict."""
    breaks(proxy, monkeypatch)
    status, body, _ = proxy.prompt(f"rodné číslo {VALUE}")
    assert status == 403
    assert VALUE not in body.decode()
    assert proxy.provider.untouched()
    assert stage
    assert not [record for record in caplog.records if record.name.startswith("mitmproxy")]  # no hook raised


def test_a_broken_meter_blocks(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be counted does not pass; the refusal is then a bare one, because it is counted too."""
    break_meter(proxy, monkeypatch)
    status, body, headers = proxy.prompt("Dobrý den")
    assert (status, headers["x-should-retry"]) == (403, "false")
    assert VALUE not in body.decode()
    assert proxy.provider.untouched()


def test_even_the_explanation_may_break(proxy: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """When the refusal itself raises, a bare one stands."""
    monkeypatch.setattr("gateway.proxy.customs.read", broken)
    monkeypatch.setattr(proxy.customs, "fault", broken_later)
    with caplog.at_level(logging.ERROR):
        status, body, headers = proxy.prompt("Dobrý den")
    assert "the refusal itself failed: BrokenError" in caplog.text  # by our boundary, not by mitmproxy's
    assert (status, headers["x-should-retry"]) == (403, "false")
    assert b"gateway_fault" in body
    assert proxy.provider.untouched()


def test_a_spool_that_cannot_write_blocks_everything(proxy: Running) -> None:
    """A block stands and its event waits; after that even a clean prompt is blocked, until the spool writes again."""
    proxy.recorder.broken = True
    assert proxy.prompt(f"rodné číslo {VALUE}")[0] == 403
    assert proxy.meter.seen["fault", "record"] == 1
    status, body, _ = proxy.prompt("Dobrý den")
    assert status == 403
    assert json.loads(body)["error"]["code"] == "celnice_event_not_stored"
    assert proxy.provider.untouched()
    proxy.recorder.broken = False
    assert proxy.prompt("Dobrý den")[0] == 200
    assert [event.reason for event in proxy.recorder.events] == ["personal_data", "event_not_stored"]


def test_not_scanned_blocks(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Detection that gives up is not a clean scan."""
    from gateway.model import Unscanned

    async def gives_up(texts: list[str]) -> list[Unscanned]:
        return [Unscanned("deadline")] * len(texts)

    monkeypatch.setattr(proxy.customs, "_detect", gives_up)
    status, body, _ = proxy.prompt("Dobrý den")
    assert (status, json.loads(body)["error"]["code"]) == (403, "celnice_not_scanned")
    assert proxy.meter.seen["request", "openai block not_run proxy"] == 1


def test_a_clean_prompt_leaves_no_trace_but_counters(proxy: Running) -> None:
    """Employees are not watched."""
    assert proxy.prompt("Dobrý den")[0] == 200
    assert proxy.recorder.events == []
    assert proxy.meter.seen["request", "openai pass scanned proxy"] == 1


def test_the_event_of_a_block(proxy: Running) -> None:
    """Time, tool, host, kinds and counts, verdict, reason, disclosed, policy version, fingerprint; no text."""
    status, body, _ = proxy.prompt(f"rodné číslo {VALUE}")
    (event,) = proxy.recorder.events
    payload = event.payload()
    assert status == 403
    assert json.loads(body)["error"]["code"] == "czech_pii_blocked"
    assert event.id in json.loads(body)["error"]["message"]
    wanted = {"tool": "openai", "host": "api.openai.com", "kinds": {"CZ_BIRTH_NUMBER": 1}, "disclosed": "none", "scan": "scanned"}
    assert {key: payload[key] for key in wanted} == wanted
    assert payload["policy"] == Policy().version
    assert len(payload["fingerprints"]) == 1
    assert VALUE not in json.dumps(payload)


def test_what_leaves_is_what_was_scanned(proxy: Running) -> None:
    """The body goes on decoded, with a length of its own."""
    import gzip

    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "Dobrý den"}]}).encode()
    status, _, _ = proxy.send(gzip.compress(body), headers={"content-encoding": "gzip"})
    (request,) = proxy.provider.requests()
    assert status == 200
    assert (request["coding"], request["bytes"]) == ("", len(body))


@pytest.mark.parametrize(("length", "chunked"), [(300_000, False), (300_000, True)], ids=["content-length", "chunked"])
def test_too_large(proxy: Running, length: int, chunked: bool) -> None:
    """Over the limit: one event, the tool's own envelope, nothing at the provider."""
    data = b"x" * length
    headers = {"transfer-encoding": "chunked"} if chunked else {}
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (length, data) if chunked else data
    status, answer, _ = proxy.send(body, headers=headers)
    assert status == 403
    assert json.loads(answer)["error"]["code"] == "celnice_too_large"
    assert [event.reason for event in proxy.recorder.events] == ["too_large"]
    assert proxy.provider.untouched()


def test_a_label_that_the_client_chose(proxy: Running) -> None:
    """Under a wildcard of the catalogue the label in front may hold anything: it is scanned, and never written down."""
    label = VALUE.replace("/", "")
    from support import proxy as parts

    parts_value, parts.VALUE = parts.VALUE, label
    try:
        status, _, _ = proxy.send(None, host=f"{label}.api.openai.com", path="/favicon.ico", method="GET")
    finally:
        parts.VALUE = parts_value
    assert status == 403
    assert proxy.provider.untouched()
    assert all(label not in json.dumps(event.payload()) for event in proxy.recorder.events)


def test_a_pin_that_cannot_be_read_dials_nobody(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its pin a tool is not dialled under its own name instead."""
    monkeypatch.setattr(proxy.admission, "pin", broken)
    assert proxy.prompt("Dobrý den")[0] == 502
    assert proxy.meter.seen["fault", "connect"] >= 1
    assert proxy.provider.untouched()
