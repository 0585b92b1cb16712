"""A real Squid that asks for a password stands between the gateway and the internet: both entrances, and what its faults look like."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from gateway.free_ports import free_ports
from support.asking import answer
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.squid import running
from support.stand_in import Provider

pytestmark = pytest.mark.slow

USER, PASSWORD = "celnice", "heslo-k-nadrazene"
HELPER = f"""#!/bin/sh
while read -r line; do
    if [ "$line" = "{USER} {PASSWORD}" ]; then echo OK; else echo ERR; fi
done
"""
"""Squid's own helpers come in packages of their own; the protocol is one line (Squid wiki, AddonHelpers)."""


@contextmanager
def squid() -> Iterator[int]:
    """A proxy that lets nobody through without the password."""
    if not os.environ.get("CI") and shutil.which("squid", path=f"{os.environ['PATH']}:/usr/sbin") is None:
        pytest.skip("no squid on this machine")
    with tempfile.TemporaryDirectory() as folder:  # squid's helper runs as nobody, who may not look into pytest's folders
        home = Path(folder)
        home.chmod(0o755)
        helper = home / "helper"
        helper.write_text(HELPER, encoding="utf-8")
        helper.chmod(0o755)
        rules = (
            f"auth_param basic program {helper}\nauth_param basic children 1 startup=1\n"
            "acl known proxy_auth REQUIRED\nhttp_access deny !known\n"
        )
        with running(rules, ()) as port:
            yield port


def outbound(port: int, password: str = PASSWORD) -> str:
    return f'[outbound]\nparent = "http://127.0.0.1:{port}"\nparent_user = "{USER}"\nparent_password = {json.dumps(password)}\n'


def by_base_url(house: Gateway, text: str) -> int:
    url = f"{house.entrance}/openai/v1/chat/completions"
    return httpx.post(url, json=sdk_bodies("openai", text), trust_env=False, timeout=60).status_code


def test_by_the_parent(shared_provider: Provider, tmp_path: Path) -> None:
    """With the password both entrances work and are judged as ever; with a wrong one nothing leaves, and the answer says why."""
    shared_provider.reset()
    with squid() as port, gateway(tmp_path / "right", shared_provider, more=outbound(port)) as house:
        with answer(house.ports.proxy, house.ca, CLEAN) as good:
            assert good.status == 200
        with answer(house.ports.proxy, house.ca, SAYS_BIRTH_NUMBER) as stopped:
            assert stopped.status == 403
        assert by_base_url(house, CLEAN) == 200
        assert shared_provider.connections() == 2
        assert shared_provider.found(BIRTH_NUMBER) == []
        assert PASSWORD not in house.log()


@pytest.mark.parametrize(
    ("password", "up", "words", "label"),
    [
        ("jine-heslo", True, b"does not accept the gateway", "parent_credentials"),
        (PASSWORD, False, b"parent proxy does not answer", "parent_down"),
    ],
)
def test_a_parent_that_refuses(shared_provider: Provider, tmp_path: Path, password: str, up: bool, words: bytes, label: str) -> None:
    """Nothing goes around it: a clear answer, a count, and the provider is not even dialled."""
    shared_provider.reset()
    with squid() as running_port:
        port = running_port if up else free_ports(1)[0]
        with gateway(tmp_path / "house", shared_provider, more=outbound(port, password)) as house:
            with answer(house.ports.proxy, house.ca, CLEAN) as refused:
                assert refused.status == 502
                assert words in refused.read()
            assert by_base_url(house, CLEAN) == 502
            assert house.counted("celnice_providers_unreached_total", reason=label) >= 2
            assert password not in house.log()
    assert shared_provider.untouched()
