"""Protocols of uploads that travel in pieces, as pure descriptions. One protocol is one file."""
