"""Child processes that never outlive this one."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(
    None, use_errno=True
)  # loaded here: nothing may be loaded between fork and exec


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask the kernel to send `number` to this process when its parent is gone."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


def spawn(
    command: Sequence[str | Path],
    *,
    on_parent_death: int = signal.SIGTERM,
    user: int | None = None,
    group: int | None = None,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in its own process group, so that Ctrl-C reaches us only and we stop it in order."""
    identity: dict[str, Any] = {}
    if user is not None:
        identity = {"user": user, "group": group, "extra_groups": []}
    return subprocess.Popen(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=env,
        cwd=cwd,
        process_group=0,
        preexec_fn=_tie_to(os.getpid(), on_parent_death),
        **identity,
    )


def stop(child: subprocess.Popen[bytes], number: int = signal.SIGTERM, patience: float = 20) -> int:
    """End a child: politely, then not."""
    if child.poll() is None:
        child.send_signal(number)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
    return child.wait()


def _tie_to(parent: int, number: int) -> Callable[[], None]:
    def in_child() -> None:
        # After the change of user: a change of credentials clears the wish.
        die_with_parent(number)
        if os.getppid() != parent:  # the parent died before we could ask
            os._exit(1)

    return in_child
