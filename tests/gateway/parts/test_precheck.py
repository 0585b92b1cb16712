"""The shell of the pre-check, with the real detectors and the real document processes."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from gateway.decide.policy import Policy
from gateway.decide.rules import Unread
from gateway.documents.client import DocumentClient
from gateway.model import File, FileRead, OpaqueReason, Scan, ScanOutcome
from gateway.parts.precheck import Precheck
from gateway.precheck import Prechecked
from gateway.register import register
from gateway.settings import Settings
from support.documents import nursery
from support.found import analyzer
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER


async def scanned(texts: Sequence[str]) -> Sequence[Scan]:
    return [analyzer().analyze(text) for text in texts]


async def broken(_texts: Sequence[str]) -> Sequence[Scan]:
    return []


async def no_documents(_files: Sequence[File]) -> Sequence[FileRead]:
    return [OpaqueReason.ENCRYPTED]


def looking(path: Path | None = None, detect: object = scanned) -> Precheck:
    documents = DocumentClient(path, deadline=20, queue=4, size=10_000_000) if path else no_documents
    return Precheck(detect, documents, Policy, lambda: register(Settings()), lambda: datetime(2026, 12, 1, tzinfo=UTC))  # type: ignore[arg-type]


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Jedna"
    book.create_sheet("Dva")["B7"] = f"r. č. {BIRTH_NUMBER}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_text_is_judged_by_the_real_detectors() -> None:
    """A birth number is found and stopped, a clean text passes, an empty one, too."""
    found = asyncio.run(looking().text(SAYS_BIRTH_NUMBER, "openai"))
    assert found.verdict.name == "block"
    assert "CZ_BIRTH_NUMBER" in found.kinds
    assert BIRTH_NUMBER not in found.copy
    assert asyncio.run(looking().text(CLEAN, "")).verdict.name == "pass"
    assert asyncio.run(looking().text("", "")).verdict.name == "pass"


def test_a_sheet_is_read_by_document_processes() -> None:
    """The finding says sheet and cell; the same way as an upload through the proxy."""

    async def both(path: Path) -> tuple[Prechecked, Prechecked]:
        one = looking(path)
        return await one.file(File(("file",), sheet(), name="seznam.xlsx"), ""), await one.file(File(("file",), b"PK\x03\x04nothing"), "")

    with nursery() as (_, path):
        found, damaged = asyncio.run(both(path))
    assert [(one.entity, one.where) for one in found.places] == [("CZ_BIRTH_NUMBER", (("sheet", 2), ("cell", "B7")))]
    assert damaged.scan is ScanOutcome.OPAQUE


@pytest.mark.parametrize(("detect", "reason"), [(broken, "not_scanned")])
def test_a_scan_that_fails_is_not_clean(detect: object, reason: str) -> None:
    """Too few answers are no answers."""
    found = asyncio.run(looking(detect=detect).text("text", ""))
    assert (found.verdict.name, found.verdict.reason) == ("block", reason)


def test_a_file_that_may_be_confirmed_unread_is_not_stopped() -> None:
    """Where an entry of the policy says so for this tool, and there is somebody to whom the justification is sealed."""
    policy = Policy(unread=(Unread("záznamy", frozenset(OpaqueReason), warns=True, tools=frozenset({"openai"})),))
    one = replace(looking(), policy=lambda: policy)
    file = File(("file",), b"x")
    assert asyncio.run(one.file(file, "openai")).verdict.name == "warn"
    assert asyncio.run(one.file(file, "deepl")).verdict.name == "block"
    assert asyncio.run(replace(one, confirmable=False).file(file, "openai")).verdict.name == "block"


def test_an_unreadable_file_is_said_to_be_so() -> None:
    """What a document process would not read."""
    found = asyncio.run(looking().file(File(("file",), b"x"), ""))
    assert (found.scan, found.verdict.name) == (ScanOutcome.OPAQUE, "block")
