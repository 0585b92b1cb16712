"""What all tables are made of."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

Big = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both; in SQLite only INTEGER is the row's own number."""


class Base(DeclarativeBase):
    """Names every constraint, so that a later migration can name it too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
