"""What a job in the limited child can and cannot do; the jobs here are Python's own eval and exec."""

import socket
import sys
from datetime import date
from pathlib import Path

import pytest

from weian.base.limited import Exceeded, Refused, run_program, work


def run(code: str, **limits: int) -> object:
    return work("builtins:exec", code.encode(), **limits)


def test_values_come_back_as_they_are() -> None:
    code = b"[1, 1.5, None, '\xe5\x8d\xab\xe5\xae\x89', __import__('datetime').date(2024, 1, 2)]"
    assert work("builtins:eval", code) == [1, 1.5, None, "卫安", date(2024, 1, 2)]


def test_what_libraries_print_is_no_answer() -> None:
    assert run("print('noise')") is None


def test_refusals_keep_their_words() -> None:
    with pytest.raises(Refused, match="不收这种文件"):
        run("from weian.base.limited import Refused\nraise Refused('不收这种文件')")


def test_memory_is_limited() -> None:
    with pytest.raises(Exceeded) as caught:
        run("x = bytearray(700_000_000)")
    assert caught.value.why == "memory"


def test_processor_time_is_limited() -> None:
    with pytest.raises(Exceeded) as caught:
        run("while True: pass", seconds=1)
    assert caught.value.why == "time"


def test_waiting_is_limited() -> None:
    with pytest.raises(Exceeded) as caught:
        run("import time\ntime.sleep(60)", seconds=0)
    assert caught.value.why == "time"


@pytest.mark.parametrize("code", ["import os; os.abort()", "1 / 0", "import sys; sys.exit(3)"])
def test_what_dies_is_told_as_such(code: str) -> None:
    with pytest.raises(Exceeded):
        run(code)


def test_no_network_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import _socket as s\ns.socket(2, 1).connect(('127.0.0.1', {port}))"
        with pytest.raises(Exceeded):
            run(code)


@pytest.mark.parametrize(
    "code", ["import os; os.system('true')", "import subprocess; subprocess.run(['true'])"]
)
def test_no_program_is_started(code: str) -> None:
    with pytest.raises(Exceeded):
        run(code)


def test_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Exceeded):
        run(f"open({str(tmp_path / 'a')!r}, 'w')")
    assert not list(tmp_path.iterdir())


def test_no_secret_of_the_environment_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEIAN_SECRET", "x")
    names = work("builtins:eval", b"sorted(__import__('os').environ)")
    assert set(names) <= {"PATH", "LANG", "HOME", "LC_CTYPE", "PYPINYIN_NO_PHRASES"}


def test_a_program_runs_within_limits_and_may_write_into_its_folder(tmp_path: Path) -> None:
    writes = [sys.executable, "-c", "open('made', 'w').write('x')"]
    assert run_program(writes, tmp_path, memory=512_000_000, seconds=5) == 0
    assert (tmp_path / "made").read_text() == "x"
    hoards = [sys.executable, "-c", "bytearray(700_000_000)"]
    assert run_program(hoards, tmp_path, memory=512_000_000, seconds=5) == 1
