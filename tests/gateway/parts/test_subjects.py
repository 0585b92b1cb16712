"""A request carried out; the way itself is told in the tests of the command and of the API."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.parts.subjects import Wish, carry_out
from gateway.record.request.case import RequestError
from gateway.record.request.step import Action, Step
from gateway.settings import Data, Settings
from gateway.store.migrate import migrate
from gateway.store.requests import RequestStore
from gateway.store.url import store_url

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)


def test_nothing_is_written_of_a_search_that_cannot_be(tmp_path: Path) -> None:
    """No such request, an outdated view, nobody verified, nothing to look for: an error, and the request stays as it was."""
    settings = Settings(data=Data(dir=tmp_path))
    migrate(store_url(settings))
    with closing(RequestStore(store_url(settings))) as store:
        store.new(lambda r: Step(r.id, 1, NOW, "A", Action.RECEIVE, "", {"kind": "access", "applicant": "B"}), 2026)

        def tried(number: str, wish: Wish, version: int | None = None) -> None:
            carry_out(settings, store, number, wish, "A", "", lambda: NOW, version=version)

        for number, version, reason in (("Z-2026-0009", None, "request"), ("Z-2026-0001", 7, "number"), ("Z-2026-0001", 1, "identity")):
            with pytest.raises(RequestError) as caught:
                tried(number, Wish(["x"]), version)
            assert caught.value.reason == reason
        store.act("Z-2026-0001", lambda r: Step(r.id, 2, NOW, "A", Action.VERIFY, "", {"how": "osobně"}))
        with pytest.raises(UserError, match="nothing to look for"):
            tried("Z-2026-0001", Wish([" "]))
        assert len(store.history("Z-2026-0001")) == 2


def test_values_are_not_shown() -> None:
    """What is looked for stands in no repr."""
    assert "710319" not in repr(Wish(["710319/2745"], accounts=["710319"]))
