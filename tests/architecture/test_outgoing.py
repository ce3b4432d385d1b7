"""Nothing here asks another machine for anything but to take a mail, or who somebody is, at the addresses in
the settings."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "src" / "weian"
CLIENTS = {
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "smtplib",
    "ftplib",
    "telnetlib",
    "socket",
    "ssl",
    "websockets",
}
#: File, what it imports, why.
ALLOWED = {
    ("notify/outbox.py", "smtplib"),  # the names of the errors of Django's mail backend
    ("site/commands/run.py", "socket"),  # whether its own port is taken
    ("site/bench/worker.py", "http.client"),  # measures its own server
    ("site/bench/worker.py", "socket"),
    ("base/antivirus.py", "socket"),  # the scanner of the settings (tests/uploads/test_scanner.py)
    ("site/oidc/provider.py", "http.client"),  # the issuer of the settings (tests/site/test_oidc.py)
}  # fmt: skip


def imported(path: Path) -> set[str]:
    """The modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_only_known_files_can_speak_to_other_machines() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in ROOT.rglob("*.py")
        for name in imported(path) & CLIENTS
    }
    assert found == ALLOWED


def test_mail_goes_to_the_server_of_the_settings_alone() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if any(name.startswith("django.core.mail") for name in imported(path))
    }
    assert users == {"notify/jobs.py", "notify/outbox.py"}, users
