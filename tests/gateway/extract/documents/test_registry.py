"""Which document types there are."""

from __future__ import annotations

from gateway.extract.documents.registry import documents


def test_types_have_names_of_their_own():
    """A type is found by its name, and names what it reads."""
    for name, one in documents().items():
        assert name == one.name
        assert one.media
        assert all(extension == extension.lower().lstrip(".") for extension in one.extensions)
