"""Uploads that travel in pieces or on other hosts: what is held of them until the whole is judged, and who may go where."""
