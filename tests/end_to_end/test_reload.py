"""SIGHUP: a whole node is renewed while people work; nobody is refused, and no stream is cut."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from gateway.demo.outcome import streamed
from gateway.demo.replies import TEXT
from support.asking import answer, people, until
from support.gateway_process import gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.stand_in import Provider

pytestmark = pytest.mark.slow

MISTRAL = '[tools.mistral]\napproved_by = "test"\napproved_from = 2026-01-01\napproved_until = 2099-12-31\n'


def test_a_reload(shared_provider: Provider, tmp_path: Path) -> None:
    """A stream that is under way ends whole, nobody is refused meanwhile, and the new settings are in force after it."""
    shared_provider.reset()
    with gateway(tmp_path, shared_provider, workers=2) as house:
        with people(house.ports.proxy, house.ca, (CLEAN, SAYS_BIRTH_NUMBER)) as seen:
            until(lambda: seen[200] > 1, "the first answers")
            with answer(house.ports.proxy, house.ca, CLEAN, stream=True, model="gated") as stream:
                first = stream.read1(64)
                house.configure(f"{house.settings()}\n{MISTRAL}")
                house.process.send_signal(signal.SIGHUP)
                until(lambda: "renewed: new processes serve" in house.log(), "the renewal")
                before = seen[200]
                until(lambda: seen[200] > before + 4, "answers after it")
                shared_provider.release()
                assert streamed(first + stream.read(), "openai") == TEXT
        assert set(seen) == {200, 403}, seen
        until(lambda: house.counted("celnice_processes", kind="proxy") == 2, "the old proxies' end")
        assert b"mistral" in house.api("GET", "/tools.json")[1]

        house.configure("[proxy]\nport = 1\n")
        house.process.send_signal(signal.SIGHUP)
        until(lambda: "the settings before stay in force" in house.log(), "the refusal")
        with answer(house.ports.proxy, house.ca, CLEAN) as still:
            assert still.status == 200
    assert shared_provider.found(BIRTH_NUMBER) == []
