"""What happens then, at a whole node of two proxies: a warning is confirmed, pseudonyms are chosen, a policy changes while people work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.demo.outcome import streamed
from gateway.demo.processes import ask
from gateway.demo.replies import TEXT
from support.asking import answer, until
from support.at_work import celnice, prompt
from support.choosing import choose, more, stored
from support.gateway_process import Gateway, gateway
from support.people import PASSWORD, basic
from support.persons import BIRTH_NUMBER, CLEAN
from support.stand_in import Provider

pytestmark = pytest.mark.slow

NAME = "Alena Vzorová"
SAYS = f"Navrhni odpověď. Píše nám\npaní {NAME} a žádá o schůzku."
RULES = """
[[policy.rules]]
name = "jména"
action = "warn"
kinds = ["PERSON"]
"""
PERMITS = '\n[policy.pseudonymise.openai]\napproved_by = "PS 1/2026"\nsince = 2026-01-01\nuntil = 2099-12-31\n'
TURNS = 16
"""Each on a connection of its own, so that with two processes on one port both are asked: all on one happens once in 32 768 times."""


def offered(house: Gateway, text: str, me: dict[str, str]) -> bool:
    """Whether both proxies offer a choice: one of them may have the new policy a moment before the other."""
    return all("choices" in json.loads(prompt(house, text, me)[1])["error"] for _ in range(TURNS))


def test_choices_and_a_policy_that_changes(shared_provider: Provider, tmp_path: Path) -> None:
    """Default block; a rule that warns comes into force at once; the confirmed text passes once, on whichever proxy; a bad policy changes
    nothing; then pseudonyms are permitted and chosen. No stream is cut, and no text stands anywhere.
    """
    shared_provider.reset()
    with gateway(tmp_path / "house", shared_provider, workers=2, more=more(tmp_path / "keys")) as house:
        celnice(house, "users", "add", "alena", typed=f"{PASSWORD}\n")
        me, before = basic("alena"), house.settings()
        until(lambda: all(prompt(house, CLEAN, me)[0] == 200 for _ in range(TURNS)), "the user, known to both proxies")
        status, said = prompt(house, SAYS, me)
        assert status == 403
        assert "choices" not in json.loads(said)["error"]

        house.configure(before + RULES)
        until(lambda: offered(house, SAYS, me), "the rule that warns, in force")
        error = json.loads(prompt(house, SAYS, me)[1])["error"]
        assert (error["choices"], error["places"]) == (["confirm"], [{"line": 2}])
        stored(house, error["link"])
        why = "Odpověď občance potřebuje její jméno."
        status, page = choose(house, error["link"], act="confirm", justification=why)
        assert status == 200, page
        answers = [prompt(house, SAYS, me)[0] for _ in range(6)]
        assert answers.count(200) == 1, answers
        assert answers[0] == 200
        until(lambda: any(event["reason"] == "confirmed" for event in house.events()), "the event of what left")
        events = house.events()
        (passed,) = [event for event in events if event["reason"] == "confirmed"]
        (confirmed,) = [event for event in events if event["type"] == "prompt.confirmed"]
        assert (passed["disclosed"], passed["detail"], confirmed["detail"]) == (
            "full",
            confirmed["id"],
            error["link"].split("/")[-1].split("?")[0],
        )
        until(lambda: bool(_cases(house)), "the suspected incident")

        house.configure(before + RULES.replace("PERSON", "HEALTH"))
        until(lambda: house.counted("celnice_reload_refused") == 1, "the refusal of a bad policy")
        assert "choices" in json.loads(prompt(house, SAYS, me)[1])["error"]
        assert json.loads(ask(house.ports.console, "GET", "/readyz")[1])["change_refused"] is True

        secret = f"Jmenuje se {NAME}, rodné číslo {BIRTH_NUMBER}."
        house.configure(before + PERMITS)
        until(lambda: offered(house, secret, me), "the permission, in force")
        error = json.loads(prompt(house, secret, me)[1])["error"]
        assert error["choices"] == ["pseudonymise"]
        stored(house, error["link"])
        assert choose(house, error["link"], act="pseudonymise")[0] == 200
        assert [prompt(house, secret, me)[0] for _ in range(3)] == [200, 403, 403]
        assert choose(house, error["link"], act="false-alarm", why="made_up", note="vzor formuláře")[0] == 200
        (alarm,) = [json.loads(line) for line in celnice(house, "events", "alarms", "list", "--json").splitlines()]
        assert alarm["why"] == "made_up"
        assert shared_provider.found(BIRTH_NUMBER) == []
        written = house.log() + json.dumps(house.events())
        for value in (NAME, BIRTH_NUMBER, why, "vzor formuláře"):
            assert value not in written
    files = [
        path for path in (tmp_path / "house").rglob("*") if path.is_file() and path.suffix in {".sqlite3", ".log", ".json", ".sqlite3-wal"}
    ]
    assert not [path.name for path in files if why.encode() in path.read_bytes() or NAME.encode() in path.read_bytes()]


def _cases(house: Gateway) -> list[str]:
    return celnice(house, "breaches", "list", "--json").splitlines()


def test_no_stream_is_cut_by_a_new_policy(shared_provider: Provider, tmp_path: Path) -> None:
    """An answer that is under way ends whole while another policy comes into force."""
    shared_provider.reset()
    with gateway(tmp_path, shared_provider) as house, answer(house.ports.proxy, house.ca, CLEAN, stream=True, model="gated") as stream:
        first = stream.read1(64)
        house.configure(house.settings() + RULES)
        until(lambda: "the policy changed: version" in house.log(), "the new policy")
        shared_provider.release()
        assert streamed(first + stream.read(), "openai") == TEXT
