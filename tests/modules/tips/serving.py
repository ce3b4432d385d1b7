"""The site's settings for a server over the database of a test: nothing has been collected there."""

from weian.site.settings import *  # noqa: F403
from weian.site.settings import STORAGES

STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
