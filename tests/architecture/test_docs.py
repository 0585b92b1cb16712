"""The documentation says what there is: its commands, its links, and the blocks marked to be run, run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.free_ports import free_ports
from gateway.proxy.ca import load_or_create
from support.doc_commands import PAGES, ROOT, Block, blocks, commands, fault, parser

RUNNABLE = [block for block in blocks() if block.mark == "run"]


def test_every_command_is_one() -> None:
    """Each verb, action and option named anywhere in the documentation exists."""
    whole = parser()
    wrong = [f"{page.relative_to(ROOT)}: {line}: {why}" for page, line in commands() if (why := fault(line, whole))]
    assert not wrong


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("celnice doctor --only store", ""),
        ("celnice --config /etc/celnice/celnice.toml doctor", ""),
        ("celnice allowlist request|assess|decide", ""),
        ("celnice feeds test NAME", ""),
        ("celnice feeds resend|drop NAME --all", ""),
        ("celnice doctor --json|--offlin", "no option --offlin"),
        ("celnice doctors", "no command doctors"),
        ("celnice doctor --jsn", "no option --jsn"),
        ("celnice allowlist requests", "no command requests"),
        ("celnice scan --jsonl < texts.jsonl | wc -l", ""),
    ],
)
def test_the_check_itself(line: str, why: str) -> None:
    """It finds what is wrong, and lets pass what a reader fills in."""
    assert fault(line, parser()) == why


def test_every_block_is_run_or_says_why_not() -> None:
    """A block of the shell stands under `<!-- run -->` or `<!-- not run: reason -->`."""
    bare = [block.name for block in blocks() if block.mark != "run" and not re.fullmatch(r"not run: .{8,}", block.mark)]
    assert not bare
    assert len(RUNNABLE) >= 5


def test_the_readme_leads_to_every_page() -> None:
    """What nobody finds is not documented."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [page.name for page in (ROOT / "docs").glob("*.md") if f"docs/{page.name})" not in readme]


@pytest.mark.slow
@pytest.mark.parametrize("block", RUNNABLE, ids=lambda block: block.name)
def test_blocks_run(block: Block, tmp_path: Path) -> None:
    """As they stand, in an empty folder with a data folder of its own; a command that says "no" (1) is no fault of the page."""
    bin_folder = Path(sys.executable).parent
    environment = {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        **{f"CELNICE_{name}__PORT": str(port) for name, port in zip(("PROXY", "ENTRANCE", "CONSOLE"), free_ports(3), strict=True)},
    }
    load_or_create(tmp_path / "celnice-data" / "ca")  # as a node has it after its first start
    done = subprocess.run(
        ["/bin/sh", "-u", "-c", block.text], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=250, check=False
    )
    assert done.returncode in {0, 1}, done.stdout[-1500:] + done.stderr[-1500:]
    assert not re.search(r"Traceback|not found|unrecognized|No such file|invalid choice", done.stderr), done.stderr[-1500:]


def test_links_lead_somewhere() -> None:
    """Every relative link of a page is a file of the repository."""
    pages = [page for page in PAGES if "templates" not in page.parts]  # those are read elsewhere
    named = [(page, one) for page in pages for one in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))]
    assert not [f"{page.relative_to(ROOT)}: {target}" for page, target in named if not (page.parent / target).exists()]
