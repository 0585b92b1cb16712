import pytest
from alembic import command
from alembic.config import Config


def test_runs_only_on_a_given_connection():
    """Alembic's own command line cannot be pointed at a store past the lock of gateway.store.migrate."""
    config = Config()
    config.set_main_option("script_location", "gateway.store:migrations")
    with pytest.raises(KeyError, match="connection"):
        command.upgrade(config, "head")
