"""How many small mistakes in the code that decides who sees and may do what are noticed by the tests.

python -m tests.mutants.run [how many [seed]]    prints those that nobody noticed, and the figure
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants.making import sample

#: Two runs: the second, with the twin counties, is asked about what the first did not notice.
RUNS = (
    ("tests/org", "tests/case", "tests/subject", "tests/record", "tests/report", "tests/duty", "tests/policy",
     "tests/modules", "tests/api", "tests/site/importing", "--deselect", "tests/api/test_pin_api.py"),
    ("tests/isolation",),
)  # fmt: skip
WANTED = 0.95
ROOT = Path(__file__).parents[2]


def main(most: int = 250, seed: int = 5) -> int:
    """1 if too many went unnoticed."""
    every = [mutant.name for mutant in sample(most, seed)]
    left, found = every, dict[str, str]()
    with tempfile.TemporaryDirectory(prefix="weian-mutants-") as folder:
        for number, where in enumerate(RUNS):
            found |= _asked(Path(folder) / f"{number}.txt", left, where)
            left = [name for name in every if not found.get(name)]
    for name in left:
        sys.stdout.write(f"unnoticed: {name}\n")
    share = 1 - len(left) / len(every)
    sys.stdout.write(f"mutations: {len(every) - len(left)} of {len(every)} noticed, {share:.1%}\n")
    return 0 if share >= WANTED else 1


def _asked(file: Path, names: list[str], where: tuple[str, ...]) -> dict[str, str]:
    """Name → the test that noticed."""
    file.write_text("\n".join(names), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n0",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.mutants.plugin",
    ]
    subprocess.run(
        [*command, *where], cwd=ROOT, env={**os.environ, "WEIAN_MUTANTS": str(file)}, check=True
    )
    answers: dict[str, str] = json.loads(file.with_suffix(".json").read_text("utf-8"))
    return answers


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
