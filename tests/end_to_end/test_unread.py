"""A file that nobody can read, at a whole node: stopped, confirmed with a justification by one group, gone once, a case that rings."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gateway.demo.processes import ask
from support.asking import until
from support.at_work import celnice, prompt
from support.choosing import choose, more, stored
from support.gateway_process import gateway
from support.people import PASSWORD, basic
from support.persons import CLEAN
from support.stand_in import Provider

pytestmark = pytest.mark.slow

POLICY = """
[[policy.unread]]
name = "šifrované archivy"
answer = "warn"
reasons = ["encrypted"]
tools = ["openai"]
groups = ["IT"]
approved_by = "PS 4/2026"
since = 2026-01-01
until = 2099-12-31

[[policy.bounds]]
name = "krátké dotazy"
groups = ["IT"]
max_text_characters = 2000
"""


def locked() -> bytes:
    """An archive whose member is behind a password."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt", (2026, 11, 22, 12, 0, 0)), b"x" * 99)  # the same bytes, whenever it is made
    content = bytearray(out.getvalue())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def body(content: bytes) -> bytes:
    file = {"type": "file", "file": {"filename": "a.zip", "file_data": base64.b64encode(content).decode()}}
    return json.dumps({"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "Shrň přílohu."}, file]}]}).encode()


def test_what_nobody_could_read_is_confirmed_once(shared_provider: Provider, tmp_path: Path) -> None:
    """Only who is in the group is asked; the same bytes pass once, and that is a suspected incident though nothing was found; a broken
    file and a text over the group's limit are stopped.
    """
    shared_provider.reset()
    with gateway(tmp_path / "house", shared_provider, more=more(tmp_path / "keys") + POLICY) as house:
        celnice(house, "users", "add", "alena", "--group", "IT", typed=f"{PASSWORD}\n")
        celnice(house, "users", "add", "jan", typed=f"{PASSWORD}\n")
        alena, jan = basic("alena"), basic("jan")
        until(lambda: prompt(house, CLEAN, alena)[0] == 200 and prompt(house, CLEAN, jan)[0] == 200, "the users")

        status, said = prompt(house, body(locked()), jan)
        assert (status, json.loads(said)["error"]["code"]) == (403, "celnice_opaque_body")
        assert "choices" not in json.loads(said)["error"]
        status, said = prompt(house, body(locked()[:-30]), alena)
        assert (status, json.loads(said)["error"]["code"]) == (403, "celnice_opaque_body")
        status, said = prompt(house, CLEAN * 100, alena)
        assert (status, json.loads(said)["error"]["code"]) == (403, "celnice_policy_limit")

        status, said = prompt(house, body(locked()), alena)
        error = json.loads(said)["error"]
        assert (status, error["code"], error["choices"]) == (403, "celnice_confirm_unread", ["confirm"])
        assert ask(house.ports.console, "GET", urlsplit(error["rules"]).path)[0] == 200, (
            "the list of tools and the rules, without an account"
        )
        stored(house, error["link"])
        why = "Archiv obsahuje jen veřejné podklady soutěže."
        status, page = choose(house, error["link"], act="confirm", justification=why)
        assert status == 200, page
        assert "chráněný heslem" in page
        assert [prompt(house, body(locked()), alena)[0] for _ in range(3)] == [200, 403, 403]

        until(lambda: any(event["disclosed"] == "unknown" for event in house.events()), "the event of what left")
        (left,) = [event for event in house.events() if event["disclosed"] == "unknown"]
        assert (left["reason"], left["verdict"], left["scan"], left["kinds"]) == ("unread", "pass_recorded", "opaque", {})
        until(lambda: bool(celnice(house, "breaches", "list", "--json").splitlines()), "the suspected incident")
        (case,) = [json.loads(line) for line in celnice(house, "breaches", "list", "--json").splitlines()]
        assert case["state"] == "suspected"
        assert why not in house.log() + json.dumps(house.events())
