"""Starting a server as a child that dies with us, and as an ordinary user even when we are root."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from config.paths import others_can_reach

PR_SET_PDEATHSIG = 1


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """In a child, before it becomes the program: have the kernel signal it when the parent is gone (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)


def server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses root, so for root the servers run as `nobody`; otherwise as whoever we are."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def start(command: list[str], *, log: Path, stop_signal: int) -> subprocess.Popen:
    """Start a server as the server user, its output in `log`."""
    user = server_user()
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603  our own binaries
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd="/",
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(stop_signal),
        )


def own_folder(folder: Path) -> Path:
    """Make a private folder that belongs to the server user."""
    folder.mkdir(parents=True, exist_ok=True)
    if user := server_user():
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o700)
    return folder


def reachable(binaries: Path, *, copy_to: Path) -> Path:
    """The folder of the binaries, or a copy beside the data where the server user cannot walk to the original."""
    if server_user() is None or others_can_reach(binaries):
        return binaries
    if not copy_to.exists():
        shutil.copytree(binaries, copy_to, symlinks=True)
    return copy_to


def free_port() -> int:
    """A TCP port of 127.0.0.1 that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
