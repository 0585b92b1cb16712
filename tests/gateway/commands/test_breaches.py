"""The officer's cases on the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from gateway.commands import breaches as command
from gateway.errors import UserError
from gateway.settings import Data, Settings
from support.breach import ASSESSMENT, DESCRIPTION
from support.office import OFFICE


class House:
    """One office's command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.settings = Settings(data=Data(dir=folder), office=OFFICE)
        self._capsys = capsys

    def run(self, *words: str, facts: dict[str, object] | None = None) -> tuple[int, str]:
        if facts is not None:
            lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items())
            (self.folder / "facts.toml").write_text("\n".join(lines), encoding="utf-8")
            words = (*words, "--facts", str(self.folder / "facts.toml"))
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args(words), self.settings)
        return code, self._capsys.readouterr().out


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    return House(tmp_path, capsys)


def test_the_whole_way(house: House) -> None:
    """From a report without any AI tool to the closed file, with its papers."""
    out = house.run("new", facts={"title": "Ztracený flash disk", "left": True})[1]
    case = out.partition(":")[0]
    assert "next: report, receive" in out
    house.run("receive", case)
    house.run("classify", case, "--as", "incident", "--why", "údaje nebyly šifrované")
    code, out = house.run("list")
    assert code == 0
    assert "h left  MAY HAVE LEFT" in out
    house.run("describe", case, facts=dict(DESCRIPTION))
    assert "missing: sign" in house.run("assess", case, facts=dict(ASSESSMENT))[1]
    house.run("act", case, "sign", "--who", "A", "--paper", "č. j. 1")
    house.run("act", case, "sign", "--who", "B", "--paper", "č. j. 1", "--part", "director")
    house.run("notify", case, facts={"dispatch": "DZ 1"})
    house.run("act", case, "notify_persons", facts={"exception": "veřejné oznámení"})
    house.run("act", case, "check", facts={"result": "účinné"})
    assert "closed" in house.run("close", case)[1]
    assert house.run("list")[1] == ""
    assert json.loads(house.run("list", "--all", "--json")[1])["risk"] == "high"
    assert "Ztracený flash disk" in house.run("show", case)[1]
    for name in ("protokol.pdf", "dopis.docx"):
        house.run("paper", case, name.partition(".")[0], "-o", str(house.folder / name))
    for verb, name in (("register", "evidence.xlsx"), ("register", "evidence.csv")):
        house.run(verb, "-o", str(house.folder / name))
    house.run("dossier", case, "-o", str(house.folder / "spis.zip"))
    house.run("report", "--year", case[:4], "-o", str(house.folder / "rok.pdf"))
    assert (house.folder / "rok.pdf").read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        (("--title", "Ztracený disk"), {"title": "Ztracený disk", "left": True, "route": "superior"}),
        (("--elected", "--stopped"), {"left": False, "route": "head_of_office"}),
        (("--department", "Odbor dopravy"), {"department": "Odbor dopravy", "left": True, "route": "superior"}),
    ],
)
def test_a_report_of_an_employee(house: House, words: tuple[str, ...], facts: dict[str, object]) -> None:
    """Who does not know says that something may have left; the route is the superior's, of elected members the head of office's."""
    house.run("new", *words)
    (reported,) = json.loads(house.run("show", _only(house), "--json")[1])["steps"]
    assert reported["facts"] == facts


def _only(house: House) -> str:
    return str(json.loads(house.run("list", "--json")[1])["id"])


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        (("show", "2026-0009"), "breaches list"),
        (("close", "2026-0009"), "breaches list"),
        (("register", "-o", "x.ods"), "ends with .csv or .xlsx"),
        (("new", "--facts", "missing.toml"), "cannot be read"),
    ],
)
def test_what_is_refused(house: House, words: tuple[str, ...], fix: str) -> None:
    """One line with the fix."""
    with pytest.raises(UserError, match=fix):
        house.run(*words)


def test_steps_out_of_order(house: House) -> None:
    """What may not follow is said, with what may."""
    case = house.run("new", facts={"title": "x"})[1].partition(":")[0]
    with pytest.raises(UserError, match="cannot follow while the case is suspected; possible: report, receive"):
        house.run("close", case)
