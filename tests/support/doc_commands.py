"""Commands in the documentation: fenced shell blocks, and `celnice …` in running text."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from gateway.cli import OneLineParser, verbs

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md"), *(ROOT / "gateway/kit/templates").rglob("*.md")]
)

KINDS = frozenset({"sh", "bash", "shell", "console"})

_FENCE = re.compile(r"^(?:<!-- (?P<mark>[^>]*?) -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`(celnice(?: [^`\n]+)?)`(?!`)")
_HOLE = re.compile(r"[A-ZÁ-Ž_]{2,}\S*|…|\.\.\.|<[^>]*>|\[[^\]]*\]")
"""What stands for something that the reader fills in."""


@dataclass(frozen=True)
class Block:
    """A shell block. ``mark`` is the comment before it: ``run``, or ``not run: reason``."""

    page: Path
    mark: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}: {self.text.strip().splitlines()[0][:60]}"


def blocks() -> list[Block]:
    """Every fenced block of the shell."""
    found = [(page, match) for page in PAGES for match in _FENCE.finditer(page.read_text(encoding="utf-8"))]
    return [Block(page, (match["mark"] or "").strip(), match["text"]) for page, match in found if match["kind"] in KINDS]


def commands() -> Iterator[tuple[Path, str]]:
    """Every command line of ours: in spans and in blocks, lines joined."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in _SPAN.finditer(_FENCE.sub("", text)):
            yield page, match[1]
        for block in blocks():
            if block.page == page:
                joined = block.text.replace("\\\n", " ")
                for line in joined.splitlines():
                    if found := re.match(r"(?:sudo (?:-u \S+ )?|\.venv/bin/|\$ )*(celnice\s.*)$", line.split("  #")[0].strip()):
                        yield page, found[1]


def parser() -> argparse.ArgumentParser:
    """The whole command, every verb configured."""
    whole = OneLineParser(prog="celnice")
    whole.add_argument("--config")
    whole.add_argument("--version", action="store_true")
    verb = whole.add_subparsers(dest="verb")
    for name in verbs():
        import_module(f"gateway.commands.{name}").configure(verb.add_parser(name))
    return whole


def fault(line: str, whole: argparse.ArgumentParser) -> str:
    """What of a command line there is not; empty when everything is. Values and what a reader fills in are not judged."""
    line = re.split(r"\s[|&;<>]+\s|\s\|$", line)[0]
    try:
        words = shlex.split(line)[1:]
    except ValueError:
        return "quotes that do not close"
    here, known = whole, dict(whole._option_string_actions)
    value = False
    for word in words:
        choices = _choices(here)
        if value:
            value = False
        elif word.startswith("--"):
            several, equals, _ = word.partition("=")
            if missing := [name for name in several.split("|") if name not in known]:
                return f"no option {missing[0]}"
            value = not equals and known[several.split("|")[0]].nargs != 0
        elif choices and not word.startswith("-") and not _HOLE.fullmatch(word):
            several = word.split("|")
            if missing := [one for one in several if one not in choices]:
                return f"no command {missing[0]}"
            here = choices[several[0]]
            known |= here._option_string_actions
    return ""


def _choices(here: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in here._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices  # type: ignore[return-value]
    return {}
