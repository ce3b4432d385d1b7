"""The API's shape, pinned: ``python -m weian.site.api.snapshot`` writes it anew after a wanted change."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import django

PINNED = Path(__file__).resolve().parents[4] / "tests" / "api" / "openapi.json"


def current() -> str:
    """The OpenAPI document as it is stored."""
    api = import_module("weian.site.api.api").api
    found = api.get_openapi_schema(path_prefix="/api/")
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the file in the repository."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weian.site.settings")
    django.setup()
    PINNED.write_text(current(), encoding="utf-8")
    sys.stdout.write(f"{PINNED}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
