"""One stand-in and one gateway with two proxy processes for most tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gateway.demo.processes import clean_environment
from gateway.demo.run import BASE_URLS
from gateway.demo.sdk import Sdk, environment
from support.clients import CLIENTS, PEERS, Sdks, needed
from support.gateway_process import Gateway, gateway
from support.stand_in import Provider, provider


@pytest.fixture(scope="session")
def peers() -> Path:
    """An interpreter with LiteLLM and presidio-anonymizer."""
    return needed(PEERS)


@pytest.fixture(scope="session")
def shared_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """A stand-in for the whole session."""
    with provider(tmp_path_factory.mktemp("provider")) as running:
        yield running


@pytest.fixture(scope="session")
def shared_gateway(tmp_path_factory: pytest.TempPathFactory, shared_provider: Provider) -> Iterator[Gateway]:
    """A gateway with two proxy processes for the whole session."""
    with gateway(tmp_path_factory.mktemp("gateway"), shared_provider, workers=2) as running:
        yield running


@pytest.fixture
def house(shared_gateway: Gateway) -> Gateway:
    """The shared gateway, its provider's recording empty."""
    shared_gateway.provider.reset()
    return shared_gateway


@pytest.fixture(scope="session")
def sdks() -> Iterator[Sdks]:
    """The SDKs behind a gateway's entrance: ``proxy`` (CONNECT, CA trusted) or ``base_url``."""
    made: dict[tuple[int, str], Sdk] = {}
    with ExitStack() as stack:

        def sdk(house: Gateway, entrance: str) -> Sdk:
            key = (house.ports.proxy, entrance)
            if key not in made:
                urls = {vendor: house.entrance + path for vendor, path in BASE_URLS.items()} if entrance == "base_url" else {}
                proxy = None if urls else house.proxy
                made[key] = stack.enter_context(Sdk(needed(CLIENTS), environment(clean_environment(), urls, proxy, house.ca)))
            return made[key]

        yield sdk
