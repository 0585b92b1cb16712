"""One stand-in provider for all tests of the proxy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.proxy import Running, running
from support.stand_in import Provider, provider
from support.upload_clients import SMALL
from support.upload_provider import UploadProvider
from support.uploads import uploading


@pytest.fixture(scope="session")
def recording_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with provider(tmp_path_factory.mktemp("provider")) as made:
        yield made


@pytest.fixture
def proxy(recording_provider: Provider, tmp_path: Path) -> Iterator[Running]:
    recording_provider.reset()
    with running(recording_provider, tmp_path) as made:
        yield made


@pytest.fixture(name="running")
def running_uploads(tmp_path: Path) -> Iterator[tuple[Running, UploadProvider]]:
    with uploading(tmp_path, limits=SMALL) as both:
        yield both
