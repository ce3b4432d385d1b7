"""How long an official letter takes as Word and as PDF: the sample letters, each several times."""

import sys
from statistics import median
from time import perf_counter

from weian.base.pdf import render
from weian.modules.letters.documents import TEMPLATE, as_pdf, as_word, shown
from weian.site.bench.table import Line, printed
from weian.site.database import DATABASE_NAME
from weian.site.postgres import Cluster
from weian.site.samples import county as invented
from weian.site.samples.letters import LETTERS, drafted

_MOST = 2_000  # ms for both together


def run(cluster: Cluster, *, small: bool) -> None:
    """Print the table to stdout."""
    county = invented.build()
    letters = [drafted(county, name) for name in LETTERS]
    first = perf_counter()
    render(TEMPLATE, shown(letters[0]))
    cold = (perf_counter() - first) * 1000
    both, word = [], []
    for _ in range(2 if small else 10):
        for letter in letters:
            begun = perf_counter()
            as_word(letter)
            between = perf_counter()
            as_pdf(letter)
            word.append((between - begun) * 1000)
            both.append((perf_counter() - begun) * 1000)
    lines = [
        Line("letter as PDF, the first of a process", "1 letter", cold, "ms", _MOST),
        Line("letter as Word, median", f"{len(word)} letters", median(word), "ms", _MOST),
        Line("letter as Word and PDF, median", f"{len(both)} letters", median(both), "ms", _MOST),
        Line("letter as Word and PDF, slowest", f"{len(both)} letters", max(both), "ms", _MOST),
    ]
    with cluster.connect(DATABASE_NAME) as found:
        version = found.info.parameter_status("server_version") or ""
    sys.stdout.write(printed(lines, version) + "\n")
