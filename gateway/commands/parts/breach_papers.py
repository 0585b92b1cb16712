"""The papers of ``celnice breaches``: of a case, its dossier, the register, the yearly report, and papers that belong to no case."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.errors import UserError
from gateway.papers import papers
from gateway.parts.case_papers import TABLES, CasePapers
from gateway.record.breach.step import State
from gateway.register import register
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.requests import RequestStore
from gateway.store.url import store_url


def configure(verbs: Any) -> None:
    """Adds the verbs."""

    def verb(name: str, text: str, ending: str = "ends with .pdf or .docx") -> argparse.ArgumentParser:
        child: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
        child.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=ending)
        return child

    paper = verb("paper", "write a paper of a case: " + ", ".join(papers.OF_A_CASE))
    paper.add_argument("id")
    paper.add_argument("name", choices=papers.OF_A_CASE, metavar="PAPER")
    verb("dossier", "everything of a case as a zip, with its verified chain", "the zip").add_argument("id")
    verb("register", "the register of breaches", "ends with .xlsx or .csv")
    verb("report", "the officer's yearly report").add_argument("--year", type=int, required=True)
    standing = verb("standing", "a paper that belongs to no case: " + ", ".join(papers.STANDING))
    standing.add_argument("name", choices=papers.STANDING, metavar="PAPER")


def run(arguments: argparse.Namespace, settings: Settings, store: BreachStore, name: Callable[[str], str]) -> int:
    """Writes the paper and says where."""
    url, output = store_url(settings), arguments.output
    tools = tuple(sorted(name(tool) for tool in register(settings).grants))
    with closing(EventStore(url)) as events, closing(RequestStore(url)) as requests:
        made = CasePapers(settings, store, requests, events, lambda: datetime.now(UTC), name, lambda: tools)
        match arguments.action:
            case "paper":
                writer = _writer(output, papers.WRITERS)
                content = writer(made.of_case(arguments.name, _existing(store, arguments.id)))
            case "dossier":
                content = made.dossier(_existing(store, arguments.id))
            case "register":
                _writer(output, TABLES)
                content = made.register(_ending(output))
            case "report":
                content = _writer(output, papers.WRITERS)(made.yearly(arguments.year))
            case _:
                content = _writer(output, papers.WRITERS)(made.standing(arguments.name))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UserError(f"{output}: cannot be written ({error.strerror})") from None
    print(output)
    return 0


def _existing(store: BreachStore, number: str) -> str:
    if store.case(number).state is State.NONE:
        raise UserError("there is no case of that number; see `celnice breaches list`")
    return number


def _ending(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()


def _writer[W](path: Path, writers: Mapping[str, W]) -> W:
    writer = writers.get(_ending(path))
    if writer is None:
        raise UserError(f"{path.name}: write to a file that ends with {' or '.join('.' + one for one in writers)}")
    return writer
