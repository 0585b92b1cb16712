"""Keeps events: the spool on the node, the SQL store, the sealed evidence."""
