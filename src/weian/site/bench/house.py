"""A data folder, a PostgreSQL with the settings of every installation, tables: all gone afterwards."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weian.site.postgres import Cluster
from weian.site.processes import spawn
from weian.site.secret import make_keys


@contextmanager
def opened() -> Iterator[Cluster]:
    """Start it and point the environment at it; as root, PostgreSQL runs as another user."""
    with tempfile.TemporaryDirectory(prefix="weian-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        _point_to(folder)
        make_keys(folder)
        cluster = Cluster(folder / "postgres")
        cluster.prepare()
        server = cluster.start()
        try:
            cluster.wait(server)
            cluster.prepare_database()
            _run("migrate")
            yield cluster
        finally:
            cluster.stop(server)


def _point_to(folder: Path) -> None:
    for variable in ("WEIAN_DATABASE_URL", "WEIAN_DATABASE_ROLE", "WEIAN_HOSTS", "WEIAN_SECURE"):
        os.environ.pop(variable, None)
    os.environ["WEIAN_DATA"] = str(folder)
    os.environ["WEIAN_DEMO"] = "1"  # nobody is sent to change a password
    os.environ["WEIAN_POOL"] = "2"  # connections are kept as in the web server
    os.environ["DJANGO_SETTINGS_MODULE"] = "weian.site.settings"


def _run(command: str) -> None:
    if spawn((sys.executable, "-m", "weian.site.cli", command), output=None).wait():
        raise SystemExit(f"weian {command} failed; see the messages above.")
