"""docs/catalogue.md is the catalogue, written out."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from allowlist.catalogue_page import page
from allowlist.loader import load, packaged

SMALL = """
id = "x"
name = "A | B"
vendor = "V"
country = "ZZ"
category = "chat"
source = ["s"]
tenant = [{ header = "X-Only", value = "{ids}", hosts = ["x.example"], source = "the vendor" }]
data = [{ kind = "training", plan = "free", source = "terms" }]
[[hosts]]
group = "all"
role = "upload"
names = ["x.example", "*.x.example"]
[[bans]]
since = 2026-06-01
law = "l"
law_en = "a law"
scope = "někdo"
scope_en = "some"
[[shared]]
name = "shared.example"
paths = ["/x"]
note = "other traffic"
"""


def test_the_page_in_the_repository_is_this_one() -> None:
    """Nobody edits the page by hand."""
    assert (Path(__file__).parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8") == page()


def test_every_service_has_its_row() -> None:
    """Each id stands in the page with its hosts."""
    text = page()
    for service in packaged().services.values():
        assert f"(`{service.id}`)" in text
        assert all(f"`{name}`" in text for group in service.hosts for name in group.names)


def test_what_a_row_says() -> None:
    """Roles that matter, bans with whom they bind, headers, claims and shared hosts; a bar in a name does not cut its cell."""
    text = page(load([("x.toml", SMALL)]))
    assert "1 services of 1 vendors, 2 hosts" in text
    assert (
        "| A \\| B (`x`) | V | ZZ | chat assistant | `x.example`, `*.x.example` (upload) | no | a law, since 2026-06-01 (binds some) |"
        in text
    )
    assert "| `x` | `X-Only: {ids}` | `x.example` | the vendor |" in text
    assert "| `x` | trains on content | free | terms |" in text
    assert "| `x` | `shared.example` | `/x` | other traffic |" in text


@pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")
def test_run_as_a_module_it_writes_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """The command that the page names writes the page."""
    runpy.run_module("allowlist.catalogue_page", run_name="__main__")
    assert capsys.readouterr().out == page()
