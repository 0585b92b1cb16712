"""Operations told by the end of their path."""

import pytest

from gateway.extract.suffixes import Suffixes

PATHS = Suffixes({"files": "/files", "containers.files": "/containers/[a-z0-9_]+/files", "one": "/v1/one|/v2/one"})


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/files", "files"),
        ("/v1/files", "files"),
        ("/openai/deployments/gpt-4o/files", "files"),
        ("/v1/containers/c_1/files", "containers.files"),
        ("/v1/one", "one"),
        ("/api/v2/one", "one"),
        ("/v3/one", None),
        ("/v1/files/", None),
        ("/v1/filesx", None),
        ("/v1//files", None),
        ("/v1/%66iles", None),
        ("files", None),
        ("", None),
    ],
)
def test_find(path, operation):
    """Any prefix of plain segments may stand before; where two fit, the longer one is meant."""
    assert PATHS.find(path) == operation
