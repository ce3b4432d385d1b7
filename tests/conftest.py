"""One throw-away PostgreSQL for the whole test run; every xdist worker gets a database in it."""

import os
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

from weian.base import bounds
from weian.site.database import OWNER_ROLE, database_settings
from weian.site.postgres import TUNING, Cluster

# Durability is of no use to a test: only here, and only in a folder that goes away with the run.
_FAST = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


def pytest_configure(config: pytest.Config) -> None:
    """Start it in the controlling process, before the workers, which inherit its address."""
    # What tests arrange and look at themselves; requests and jobs still say their own bounds.
    bounds.process_sees_everything("tests")
    settings.STORAGES["staticfiles"]["BACKEND"] = _PLAIN  # nothing has been collected
    # Whoever tests these turns them on; everybody else logs in without a form.
    settings.SECOND_FACTOR_REQUIRED, settings.PROOF_SECONDS = False, 0
    settings.SESSION_IDLE_SECONDS, settings.PASSWORD_DAYS = settings.SESSION_SHIFT_SECONDS, 0
    settings.RATES = False
    if "PYTEST_XDIST_WORKER" in os.environ or "not db" in (config.option.markexpr or ""):
        return
    folder = tempfile.TemporaryDirectory(prefix="weian-test-")
    config.add_cleanup(folder.cleanup)
    Path(folder.name).chmod(0o711)  # as root, PostgreSQL runs as another user
    cluster = Cluster(Path(folder.name) / "pg", tuning=(*TUNING, *_FAST))
    cluster.prepare()
    server = cluster.start()
    config.add_cleanup(lambda: cluster.stop(server))
    cluster.wait(server)
    cluster.prepare_database()
    with cluster.connect() as connection:
        # Not a superuser: row-level security must bite in tests. It may become the web role.
        connection.execute("alter role weian_owner createdb")
        connection.execute("grant weian_web to weian_owner")
    os.environ["WEIAN_DATABASE_URL"] = f"postgresql://{OWNER_ROLE}@/weian?host={cluster.socket}"
    settings.DATABASES["default"].update(database_settings())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by what a test uses and where it stands, so that nobody has to remember to."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures):
            item.add_marker("db")
        if "browser" in item.path.relative_to(item.config.rootpath).parts:
            item.add_marker("browser")
