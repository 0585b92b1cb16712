"""JavaScript engines that may be here: Duktape (ES5, as old as some PAC engines are) from a wheel, V8 from Node."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence

import pytest

ENGINES = ("duktape", "v8")

_CALL = "JSON.stringify(%s.map(function (one) { return FindProxyForURL(one[0], one[1]); }))"

_NODE = """
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const context = require("vm").createContext(Object.create(null));
require("vm").runInContext(given.script, context);
process.stdout.write(JSON.stringify(given.cases.map(([url, host]) => context.FindProxyForURL(url, host))));
"""

type Evaluate = Callable[[str, Sequence[tuple[str, str]]], list[str]]
"""What a PAC script answers to each (url, host)."""


def engine(name: str) -> Evaluate:
    """The engine, or a skip; where every test must run (CI), no engine at all is a failure."""
    found = {"duktape": importlib.util.find_spec("dukpy") is not None, "v8": shutil.which("node") is not None}
    if not found[name]:
        if os.environ.get("CI") == "true" and not any(found.values()):
            pytest.fail("no JavaScript engine on a machine where every test must run")
        pytest.skip(f"no {name} on this machine")
    return _duktape if name == "duktape" else _v8


def _duktape(script: str, cases: Sequence[tuple[str, str]]) -> list[str]:
    dukpy = importlib.import_module("dukpy")
    return list(json.loads(dukpy.evaljs([script, _CALL % json.dumps(list(cases))])))


def _v8(script: str, cases: Sequence[tuple[str, str]]) -> list[str]:
    given = json.dumps({"script": script, "cases": list(cases)})
    done = subprocess.run(["node", "-e", _NODE], input=given, capture_output=True, text=True, timeout=60, check=True)
    return list(json.loads(done.stdout))
