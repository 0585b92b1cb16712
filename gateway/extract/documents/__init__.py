"""Reads documents inside uploads. One document type is one file."""
