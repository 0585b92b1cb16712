"""Papers on the command line."""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from gateway.commands import breaches
from gateway.errors import UserError
from gateway.papers import papers
from gateway.settings import Data, Settings
from gateway.store.breaches import BreachStore
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
