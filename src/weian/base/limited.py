"""Work on what strangers upload, in a child process that can do little harm.

What holds, on Linux: at most ``MEMORY`` bytes of address space and ``SECONDS`` of processor time, no
core dump, no file written, few files open, none of the parent's environment (so no passwords), no new
privileges. A network of its own without any interface where the kernel grants one (user namespaces);
where it does not, only Python's audit hook refuses sockets and programs, which code that took over the
interpreter could pass. It is no sandbox for the file system: what the server's user may read, it may.

A job is a function ``(content, *given) -> JSON`` named ``"module:function"``; it may raise
``Refused`` with words for the reader. Its module should import no Django, for speed.
"""

import ctypes
import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

MEMORY: Final = 512 * 1024 * 1024
SECONDS: Final = 10
_MOST_SAID: Final = 200_000_000
_NO_NEW_PRIVILEGES: Final = 38
_NEW_USER_AND_NETWORK: Final = 0x10000000 | 0x40000000
_NEW_NETWORK: Final = 0x40000000
_FORBIDDEN: Final = ("socket.", "subprocess.", "os.fork", "os.exec", "os.posix_spawn", "os.system",
                     "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.", "ctypes.dlopen")  # fmt: skip
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Refused(Exception):
    """The job says in Chinese why the content is not taken and what to do."""


class Exceeded(Exception):
    """The job used up its memory or its time, or died; ``why``: memory, time or broken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def work(
    job: str, content: bytes, *given: str, memory: int = MEMORY, seconds: int = SECONDS
) -> Any:
    """What the job says of the content; dates, times and lengths of time come back as such.

    Raises Refused in the job's own words, Exceeded when it could not end.
    """
    arguments = [sys.executable, "-I", "-m", __name__, job, str(memory), str(seconds), *given]
    with _started(arguments) as child:
        try:
            said, _ = child.communicate(content, timeout=seconds * 3 + 5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise Exceeded("time") from None
    told = _heard(said, child.returncode)
    if "refused" in told:
        raise Refused(told["refused"])
    if "exceeded" in told:
        raise Exceeded(told["exceeded"])
    return told["said"]


def run_program(arguments: list[str], folder: Path, *, memory: int, seconds: int) -> int:
    """Run another program within limits of its own, its home in ``folder``; its exit code.

    It may write files, but has no network where the kernel grants a namespace. Raises Exceeded.
    """
    limited = [sys.executable, "-I", "-m", __name__, "--program", str(memory), str(seconds)]
    with _started([*limited, *arguments], folder) as child:
        try:
            child.communicate(b"", timeout=seconds * 3 + 5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise Exceeded("time") from None
    return child.returncode


def _started(arguments: list[str], folder: Path | None = None) -> "subprocess.Popen[bytes]":
    home = str(folder) if folder else "/"
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": home}
    return subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=home,
        start_new_session=True,
    )


def _heard(said: bytes, code: int) -> dict[str, Any]:
    if code == 0 and len(said) <= _MOST_SAID:
        with suppress(ValueError):
            told = json.loads(said, object_hook=_from_json)
            return told if isinstance(told, dict) else {"exceeded": "broken"}
    signals = {-24: "time", -9: "time", -6: "memory"}  # SIGXCPU, SIGKILL, abort of an allocation
    return {"exceeded": signals.get(code, "broken")}


def _from_json(told: dict[str, Any]) -> Any:
    readers: dict[str, Callable[[Any], object]] = {
        "~datetime": datetime.fromisoformat,
        "~date": date.fromisoformat,
        "~time": time.fromisoformat,
        "~seconds": lambda seconds: timedelta(seconds=seconds),
    }
    key = next(iter(told), "")
    return readers[key](told[key]) if key in readers and len(told) == 1 else told


def _to_json(value: object) -> dict[str, object]:
    if isinstance(value, datetime):
        return {"~datetime": value.isoformat()}
    if isinstance(value, date):
        return {"~date": value.isoformat()}
    if isinstance(value, time):
        return {"~time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"~seconds": value.total_seconds()}
    raise TypeError(type(value).__name__)


# From here on: what runs in the child.


def _limit(memory: int, seconds: int, *, writes: bool) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if not writes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_USER_AND_NETWORK) != 0:
        libc.unshare(_NEW_NETWORK)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    writing = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & _WRITES)
    if writing or event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _answer(function: Callable[..., object], given: list[str]) -> bytes:
    content = sys.stdin.buffer.read()
    try:
        told: dict[str, object] = {"said": function(content, *given)}
    except Refused as reason:
        told = {"refused": str(reason)}
    except MemoryError:
        told = {"exceeded": "memory"}
    except Exception:
        told = {"exceeded": "broken"}
    return json.dumps(told, ensure_ascii=False, default=_to_json).encode()


def _main(arguments: list[str]) -> None:
    job, memory, seconds, *given = arguments
    if job == "--program":
        _limit(int(memory), int(seconds), writes=True)
        os.execvp(given[0], given)
    module, _, name = job.partition(":")
    function = getattr(importlib.import_module(module), name)
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)  # what libraries print is no answer
        _limit(int(memory), int(seconds), writes=False)
        sys.addaudithook(_watch)
        answer.write(_answer(function, given))


if __name__ == "__main__":
    sys.modules["weian.base.limited"] = sys.modules["__main__"]  # one class of Refused
    _main(sys.argv[1:])
