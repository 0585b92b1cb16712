"""People at a whole gateway: users and keys made on the command line, the notice confirmed in the console, a pseudonym in the event."""

from __future__ import annotations

import http.client
import json
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

from support.at_work import celnice, prompt
from support.gateway_process import SECONDS, Gateway, files, gateway
from support.people import PASSWORD, PSEUDONYM, basic
from support.stand_in import Provider

VALUE = "715319/2743"
PEOPLE = '[people]\norder = ["local", "keys"]\ndomains = ["urad.cz"]\nnotice_required = true\n[approval]\nrefresh_seconds = 1\n'


def console(running: Gateway, method: str, path: str, body: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", running.ports.console, timeout=SECONDS)
    try:
        connection.request(method, path, body or None, {"content-type": "application/x-www-form-urlencoded"} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def by_key(running: Gateway, key: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", running.ports.entrance, timeout=SECONDS)
    try:
        body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "Dobrý den"}]})
        headers = {"content-type": "application/json", "authorization": f"Bearer {key}"}
        connection.request("POST", "/openai/v1/chat/completions", body.encode(), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def soon(running: Gateway, me: dict[str, str], wanted: int) -> tuple[int, str]:
    """The answer to a clean prompt, as soon as it has that status."""
    until = time.monotonic() + SECONDS
    while True:
        status, body = prompt(running, "Dobrý den", me)
        if status == wanted or time.monotonic() > until:
            return status, body
        time.sleep(0.1)


def test_from_the_command_line_to_the_event(shared_provider: Provider, tmp_path: Path) -> None:
    """A user is added, reads the notice, works; the event names a pseudonym, and no file or log the account or the password."""
    shared_provider.reset()
    with gateway(tmp_path / "node", shared_provider, more=PEOPLE) as running:
        assert prompt(running, "Dobrý den", None)[0] == 407
        celnice(running, "users", "add", "jana.novakova", "--group", "odbor", typed=f"{PASSWORD}\n")
        key = celnice(running, "users", "key", "add", "jana.novakova", "--tool", "openai")
        me = basic("jana.novakova@urad.cz")
        status, body = soon(running, me, 403)  # the proxy looks at the store once a second
        assert status == 403
        link = urlsplit(re.findall(r"http://\S+/notice\?t=[\w.-]+", body)[0])
        status, page = console(running, "GET", f"{link.path}?{link.query}")
        assert status == 200
        assert "Informace zaměstnancům" in page
        assert console(running, "POST", "/notice", link.query)[0] == 200
        assert soon(running, me, 200)[0] == 200
        status, body = prompt(running, f"Rodné číslo {VALUE}", me)
        assert status == 403
        event = running.quoted(body)
        assert re.fullmatch(PSEUDONYM.replace("2026-Q4", r"\d{4}-Q\d"), event["person"])
        status, body = by_key(running, key)
        assert (status, "celnice_no_provider_key" in body) == (403, True)
        assert running.counted("celnice_identifications_total", way="local", outcome="known") >= 3
        assert "jana" not in running.log()
        written = {path.name: content for path, content in files(running.data)}
        # The list of users stands in the store, and nowhere else.
        assert {name.partition("-")[0] for name, content in written.items() if b"jana" in content} == {"celnice.sqlite3"}
        assert not [name for name, content in written.items() if PASSWORD.encode() in content]
