"""Pieces of commands that are too long for one file."""
