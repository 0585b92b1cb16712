from pathlib import Path

from gateway.store import paths


def test_everything_is_in_the_data_directory():
    """Each thing has a place of its own below the data directory, keys apart from events."""
    data = Path("data")
    places = [paths.spool(data), paths.node(data), paths.writer_lock(data), paths.fingerprint_keys(data), paths.erasure_keys(data)]
    assert len(set(places)) == len(places)
    assert all(data in place.parents for place in places)
    assert paths.fingerprint_keys(data).parent == paths.erasure_keys(data).parent == data / "keys"
