import subprocess
import sys

import pytest

from gateway.errors import UserError
from gateway.store.node import node_id, writer_lock


def test_name_is_kept(tmp_path):
    """A node keeps its name, and no two have the same."""
    name = node_id(tmp_path / "a")
    assert node_id(tmp_path / "a") == name
    assert name.startswith("node-")
    assert node_id(tmp_path / "b") != name


@pytest.mark.parametrize("content", [b"", b"node-", b"\xff", b"node-0123456789abcdef\nx"])
def test_damaged_name(tmp_path, content):
    """A damaged name is said: a silent new one would begin another chain."""
    node_id(tmp_path)
    (tmp_path / "node").write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        node_id(tmp_path)


def test_one_writer(tmp_path):
    """A second writer on a data directory is refused with the way out; the lock ends with its holder."""
    with writer_lock(tmp_path), pytest.raises(UserError, match=r"data\.dir"), writer_lock(tmp_path):
        pass
    with writer_lock(tmp_path):
        pass


def test_lock_of_a_killed_process(tmp_path):
    """The lock of a process that was killed is free."""
    code = (
        "import pathlib, sys, time; from gateway.store.node import writer_lock\n"
        "with writer_lock(pathlib.Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(UserError), writer_lock(tmp_path):
            pass
        holder.kill()
    with writer_lock(tmp_path):
        pass
