"""The `weian` command finds its sub-commands, and keeps its secret."""

import subprocess
import sys
from pathlib import Path

import pytest

from weian.site import cli
from weian.site.secret import make_keys, secret_key, tip_key


def test_every_module_of_the_folder_is_a_command() -> None:
    assert {"run", "serve", "worker", "migrate"} <= set(cli.command_names())


def test_without_a_command_it_tells_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    told = capsys.readouterr().out
    assert "migrate" in told
    assert "Serve the web pages" in told


def test_an_unknown_command_is_an_error() -> None:
    assert cli.main(["no-such-command"]) == 2


def test_the_secret_is_made_once_and_closed(tmp_path: Path) -> None:
    make_keys(tmp_path)
    first = secret_key(tmp_path), tip_key(tmp_path)
    make_keys(tmp_path)
    assert (secret_key(tmp_path), tip_key(tmp_path)) == first
    for name in ("secret_key", "tip_key"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_given_secret_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys(tmp_path)
    monkeypatch.setenv("WEIAN_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"


def test_a_repeated_bootstrap_does_nothing() -> None:
    script = Path(__file__).parents[2] / "tools" / "bootstrap.py"
    done = subprocess.run(
        [sys.executable, script, "run"], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""


def test_a_document_is_compiled_without_loading_django(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("一、任务\n各单位每季度至少召开1次安全会议。\n", "utf-8")
    script = (
        "import sys; from weian.site import cli; code = cli.main(['compile', sys.argv[1], '--json']); "
        "sys.exit(code or 'django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
