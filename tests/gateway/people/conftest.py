"""Directories that the tests of people share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from support.kdc import Kdc
from support.slapd import Slapd
from support.stand_in import Provider, provider


@pytest.fixture(scope="session")
def slapd() -> Iterator[Slapd]:
    """One OpenLDAP for all tests of a process."""
    made = Slapd()
    try:
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="session")
def kdc() -> Iterator[Kdc]:
    """One key distribution centre for all tests of a process. The library reads where it is from the environment."""
    made = Kdc()
    before = os.environ.get("KRB5_CONFIG")
    os.environ["KRB5_CONFIG"] = made.environment["KRB5_CONFIG"]
    try:
        yield made
    finally:
        made.remove()
        if before is None:
            del os.environ["KRB5_CONFIG"]
        else:
            os.environ["KRB5_CONFIG"] = before


@pytest.fixture(scope="session")
def recording_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with provider(tmp_path_factory.mktemp("provider")) as made:
        yield made
