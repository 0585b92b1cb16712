"""Alembic's revisions of the tables; run by :func:`gateway.store.migrate.migrate`, never by hand."""
