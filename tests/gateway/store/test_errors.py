import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeout

from gateway.store.engine import writing
from gateway.store.errors import StoreUnavailable, code_of, translated


def test_codes():
    """An error is named by its code, else by its class, never by its message."""
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.Error) as caught:
        connection.execute("SELECT nothing")
    connection.close()
    assert code_of(caught.value) == "SQLITE_ERROR"
    assert code_of(sqlite3.ProgrammingError("Alena")) == "ProgrammingError"
    assert code_of(OSError(28, "Alena")) == "OSError"
    assert code_of(None) == "NoneType"


@pytest.mark.parametrize("error", [PoolTimeout("Alena"), OSError("Alena"), sqlite3.OperationalError("Alena")])
def test_translated(error):
    """Every error of the database becomes one kind, without its words or its chain."""
    with pytest.raises(StoreUnavailable) as caught, translated():
        raise error
    assert "Alena" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_others_pass():
    """An error of ours stays what it is."""
    with pytest.raises(KeyError), translated():
        raise KeyError


def test_parameters_and_rows_are_not_quoted(store):
    """Drivers quote rows and SQLAlchemy quotes parameters; neither reaches the message."""
    insert = text("INSERT INTO chains (writer, seq, hash, position) VALUES (:writer, 1, :hash, 1)")
    values = {"writer": "Alena", "hash": b"Alena"}

    def fail():
        with writing(store._engine) as connection:
            connection.execute(insert, values)
            connection.execute(insert, values)

    with pytest.raises(StoreUnavailable, match=r"^IntegrityError (SQLITE_CONSTRAINT_PRIMARYKEY|23505)$"):
        fail()
