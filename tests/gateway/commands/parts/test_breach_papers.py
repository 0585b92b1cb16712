"""Papers on the command line."""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from allowlist import prague
from gateway.commands import breaches
from gateway.errors import UserError
from gateway.papers import papers
from gateway.record.hand_in import digest_of
from gateway.settings import Data, Settings
from gateway.store.breaches import BreachStore
from gateway.store.hand_ins import HandInStore
from gateway.store.url import store_url
from support.office import OFFICE
from support.paper import text_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(data=Data(dir=tmp_path), office=OFFICE)
    run(made, "new")
    return made


def run(settings: Settings, *words: str) -> int:
    parser = argparse.ArgumentParser()
    breaches.configure(parser)
    return breaches.run(parser.parse_args(words), settings)


@pytest.mark.parametrize("name", papers.STANDING)
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_papers_of_no_case(settings: Settings, tmp_path: Path, name: str, form: str) -> None:
    """Records of processing, impact assessment, notice to employees, inputs of the plan: each in both forms, the PDF with its words."""
    out = tmp_path / f"x.{form}"
    assert run(settings, "standing", name, "-o", str(out)) == 0
    if form == "pdf":
        assert "{{" not in text_of(out.read_bytes())
        assert OFFICE.dpo_name.split()[-1] in text_of(out.read_bytes())
    else:
        assert "word/document.xml" in zipfile.ZipFile(out).namelist()


def test_the_dossier_has_the_verified_chain(settings: Settings, tmp_path: Path) -> None:
    """What checking the record said at that moment, with the heads of its chains."""
    with closing(BreachStore(store_url(settings))) as store:
        case = store.cases()[0].id
    run(settings, "dossier", case, "-o", str(tmp_path / "spis.zip"))
    archive = zipfile.ZipFile(io.BytesIO((tmp_path / "spis.zip").read_bytes()))
    assert json.loads(archive.read(f"{case}/overeni_retezu.json"))["sound"] is True


def test_where_nothing_can_be_written(settings: Settings, tmp_path: Path) -> None:
    """Said with the file's name."""
    with pytest.raises(UserError, match="cannot be written"):
        run(settings, "register", "-o", str(tmp_path / "nowhere" / "x.csv"))
    with pytest.raises(UserError, match="ends with"):
        run(settings, "standing", "dpia", "-o", str(tmp_path / "x.odt"))


def test_a_report_that_was_handed_in(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there (completed, signed) is left as it is and told by its digest; one that is not is written first."""
    year = prague.day(datetime.now(UTC)).year - 1
    signed, new = tmp_path / "podepsana.pdf", tmp_path / "nova.pdf"
    signed.write_bytes(b"podepsano")
    words = ("--handed-in", "--to", "Jana Nováková, ředitelka", "--who", "Petr Malý")
    assert run(settings, "report", "--year", str(year), "-o", str(signed), *words) == 0
    assert digest_of(b"podepsano") in capsys.readouterr().out
    assert signed.read_bytes() == b"podepsano"
    assert run(settings, "report", "--year", str(year), "-o", str(new), *words, "--on", f"{year + 1}-01-01") == 0
    with closing(HandInStore(store_url(settings))) as store:
        entries = store.listed()
    assert [(one.number, one.digest, one.to, one.by) for one in entries] == [
        (1, digest_of(b"podepsano"), "Jana Nováková, ředitelka", "Petr Malý"),
        (2, digest_of(new.read_bytes()), "Jana Nováková, ředitelka", "Petr Malý"),
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "--to says"),
        (("--to", "Jana", "--on", "2001-12-31"), "--on: the day"),
        (("--to", "Jana", "--on", "2999-01-01"), "--on: the day"),
        (("--to", "Jana", "--who", "x" * 300), "--who says"),
        (("--to", "Jana", "--year", "2999"), "--year names"),
    ],
)
def test_what_cannot_have_been_handed_in(settings: Settings, tmp_path: Path, more: tuple[str, ...], said: str) -> None:
    """Told before anything is written."""
    with pytest.raises(UserError, match=said):
        run(settings, "report", "--year", "2001", "-o", str(tmp_path / "x.pdf"), "--handed-in", *more)
    assert not (tmp_path / "x.pdf").exists()
