"""An employee's choice on the page of their own event, at a house whose justifications have a reader."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from gateway.demo.processes import ask
from support import readers
from support.asking import until
from support.gateway_process import Gateway


def more(folder: Path) -> str:
    folder.mkdir()
    readers.evidence(folder, "none")
    return f'[people]\norder = ["local"]\n[approval]\nrefresh_seconds = 1\n[evidence]\nreaders = ["{folder}/officer.pub"]\n'


def choose(house: Gateway, link: str, **form: str) -> tuple[int, str]:
    """Presses a button of the employee's own page, as a browser does."""
    address = urlsplit(link)
    body = urlencode({"t": address.query.removeprefix("t="), **form})
    connection = http.client.HTTPConnection("127.0.0.1", house.ports.console, timeout=30)
    try:
        origin = f"http://127.0.0.1:{house.ports.console}"
        connection.request(
            "POST", address.path, body, {"content-type": "application/x-www-form-urlencoded", "origin": origin, "accept": "text/html"}
        )
        found = connection.getresponse()
        return found.status, found.read().decode()
    finally:
        connection.close()


def stored(house: Gateway, link: str) -> None:
    """Waits until the event behind a link is in the store: the page then shows it."""
    address = urlsplit(link)
    until(lambda: ask(house.ports.console, "GET", f"{address.path}?{address.query}")[0] == 200, "the event in the store")
