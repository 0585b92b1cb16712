"""The map of addresses over the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.console.ports import Ports
from gateway.console.seats import Seats
from support.console import BEARER, Client, Parts

PATH = "/api/v1/people/addresses"


class WithMap(Parts):
    """Parts with a map of addresses."""

    told: list[Seats]
    broken = False

    def ports(self) -> Ports:
        self.told = []

        def seat(changes: Seats) -> None:
            if self.broken:
                raise OSError
            self.told.append(changes)

        return replace(super().ports(), seat=seat)


def test_people_are_seated() -> None:
    """An address gets its person, or is freed; several at once."""
    parts = WithMap()
    body = {
        "seats": [
            {"address": "10.1.2.3", "account": "jana", "until": "2026-11-22T16:00:00+01:00"},
            {"address": "2001:0db8::1", "account": None},
        ]
    }
    assert Client(parts.app()).post(PATH, json=body, headers=BEARER).status_code == 204
    assert parts.told == [{"10.1.2.3": ("jana", datetime(2026, 11, 22, 15, tzinfo=UTC)), "2001:db8::1": None}]


WRONG: list[tuple[Any, str]] = [
    ({"seats": [{"address": "10.1.2", "account": "jana"}]}, "no address"),
    ({"seats": [{"address": "10.1.2.3", "account": "jana,petr"}]}, "a comma would begin another field"),
    ({"seats": [{"address": "10.1.2.3", "account": "jana\n10.1.2.4,petr"}]}, "another line"),
    ({"seats": [{"address": "10.1.2.3", "account": ""}]}, "an empty name"),
    ({"seats": [{"address": "10.1.2.3", "account": "jana", "until": "2026-11-22T16:00:00"}]}, "a time without its zone"),
    ({"seats": [{"address": "10.1.2.3"}]}, "no account at all"),
    ({"chairs": []}, "an unknown key"),
]


@pytest.mark.parametrize(("body", "why"), WRONG, ids=[row[1] for row in WRONG])
def test_what_is_not_of_its_form(body: Any, why: str) -> None:
    """422, nobody is seated, and the answer repeats nothing."""
    parts = WithMap()
    answer = Client(parts.app()).post(PATH, json=body, headers=BEARER)
    assert answer.status_code == 422, why
    assert "jana" not in answer.text
    assert parts.told == []


def test_without_a_token_without_a_map_and_with_a_broken_one() -> None:
    """Only who has the token may seat people; a map that cannot be kept says so."""
    parts, body = WithMap(), {"seats": []}
    assert Client(parts.app()).post(PATH, json=body).status_code == 401
    assert Client(Parts().app()).post(PATH, json=body, headers=BEARER).status_code == 404
    parts.broken = True
    assert Client(parts.app()).post(PATH, json=body, headers=BEARER).status_code == 503
