"""Serves chosen files of the npm packages as static files: whole dist folders break manifest storage."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage, Storage

PACKAGES = Path(__file__).resolve().parents[3] / "node_modules"
FILES = {
    "vendor/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    "vendor/bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "vendor/bootstrap.bundle.min.js.map": "bootstrap/dist/js/bootstrap.bundle.min.js.map",
    "vendor/echarts.common.min.js": "echarts/dist/echarts.common.min.js",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
}


class HashedStorage(ManifestStaticFilesStorage):
    """Names carry digests, also in what one script module imports from another."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._urls: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """As Django's, remembered: each page names two dozen files, whose digests stay."""
        if force or not name:
            return super().url(name or "", force)
        found = self._urls.get(name)
        if found is None:
            found = self._urls[name] = super().url(name)
        return found


class PackageStorage(FileSystemStorage):
    """Reads an allowed name from its place among the packages."""

    def __init__(self, root: Path = PACKAGES) -> None:
        super().__init__(location=root)

    def path(self, name: str) -> str:
        """The file behind an allowed name."""
        return str(Path(self.location) / FILES[name])


class PackageFinder(BaseFinder):
    """Finds the allowed files, and nothing else, in node_modules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = PackageStorage()

    def check(self, **kwargs: Any) -> list[Any]:
        """Whether the packages are there, and are those of the lock file."""
        missing = [FILES[name] for name in FILES if not self.storage.exists(name)]
        hint = "Bring them with: python3 tools/bootstrap.py run"
        return [Error(f"npm package file is missing: {m}", hint=hint) for m in missing]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file for a path below /static/, if it is allowed and installed."""
        found = [self.storage.path(path)] if path in FILES and self.storage.exists(path) else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Every allowed file; a missing one fails loudly when it is collected."""
        return ((name, self.storage) for name in FILES)
