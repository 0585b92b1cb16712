"""A gateway with one proxy process does the same as one with two, starts fast the second time, and stops cleanly."""

import json
from pathlib import Path

import pytest

from gateway.demo.outcome import Result, of_http
from gateway.demo.run import HOSTS, KEYS, PATHS
from gateway.free_ports import free_ports
from support.asking import until
from support.clients import Sdks
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.persons import CLEAN, SAYS_BIRTH_NUMBER
from support.stand_in import Provider


def stopped(house: Gateway) -> list[str]:
    """Events of prompts. (That a start found other settings than the last one is an event, too.)"""
    return [event["id"] for event in house.events() if event["type"] == "prompt.blocked"]


@pytest.mark.slow
def test_one_process(tmp_path: Path, shared_provider: Provider, sdks: Sdks) -> None:
    """Both vendors, both entrances, planted and clean; the start after the first keeps CA, token and events."""
    with gateway(tmp_path / "house", shared_provider, workers=1) as house:
        for vendor in ("openai", "anthropic"):
            kind = "openai" if vendor == "openai" else "anthropic"
            for text, expected in ((SAYS_BIRTH_NUMBER, Result.STOPPED), (CLEAN, Result.ANSWERED)):
                for base in (HOSTS[vendor], f"{house.entrance}/{vendor}"):
                    answer = house.curl.send(base + PATHS[vendor], json.dumps(sdk_bodies(vendor, text)).encode(), KEYS[vendor])
                    assert of_http(answer, kind, stream=False).result is expected
                for entrance in ("proxy", "base_url"):
                    result = sdks(house, entrance).call({"vendor": vendor, "body": sdk_bodies(vendor, text), "asynchronous": True})
                    assert (result["ok"], result["requests"]) == (expected is Result.ANSWERED, 1)
        assert house.counted("celnice_processes", kind="proxy") == 1
        assert house.counted("celnice_requests_total", verdict="block") == 8
        until(lambda: len(stopped(house)) == 8, "the events of all that was stopped")
        kept = (house.token, house.ca.read_bytes(), stopped(house))
    with gateway(tmp_path / "house", shared_provider, workers=1) as house:
        # A second start has a promise of 5 s on two cores. Counted is what it works, not how long it waits for others on the machine.
        assert house.worked() < 30
        assert (house.token, house.ca.read_bytes(), stopped(house)) == kept
        assert house.counted("celnice_requests_total") == 0


@pytest.mark.slow
def test_the_trial_provider_of_a_fresh_installation(tmp_path: Path, shared_provider: Provider) -> None:
    """Without any approved tool the gateway runs and approves the local stand-in, and nothing else."""
    from gateway.demo import processes
    from gateway.demo.curl import Curl
    from gateway.demo.processes import Ports

    ports = Ports(*free_ports(3))
    text = processes.configuration(ports, shared_provider.port, shared_provider.ca)
    text = text[: text.index("[demo]")].replace(f"upstream_ca = {json.dumps(str(shared_provider.ca))}\n", "")
    (tmp_path / "celnice.toml").write_text(text, encoding="utf-8")
    with processes.gateway(tmp_path, ports):
        curl = Curl(f"http://127.0.0.1:{ports.proxy}", tmp_path / "data" / "ca" / "ca.pem")
        for prompt, status in ((CLEAN, 200), (SAYS_BIRTH_NUMBER, 403)):
            body = json.dumps(sdk_bodies("openai", prompt)).encode()
            assert curl.send("https://demo.celnice.test/v1/chat/completions", body).status == status
            assert curl.send("https://api.openai.com/v1/chat/completions", body).status == 403
