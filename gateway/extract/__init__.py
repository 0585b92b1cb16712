"""Reads request bodies: bytes in, segments out, and back. One AI wire format is one file."""
