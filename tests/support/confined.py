"""Runs a command under what a systemd unit forbids, as far as a process can forbid it to itself: system calls, new privileges, memory
that is written and executed, open files, address families are left to the unit.

python tests/support/confined.py UNIT COMMAND…
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

PR_SET_NO_NEW_PRIVS = 38
PR_SET_MDWE = 65  # Linux 6.3: what MemoryDenyWriteExecute= does by a filter
PR_MDWE_REFUSE_EXEC_GAIN = 1
ALLOW, ERRNO = 0x7FFF0000, 0x00050000  # seccomp(2)


def settings(unit: Path, key: str) -> list[str]:
    """The values of a key, in order."""
    return re.findall(rf"^{key}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)


def expanded(names: list[str]) -> set[str]:
    """System calls, with systemd's groups opened."""
    found: set[str] = set()
    for name in names:
        if name.startswith("@"):
            done = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True)
            inside = [line.strip() for line in done.stdout.splitlines()[1:] if line.startswith("    ") and not line.strip().startswith("#")]
            found |= expanded(inside)
        else:
            found.add(name)
    return found


def allowed(unit: Path) -> set[str]:
    """What SystemCallFilter= leaves: lists are taken in order, ``~`` takes away (systemd.exec(5))."""
    calls: set[str] = expanded(["@default"])
    for value in settings(unit, "SystemCallFilter"):
        names = expanded(value.removeprefix("~").split())
        calls = calls - names if value.startswith("~") else calls | names
    return calls


def confine(unit: Path) -> None:
    """From here on, for this process and all it starts."""
    calls = allowed(unit)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if settings(unit, "MemoryDenyWriteExecute") == ["yes"] and libc.prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0):
        raise SystemExit("confined: this kernel cannot forbid memory that is written and executed")
    files = int(settings(unit, "LimitNOFILE")[0])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(files, hard), min(files, hard)))
    library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ERRNO | errno.EPERM))
    for name in sorted(calls):
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # negative: not of this machine
            library.seccomp_rule_add(context, ALLOW, number, 0)
    if library.seccomp_load(context):
        raise SystemExit("confined: the filter was not taken")


if __name__ == "__main__":
    confine(Path(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])
