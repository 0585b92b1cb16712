"""RELIGION: beliefs beside a person; restitution, schools and old theatres are none."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák je katolík.", ["katolík"], "a denomination"),
    ("Jan Novák, vyznání římskokatolické", ["vyznání římskokatolické"], "a form"),
    ("Klient byl svědek Jehovův.", ["svědek Jehovův"], "a role"),
    ("Jan Novák konvertoval k islámu.", ["konvertoval k islámu"], "a conversion"),
    ("Jana Nováková, bez vyznání", ["bez vyznání"], "none is one too"),
]

CLEAN = [
    ("Církevní restituce řeší Jan Novák.", "restitution"),
    ("Církevní gymnázium vede Jan Novák.", "a school"),
    ("Židovský hřbitov spravuje Jan Novák.", "a cemetery"),
    ("Husitské divadlo vede Jan Novák.", "a theatre"),
    ("Jan Novák sedí na židli.", "a chair"),
    ("Katolická církev vlastní pozemky.", "no person"),
    ("Velikonoce jsou církevní svátek, píše Jan Novák.", "a feast"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "RELIGION") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "RELIGION") == [], reason
