from datetime import UTC, datetime

import pytest

from gateway.errors import UserError
from gateway.parts.employee import pseudonyms
from gateway.parts.people import keyed
from gateway.people.pseudonym import pseudonym, record
from gateway.settings import Data, Settings
from gateway.store import paths
from gateway.store.keyring import Keyring

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_the_same_as_in_events(tmp_path):
    """The pseudonyms are those that the proxy puts into events, of every period whose key exists, however the account is written."""
    settings = Settings.model_validate({"data": Data(dir=tmp_path), "people": {"domains": ["URAD.CZ"]}})
    assert pseudonyms(settings, "jana") == (), "nobody was ever known"
    keys = keyed(settings)
    wanted = {pseudonym(key, period, record(keys.lasting, "jana")) for period, key in map(keys.periods, (NOW, NOW.replace(year=2027)))}
    assert set(pseudonyms(settings, "Jana@urad.cz")) == wanted
    Keyring(paths.person_keys(tmp_path)).destroy("2026-Q4")
    assert len(pseudonyms(settings, "jana")) == 1


def test_no_account(tmp_path):
    """What is no account's name is refused."""
    with pytest.raises(UserError):
        pseudonyms(Settings(data=Data(dir=tmp_path)), " ")
