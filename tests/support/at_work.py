"""The command line of a running gateway, and a prompt of somebody who proves who they are to it."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import subprocess
import sys

from gateway.demo.processes import clean_environment
from support.gateway_process import Gateway

SECONDS = 100
"""For a command, which loads much, or an answer; generous, for a slow machine."""


def celnice(running: Gateway, *words: str, typed: str = "") -> str:
    command = [sys.executable, "-P", "-m", "gateway.cli", "--config", str(running.folder / "celnice.toml"), *words]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=SECONDS, env=clean_environment(), check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def prompt(running: Gateway, said: str | bytes, connect: dict[str, str] | None) -> tuple[int, str]:
    """A prompt (a text, or a whole body) through CONNECT; status 407 when the connection itself was refused."""
    context = ssl.create_default_context(cafile=str(running.ca))
    connection = http.client.HTTPSConnection("127.0.0.1", running.ports.proxy, context=context, timeout=SECONDS)
    connection.set_tunnel("api.openai.com", 443, connect)
    try:
        body = said if isinstance(said, bytes) else json.dumps({"model": "m", "messages": [{"role": "user", "content": said}]}).encode()
        connection.request("POST", "/v1/chat/completions", body, {"content-type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError as error:
        return int(re.findall(r"\d{3}", str(error))[0]), ""
    finally:
        connection.close()
