"""The tests that take too long for every change, in parts; their last figures stand in a file of the repository.

.venv/bin/python tools/torture.py                  all parts, hours
.venv/bin/python tools/torture.py tampering   one part or several
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "operations" / "torture.md"
#: What pytest is given, by part.
PARTS = {
    "kills": "tests/kills/test_kills.py -k nothing_acknowledged",  # 200 of each part: hours; WEIAN_KILLS=20
    "kills-control": "tests/kills/test_kills.py -k harness_sees_a_loss",
    "outages": "tests/kills/test_outages.py",
    "same-key": "tests/kills/test_same_key.py",
    "tampering": "tests/base/test_tamper_with_log.py",
    "isolation": "tests/isolation",
    "interface": "tests/api/test_pin_api.py",
    "uploads": "tests/uploads",
    "tips": "tests/modules/tips",
}
#: Lines that tests print for people.
_FIGURE = re.compile(
    r"^(?:kills|outage|same key|log|isolation|unannounced|api|corpus|templates|tips): .+",
    re.MULTILINE,
)
_HEAD = """# Last figures of `make torture`

Written by the program itself (`make torture PART=name`); a part that was not run since keeps what it said then. Load is that of the machine
when the part began (two cores): it lengthens times, not counts.
"""


def main(names):
    """Run the parts; 1 if one of them fails."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit("There is no part %s. Parts: %s" % (", ".join(unknown), " ".join(PARTS)))
    return max([run(name) for name in names or PARTS])


def run(name):
    """One part; its figures replace those it had."""
    where, _, which = PARTS[name].partition(" -k ")
    command = [sys.executable, "-m", "pytest", "-n0", "-rPfE", "-p", "no:cacheprovider", where]
    command += ["-k", which] if which else []
    load, began = os.getloadavg()[0], time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "WEIAN_TORTURE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    sys.stdout.write(done.stdout[-20_000:])
    minutes = (time.monotonic() - began) / 60
    said = re.findall(r"\d+ (?:passed|failed|error|skipped)[^\n]*", done.stdout)
    summary = re.sub(r" in .*", "", said[-1]) if said else "did not end"
    told = [
        "%s · commit %s · %.0f minutes · load %.0f · **%s**"
        % (time.strftime("%Y-%m-%d"), _commit(), minutes, load, summary)
    ]
    told += ["", *("* %s" % line for line in dict.fromkeys(_FIGURE.findall(done.stdout)))]
    _write(name, "\n".join(told).rstrip())
    return 1 if done.returncode else 0


def sections():
    """What the paper says of each part."""
    text = PAPER.read_text("utf-8") if PAPER.exists() else ""
    return {
        n: s.strip()
        for n, s in re.findall(r"^## ([\w-]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    }


def _write(name, told):
    known = {**sections(), name: told}
    rest = "\n".join("\n## %s\n\n%s\n" % (part, known.get(part, "Not run yet.")) for part in PARTS)
    PAPER.write_text(_HEAD + rest, "utf-8")


def _commit():
    done = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
