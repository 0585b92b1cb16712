"""The firewall's list, read line by line as a firewall does."""

from __future__ import annotations

import re

from allowlist.loader import packaged
from allowlist.publication.firewall import firewall
from allowlist.publication.names import names
from support.published import expected

TEXT = firewall(names(packaged().services.values()))
LINE = re.compile(r"(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]+")


def test_every_line_is_a_host_or_a_wildcard() -> None:
    """Nothing a reader could stumble over: no comments, no blanks, no line twice, a line feed at the end."""
    lines = TEXT.removesuffix("\n").split("\n")
    assert all(LINE.fullmatch(line) for line in lines)
    assert len(set(lines)) == len(lines)
    assert TEXT.endswith("\n")
    assert TEXT.isascii()


def test_it_matches_what_the_catalogue_matches() -> None:
    """Evaluated as FortiGate and Palo Alto Networks do: a name is that host, ``*.`` is anything below."""
    exact = {line for line in TEXT.split() if not line.startswith("*.")}
    under = {line[2:] for line in TEXT.split() if line.startswith("*.")}

    def blocked(host: str) -> bool:
        labels = host.split(".")
        return host in exact or any(".".join(labels[at:]) in under for at in range(1, len(labels)))

    want = expected()
    assert {host: blocked(host) for host in want} == want
