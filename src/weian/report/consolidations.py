"""What the worker has put together for a commission, and whether that still is what was accepted."""

import gzip
import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import IO, Any, Final
from uuid import UUID

from django.db.models import Max

from weian.base import store
from weian.base.errors import NotVisible
from weian.org import queries as org
from weian.report.collecting import Collection, standing
from weian.report.models import Consolidation, Frozen
from weian.report.table import Table, from_content

State = Consolidation.State
#: Of more than this the worker takes care: it would take longer than somebody waits for a page.
MOST_UNITS: Final = 100
MOST_ROWS: Final = 3000
STUCK: Final = timedelta(minutes=10)
SHOWN: Final = 300  # rows of a consolidation kept for the screen; its files have them all


def is_large(found: Collection) -> bool:
    """Whether what was accepted is put together by the worker."""
    accepted = [line.case for line in found.of("accepted") if line.case]
    rows = sum(int(case.data.get("rows") or 0) for case in accepted)
    return len(accepted) > MOST_UNITS or rows > MOST_ROWS


def basis_of(found: Collection, title: str) -> str:
    """What a consolidation rests on: the versions that were accepted, of whom, and how complete they
    are. The same basis gives the same table."""
    lines = {line.case.pk: line.unit.name for line in found.of("accepted") if line.case}
    took = Frozen.objects.filter(case_id__in=lines, accepted_at__isnull=False).order_by("case_id")
    versions = took.values_list("case_id").annotate(Max("version"))
    told = [title, standing(found), *(f"{case} {v} {lines[case]}" for case, v in versions)]
    return sha256("\n".join(told).encode()).hexdigest()


def latest(
    person: org.Person, unit: org.Unit, found: Collection, basis: str, at: datetime
) -> Consolidation | None:
    """The consolidation of just this, whoever asked for it; else the last one that the person had
    made, of what was accepted then. What others see is nobody's but theirs."""
    rows = Consolidation.objects.visible_to(person, at).filter(
        unit=unit, kind=found.kind.key, period=found.due.period
    )
    now: Consolidation | None = rows.filter(basis=basis).first()
    if now is not None:
        return now
    mine = rows.filter(person_id=person.pk, state=State.DONE)
    last: Consolidation | None = mine.order_by("-at").first()
    return last


def consolidation_or_404(
    person: org.Person, unit: org.Unit, kind: str, period: str, number: UUID, at: datetime
) -> Consolidation:
    """One of them by number. Raises NotVisible."""
    rows = Consolidation.objects.visible_to(person, at).defer("content")
    found: Consolidation | None = rows.filter(
        pk=number, unit=unit, kind=kind, period=period
    ).first()
    if found is None:
        raise NotVisible
    return found


def is_stuck(row: Consolidation, at: datetime) -> bool:
    """Whether nothing has been heard of it for long: it may be begun again."""
    return is_busy(row) and at - row.seen_at > STUCK


def is_busy(row: Consolidation) -> bool:
    """Whether the worker has not come to an end with it."""
    return row.state not in (State.DONE, State.FAILED)


def for_the_screen(table: Table) -> Mapping[str, Any]:
    """Its first rows, with all that stands behind their figures."""
    behind = {place: refs for place, refs in table.behind.items() if _row(place) < SHOWN}
    rows, sources = table.rows[:SHOWN], table.sources[:SHOWN]
    return replace(table, rows=rows, sources=sources, behind=behind).content()


def _row(place: str) -> int:
    return int(place.partition(":")[0])


def title_of(unit: org.Unit, found: Collection) -> str:
    """What the consolidation is called."""
    return f"{unit.name}{found.due.title}（汇总）"


def made_of(unit: org.Unit, found: Collection) -> Consolidation | None:
    """The one that is done of just this, whoever asked for it."""
    rows = Consolidation.objects.filter(unit=unit, kind=found.kind.key, period=found.due.period)
    made: Consolidation | None = rows.filter(
        basis=basis_of(found, title_of(unit, found)), state=State.DONE
    ).first()
    return made


def packed(table: Table) -> IO[bytes]:
    """All of a table as a file: first what it says besides its rows, then a line for each; so that
    neither writing nor reading holds it in memory twice."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the reader closes it
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0) as out:
        head = replace(table, rows=(), sources=()).content()
        out.write(json.dumps(head, ensure_ascii=False).encode() + b"\n")
        for row, source in zip(table.rows, table.sources, strict=True):
            out.write(json.dumps([source, *row], ensure_ascii=False).encode() + b"\n")
    file.seek(0)
    return file


def whole_of(row: Consolidation) -> Table:
    """All of what was put together. Raises NotVisible where its file is gone."""
    known: dict[str, str] = {}
    try:
        with gzip.open(store.path_of(row.whole), "rb") as lines:
            head = from_content(json.loads(next(lines)))
            told = [[known.setdefault(text, text) for text in json.loads(line)] for line in lines]
    except (FileNotFoundError, IsADirectoryError):
        raise NotVisible(
            "report.gone", "汇总的文件已不在服务器上，请在“查看汇总”里重新汇总。"
        ) from None
    return replace(
        head, rows=tuple(tuple(cells) for _, *cells in told), sources=tuple(s for s, *_ in told)
    )


def table_of(row: Consolidation) -> Table:
    """What the screen shows of it."""
    return from_content(row.content)
