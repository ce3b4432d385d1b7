"""Whether a backup is what its list says, and whether a database is what a backup says."""

from collections.abc import Iterator
from pathlib import Path

from weian.base import chain
from weian.site.backup import digests, making, pool
from weian.site.backup.digests import Connection
from weian.site.backup.manifest import Manifest


def contents_faults(backup: Path, noted: Manifest) -> Iterator[str]:
    """Parts of the backup that are not there or not what was signed."""
    for part, sha256 in noted.contents.items():
        place = backup / part
        if not place.exists():
            yield f"备份缺少 {part}"
        elif pool.hash_of(place) != sha256:
            yield f"{part} 与清单的指纹不符，已损坏"


def file_faults(backup: Path, files: Path) -> Iterator[str]:
    """Files of the backup that are not in the pool or whose content is another; reads all of them."""
    for sha256, size in making.listed(backup):
        place = pool.path_of(files, sha256)
        if not place.exists():
            yield f"缺少文件 {sha256}"
        elif place.stat().st_size != size or pool.hash_of(place) != sha256:
            yield f"文件 {sha256} 的内容已损坏"


def database_faults(connection: Connection, noted: Manifest) -> Iterator[str]:
    """Tables that are not as they were when the backup was made."""
    digests.begin(connection)
    found = digests.of_database(connection)
    connection.execute("COMMIT")
    for name in sorted({*found, *noted.tables}):
        was, now = noted.tables.get(name), found.get(name)
        if was is None or now is None:
            yield f"数据表 {name} {'不在备份清单里' if was is None else '没有恢复出来'}"
        elif was.rows != now.rows:
            yield f"数据表 {name} 应有 {was.rows} 行，实有 {now.rows} 行"
        elif was.digest != now.digest:
            yield f"数据表 {name} 行数相同，但内容不同"


def chain_faults(connection: Connection, noted: Manifest) -> Iterator[str]:
    """What is wrong with the event log: the chain itself, or another head than noted."""
    fault = chain.verify(on=connection)
    if fault is not None:
        yield f"日志第 {fault.seq} 条有问题：{fault.reason}"
    head = digests.chain_head(connection)
    if head != noted.chain:
        yield f"日志链头应为第 {noted.chain[0]} 条，恢复出来的是第 {head[0]} 条或指纹不同"
