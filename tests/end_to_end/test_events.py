"""A block becomes an event: in the API, in its stream, and on the command line."""

import http.client
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from gateway.demo.outcome import HttpAnswer
from gateway.demo.processes import ask, clean_environment
from gateway.demo.run import KEYS
from support.gateway_process import Gateway, sdk_bodies
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER

URL = "https://api.openai.com/v1/chat/completions"
PLANTED = json.dumps(sdk_bodies("openai", SAYS_BIRTH_NUMBER)).encode()


def send(house: Gateway, text: str) -> int:
    return house.curl.send(URL, json.dumps(sdk_bodies("openai", text)).encode(), KEYS["openai"]).status


def refused(house: Gateway, body: bytes) -> HttpAnswer:
    answer = house.curl.send(URL, body, KEYS["openai"])
    assert answer.status == 403
    return answer


def since(house: Gateway, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The events of requests since then, all of them: none is still on its way."""
    known = {event["id"] for event in before}
    return [event for event in house.events_until_now()[:-1] if event["id"] not in known]


def test_a_block_is_an_event(house: Gateway) -> None:
    """The event says what was found, by kind, and that nothing was disclosed; of the text it holds nothing."""
    event = house.event_of(refused(house, PLANTED))
    expected = {"type": "prompt.blocked", "tool": "openai", "host": "api.openai.com", "disclosed": "none", "scan": "scanned"}
    assert {key: event[key] for key in expected} == expected
    assert event["kinds"]["CZ_BIRTH_NUMBER"] == 1
    assert BIRTH_NUMBER not in json.dumps(event)
    assert event["policy"]
    assert event["entrance"] == "proxy"


def test_the_employee_can_quote_the_event(house: Gateway) -> None:
    """The reference in the refusal is the event's id."""
    before = house.events_until_now()
    answer = refused(house, PLANTED)
    (event,) = since(house, before)
    assert event["id"] in answer.body.decode()
    status, body = house.api("GET", f"/api/v1/events/{event['id']}")
    assert (status, json.loads(body)["id"]) == (200, event["id"])


def test_a_clean_prompt_leaves_no_event(house: Gateway) -> None:
    """Employees are not watched: a clean prompt moves a counter and nothing else."""
    before, counted = house.events_until_now(), house.counted("celnice_requests_total", verdict="pass")
    assert send(house, CLEAN) == 200
    assert since(house, before) == []
    assert house.counted("celnice_requests_total", verdict="pass") == counted + 1


def test_an_opaque_body_is_one_event(house: Gateway) -> None:
    """A body that cannot be read leaves one event with its reason."""
    before = house.events_until_now()
    refused(house, b"nejde to")
    (event,) = since(house, before)
    assert (event["scan"], event["detail"]) == ("opaque", "invalid_json")


def test_the_stream_shows_blocks_as_they_come(house: Gateway) -> None:
    """A reader of the event stream sees a block without asking again."""
    connection = http.client.HTTPConnection("127.0.0.1", house.ports.console, timeout=60)
    connection.request("GET", "/api/v1/events/stream", headers={"authorization": f"Bearer {house.token}"})
    answer = connection.getresponse()
    assert answer.status == 200
    assert (answer.headers["content-type"] or "").startswith("text/event-stream")
    said = refused(house, PLANTED).body.decode()
    told: dict[str, Any] = {}
    while not told or told["data"]["id"] not in said:  # earlier ones may come before it
        line = answer.readline()
        assert line
        told = json.loads(line.removeprefix(b"data: ")) if line.startswith(b"data: ") else {}
    connection.close()
    assert told["data"]["type"] == "prompt.blocked"
    assert BIRTH_NUMBER not in json.dumps(told)


def test_the_command_line_shows_blocks(house: Gateway) -> None:
    """``celnice events tail`` prints the event, for people and for machines."""
    event = house.event_of(refused(house, PLANTED))
    command = [sys.executable, "-m", "gateway.cli", "--config", str(house.folder / "celnice.toml"), "events", "tail"]
    for more in ([], ["--json"]):
        done = subprocess.run([*command, *more], capture_output=True, encoding="utf-8", env=clean_environment(), check=True)
        assert event["id"] in done.stdout
        assert BIRTH_NUMBER not in done.stdout
    assert event["id"] in {json.loads(line)["id"] for line in done.stdout.splitlines()}


def test_the_api_needs_its_token(house: Gateway) -> None:
    """Events are shown to nobody without the token; liveness is."""
    for path in ("/api/v1/events", "/api/v1/events/stream", "/metrics"):
        assert ask(house.ports.console, "GET", path)[0] in {401, 403} or path == "/metrics"
    assert ask(house.ports.console, "GET", "/healthz")[0] == 200


def test_metrics_come_from_all_processes(house: Gateway) -> None:
    """Both proxies, detection, the writer and the console report."""
    assert house.counted("celnice_processes", kind="proxy") == 2
    for kind in ("detection", "writer", "console"):
        assert house.counted("celnice_processes", kind=kind) >= 1
    assert house.counted("celnice_build_info") == 1
    before = house.counted("celnice_requests_total", verdict="block", tool="openai", scan="scanned")
    for _ in range(8):
        assert send(house, SAYS_BIRTH_NUMBER) == 403
    assert house.counted("celnice_requests_total", verdict="block", tool="openai", scan="scanned") == before + 8
    assert house.counted("celnice_findings_total", entity="CZ_BIRTH_NUMBER") >= 8
