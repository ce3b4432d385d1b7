"""Tries out a backup: restores it beside the installation, compares, opens pages, signs what it found."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from weian.site.backup import checking, manifest, programs, restoring
from weian.site.backup.manifest import Manifest
from weian.site.backup.places import DRILLS, POOL, BackupFault
from weian.site.postgres import Cluster
from weian.site.processes import spawn
from weian.site.secret import make_keys

PAGES = 20
_SHOWN = 20  # faults of one step that the report names
_PEOPLE = """
    SELECT role, min(g.person_id) FROM org_grant g JOIN org_person p ON p.id = g.person_id
    WHERE p.is_active AND (p.until IS NULL OR p.until >= current_date)
      AND (g.until IS NULL OR g.until >= current_date)
    GROUP BY role ORDER BY role
"""


@dataclass
class Step:
    """One thing that was tried: what it was, what was wrong, how long it took."""

    title: str
    faults: list[str]
    seconds: float
    detail: str = ""


@dataclass
class Report:
    """What a drill found; ``passed`` only if every step went through without a fault."""

    backup: str
    made_at: str
    began_at: str
    steps: list[Step] = field(default_factory=list)
    passed: bool = False


def drill(backup: Path, data: Path, at: datetime, scratch: Path | None = None) -> Report:
    """Try out one backup. Whatever goes wrong is a line of the report, which is signed and kept."""
    report = Report(backup.name, "", at.isoformat(timespec="seconds"))
    try:
        noted = manifest.read(backup, manifest.known_key(data))
        report.made_at = noted.made_at
        _try_all(report, backup, noted, scratch)
    except BackupFault as fault:
        report.steps.append(Step("备份可用", [str(fault)], 0))
    report.passed = all(not step.faults for step in report.steps)
    _keep(report, backup.parent / DRILLS, data, at)
    return report


def verify_report(place: Path, data: Path) -> bool:
    """Whether a kept report is as it was signed here."""
    lines = place.read_text("utf-8").split("\n")
    return manifest.genuine("\n".join(lines[:-2]).encode(), lines[-2], manifest.known_key(data))


def _try_all(report: Report, backup: Path, noted: Manifest, scratch: Path | None) -> None:
    def step(title: str, work: Callable[[], Iterable[str]], detail: str = "") -> bool:
        began = time.monotonic()
        try:
            faults = list(work())
        except (BackupFault, OSError, psycopg.Error, SystemExit) as error:
            faults = [str(error)]
        more = [f"……共 {len(faults)} 处"] if len(faults) > _SHOWN else []
        report.steps.append(
            Step(title, faults[:_SHOWN] + more, round(time.monotonic() - began, 2), detail)
        )
        return not faults

    missing = [f"做备份时附件 {sha256} 就已缺失" for sha256 in noted.missing]
    sound = step("备份文件与清单一致", lambda: checking.contents_faults(backup, noted))
    if sound:  # else the list of files is nothing to go by
        step(
            "附件逐个核对指纹",
            lambda: [*missing, *checking.file_faults(backup, backup.parent / POOL)],
            f"{noted.files} 个，{noted.file_bytes / 1_000_000:.1f} MB",
        )
    if not sound:
        return
    with _scratch(scratch) as (folder, place):
        if step("恢复到临时数据库", lambda: _restored(backup, place)):
            rows = sum(t.rows for t in noted.tables.values())
            step("行数和内容摘要", lambda: _on(place, noted, checking.database_faults),
                 f"{len(noted.tables)} 张表，{rows} 行")  # fmt: skip
            step("日志前后相扣", lambda: _on(place, noted, checking.chain_faults),
                 f"到第 {noted.chain[0]} 条")  # fmt: skip
            (folder / "files").symlink_to(backup.parent / POOL)
            step("打开页面", lambda: _pages(folder, place), f"不少于 {PAGES} 个")


@contextmanager
def _scratch(parent: Path | None) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A data folder with a PostgreSQL of its own, gone afterwards; as root it runs as another user."""
    with tempfile.TemporaryDirectory(prefix="weian-drill-", dir=parent) as name:
        folder = Path(name)
        folder.chmod(0o711)
        make_keys(folder)
        cluster = Cluster(folder / "postgres")
        cluster.prepare()
        server = cluster.start()
        try:
            cluster.wait(server)
            cluster.prepare_database()
            yield folder, programs.source({"WEIAN_DATA": str(folder)})
        finally:
            cluster.stop(server)


def _restored(backup: Path, place: dict[str, Any]) -> list[str]:
    restoring.fill_database(backup, place)
    return []


def _on(
    place: dict[str, Any],
    noted: Manifest,
    ask: Callable[[psycopg.Connection[tuple[Any, ...]], Manifest], Iterable[str]],
) -> list[str]:
    with psycopg.connect(**place, autocommit=True) as connection:
        return list(ask(connection, noted))


def _pages(folder: Path, place: dict[str, Any]) -> list[str]:
    """Open pages as people of every role, in a process of its own that knows only the scratch."""
    with psycopg.connect(**place) as connection:
        people = [str(row[1]) for row in connection.execute(_PEOPLE)]
    if not people:
        return ["恢复出来的数据里没有可以登录的人"]
    said = folder / "pages.txt"
    environment = {
        key: value for key, value in os.environ.items()
        if key not in ("WEIAN_DATABASE_URL", "WEIAN_DATABASE_ROLE", "WEIAN_HOSTS", "WEIAN_SECURE")
    }  # fmt: skip
    environment |= {"WEIAN_DATA": str(folder), "WEIAN_DEMO": "1"}
    command = (sys.executable, "-m", "weian.site.backup.pages", str(PAGES), *people)
    with said.open("wb") as output:
        code = spawn(command, env=environment, output=output).wait()
    lines = said.read_text("utf-8", "replace").splitlines()
    return [] if code == 0 else lines[-_SHOWN:] or [f"打开页面的程序以 {code} 结束"]


def _keep(report: Report, folder: Path, data: Path, at: datetime) -> None:
    """The report with the signature as its last line."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = json.dumps(asdict(report), ensure_ascii=False, indent=1)
    signature = manifest.sign(content.encode(), manifest.key(data))
    place = folder / f"drill-{at:%Y%m%d-%H%M%S}.json"
    place.write_text(f"{content}\n{signature}\n", "utf-8")
