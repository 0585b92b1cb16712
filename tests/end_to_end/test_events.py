"""A block becomes an event: in the API, in its stream, and on the command line."""

import http.client
import json
import subprocess
import sys
import time

from gateway.demo.processes import ask, clean_environment
from gateway.demo.run import KEYS
from support.gateway_process import Gateway, sdk_bodies
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER

URL = "https://api.openai.com/v1/chat/completions"


def send(house: Gateway, text: str) -> int:
    return house.curl.send(URL, json.dumps(sdk_bodies("openai", text)).encode(), KEYS["openai"]).status


def known(house: Gateway) -> set[str]:
    """The ids of all events, once the writer has stored what earlier tests left in the spool."""
    seen: set[str] | None = None
    while True:
        time.sleep(0.5)  # five of the writer's pauses
        now = {event["id"] for event in house.events()}
        if now == seen:
            return now
        seen = now


def test_a_block_is_an_event(house: Gateway) -> None:
    """The event says what was found, by kind, and that nothing was disclosed; of the text it holds nothing."""
    before = known(house)
    assert send(house, SAYS_BIRTH_NUMBER) == 403
    event = house.await_event(before)
    expected = {"type": "prompt.blocked", "tool": "openai", "host": "api.openai.com", "disclosed": "none", "scan": "scanned"}
    assert {key: event[key] for key in expected} == expected
    assert event["kinds"]["CZ_BIRTH_NUMBER"] == 1
    assert BIRTH_NUMBER not in json.dumps(event)
    assert event["policy"]
    assert event["entrance"] == "proxy"


def test_the_employee_can_quote_the_event(house: Gateway) -> None:
    """The reference in the refusal is the event's id."""
    before = known(house)
    answer = house.curl.send(URL, json.dumps(sdk_bodies("openai", SAYS_BIRTH_NUMBER)).encode(), KEYS["openai"])
    event = house.await_event(before)
    assert event["id"] in answer.body.decode()
    status, body = house.api("GET", f"/api/v1/events/{event['id']}")
    assert (status, json.loads(body)["id"]) == (200, event["id"])


def test_a_clean_prompt_leaves_no_event(house: Gateway) -> None:
    """Employees are not watched: a clean prompt moves a counter and nothing else."""
    before, counted = known(house), house.counted("celnice_requests_total", verdict="pass")
    assert send(house, CLEAN) == 200
    assert send(house, SAYS_BIRTH_NUMBER) == 403
    house.await_event(before)
    assert len(known(house) - before) == 1
    assert house.counted("celnice_requests_total", verdict="pass") == counted + 1


def test_an_opaque_body_is_one_event(house: Gateway) -> None:
    """A body that cannot be read leaves one event with its reason."""
    before = known(house)
    assert house.curl.send(URL, b"nejde to", KEYS["openai"]).status == 403
    event = house.await_event(before)
    assert (event["scan"], event["detail"]) == ("opaque", "invalid_json")
    assert len(known(house) - before) == 1


def test_the_stream_shows_blocks_as_they_come(house: Gateway) -> None:
    """A reader of the event stream sees a block without asking again."""
    connection = http.client.HTTPConnection("127.0.0.1", house.ports.console, timeout=30)
    connection.request("GET", "/api/v1/events/stream", headers={"authorization": f"Bearer {house.token}"})
    answer = connection.getresponse()
    assert answer.status == 200
    assert (answer.headers["content-type"] or "").startswith("text/event-stream")
    assert send(house, SAYS_BIRTH_NUMBER) == 403
    while not (line := answer.readline()).startswith(b"data: "):
        assert line
    connection.close()
    told = json.loads(line.removeprefix(b"data: "))
    assert told["data"]["type"] == "prompt.blocked"
    assert BIRTH_NUMBER not in json.dumps(told)


def test_the_command_line_shows_blocks(house: Gateway) -> None:
    """``celnice events tail`` prints the event, for people and for machines."""
    before = known(house)
    assert send(house, SAYS_BIRTH_NUMBER) == 403
    event = house.await_event(before)
    command = [sys.executable, "-m", "gateway.cli", "--config", str(house.folder / "celnice.toml"), "events", "tail"]
    for more in ([], ["--json"]):
        done = subprocess.run([*command, *more], capture_output=True, encoding="utf-8", env=clean_environment(), check=True)
        assert event["id"] in done.stdout
        assert BIRTH_NUMBER not in done.stdout
    assert json.loads(done.stdout.splitlines()[-1])["id"] == event["id"]


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
