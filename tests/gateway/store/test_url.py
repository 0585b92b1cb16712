from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.settings import Data, Settings, Store
from gateway.store.url import DEFAULT_FILE, parsed, store_url


def test_default_is_a_file_in_the_data_directory(tmp_path):
    """Without a URL the store is a SQLite file among the node's data, by its absolute path."""
    assert store_url(Settings(data=Data(dir=tmp_path))) == f"sqlite:///{tmp_path}/{DEFAULT_FILE}"
    relative = parsed(store_url(Settings(data=Data(dir=Path("data")))))
    assert Path(relative.database).is_absolute()


def test_the_url_of_the_settings_counts():
    """A URL is used as it stands, its password too."""
    url = "postgresql+psycopg://celnice:secret@db.example/celnice"
    assert store_url(Settings(store=Store(url=url))) == url


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense secret", "no URL"),
        ("mysql://u:secret@h/d", "another database"),
        ("postgresql://u:secret@h/d", "a driver that is not shipped"),
        ("postgresql+asyncpg://u:secret@h/d", "another driver"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
    ],
)
def test_refused(url, why):
    """Another database is refused with the way out, and the password is not repeated."""
    with pytest.raises(UserError, match=r"store\.url.*use sqlite:") as caught:
        store_url(Settings(store=Store(url=url)))
    assert "secret" not in str(caught.value), why
