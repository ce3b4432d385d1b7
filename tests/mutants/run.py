"""How many small mistakes in the code that decides who sees and may do what are noticed by the tests.

python -m tests.mutants.run [how many [seed [part]]]    prints those that nobody noticed, and the figure

Parts: all, table (of roles), deciding (the modules of seeing and being allowed), elsewhere (where a right is
asked for), law (steps of flows, deadlines).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants.making import sample

#: The last tests asked, with the twin counties, about what those of the part itself did not notice.
LAST = ("tests/isolation",)
_APART = {"weian.site.api": "tests/api", "weian.site.importing": "tests/site/importing"}
WANTED = 0.95
ROOT = Path(__file__).parents[2]


def main(most: int = 150, seed: int = 5, part: str = "all") -> int:
    """1 if too many went unnoticed."""
    chosen = sample(most, seed, part)
    every = [mutant.name for mutant in chosen]
    left, found = every, dict[str, str]()
    where = tuple(sorted({_tests_of(mutant.module) for mutant in chosen}))
    with tempfile.TemporaryDirectory(prefix="weian-mutants-") as folder:
        for number, asked in enumerate((where,) if part == "law" else (where, LAST)):
            if not left:
                break
            found |= _asked(Path(folder) / f"{number}.txt", left, asked, part)
            left = [name for name in every if not found.get(name)]
            sys.stdout.write(f"{' '.join(asked)}: {len(every) - len(left)} noticed\n")
            sys.stdout.flush()
    for name in left:
        sys.stdout.write(f"unnoticed: {name}\n")
    share = 1 - len(left) / len(every)
    sys.stdout.write(
        f"mutations: {part}: {len(every) - len(left)} of {len(every)} noticed, {share:.1%}\n"
    )
    return 0 if share >= WANTED else 1


def _tests_of(module: str) -> str:
    """Where the tests of a module stand."""
    for inside, folder in _APART.items():
        if module.startswith(inside):
            return folder
    _, *parts = module.split(".")
    folder = "/".join(["tests", *parts[: 2 if parts[0] == "modules" else 1]])
    return folder if (ROOT / folder).is_dir() else f"tests/{parts[0]}"


def _asked(file: Path, names: list[str], where: tuple[str, ...], part: str) -> dict[str, str]:
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
        [*command, *where],
        cwd=ROOT,
        env={**os.environ, "WEIAN_MUTANTS": str(file), "WEIAN_MUTANT_PART": part},
        check=True,
    )
    answers: dict[str, str] = json.loads(file.with_suffix(".json").read_text("utf-8"))
    return answers


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3]), *sys.argv[3:4]))
