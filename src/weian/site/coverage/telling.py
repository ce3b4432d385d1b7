"""The coverage in figures, as the command prints it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from weian.site.coverage.checks import (
    MOST,
    MOST_ON_ONE,
    MOST_WEAK,
    most_used,
    shared,
    unplaced,
    weak,
)
from weian.site.coverage.entries import AREAS, Entry
from weian.site.coverage.register import TITLES as DOCUMENT_TITLES
from weian.site.coverage.register import Marks
from weian.site.coverage.scenarios import untouched
from weian.site.coverage.targets import TITLES, TYPES, type_of


def told(entries: Sequence[Entry], ids: Mapping[str, Marks], expected: set[str]) -> Iterator[str]:
    """The lines of the report, without faults; ``expected`` are the obligations of scenarios."""
    yield from _totals(entries, ids)
    yield from _homes(entries)
    yield from _apart(entries)
    yield from _weak(entries)
    yield from _scenarios(entries, ids, expected)
    yield "最常用的 20 个去处："
    yield from (f"  {count:4}  {target}" for target, count in most_used(entries))


def _totals(entries: Sequence[Entry], ids: Mapping[str, Marks]) -> Iterator[str]:
    known = [e for e in entries if e.id in ids]
    open_ = unplaced(entries, ids)
    yield f"{'文件':<6}{'条目':>6}{'已放置':>6}{'原则':>5}{'待建':>5}{'以后':>5}{'未放置':>6}"
    for document in dict.fromkeys(i.partition("-")[0] for i in ids):
        mine = [e for e in known if e.document == document]
        yield _line(
            DOCUMENT_TITLES.get(document, document),
            sum(i.startswith(f"{document}-") for i in ids),
            mine,
            sum(i.startswith(f"{document}-") for i in open_),
        )
    yield _line("合计", len(ids), known, len(open_))
    placed = sum(1 for e in known if e.mark != "later")
    yield f"{len(ids)} 条中已有去处 {placed} 条。"


def _line(name: str, all_: int, entries: Sequence[Entry], open_: int) -> str:
    marks = Counter(e.mark for e in entries)
    return (
        f"{name:<6}{all_:>8}{marks['']:>8}{marks['principle']:>7}"
        f"{marks['awaiting']:>7}{marks['later']:>7}{open_:>8}"
    )


def _homes(entries: Sequence[Entry]) -> Iterator[str]:
    first: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for entry in entries:
        types = {type_of(t) for t in entry.at}
        named.update(types)
        if best := next((t for t in TYPES if t in types), ""):
            first[best] += 1
    yield "按去处分（主要去处 / 提到）："
    yield from (f"  {TITLES[t]:<8}{first[t]:>6}{named[t]:>6}" for t in TYPES if named[t])


def _apart(entries: Sequence[Entry]) -> Iterator[str]:
    for mark, title in (("principle", "原则"), ("later", "留待以后")):
        marked = [e for e in entries if e.mark == mark]
        yield f"{title} {len(marked)} 条（最多 {MOST[mark]} 条）"
        yield from (f"  {e.id:<14}{getattr(e, mark)}" for e in marked)
    waiting = Counter(e.awaiting for e in entries if e.awaiting)
    parts = "、".join(f"{title} {waiting[key]}" for key, title in AREAS.items() if waiting[key])
    yield f"等待建设 {sum(waiting.values())} 条{f'（{parts}）' if parts else ''}"


def _weak(entries: Sequence[Entry]) -> Iterator[str]:
    alone = weak(entries)
    yield f"只有页面或设置的 {len(alone)} 条（最多 {MOST_WEAK} 条，每处最多 {MOST_ON_ONE} 条）"
    carried = sorted(shared(alone).items(), key=lambda item: (-len(item[1]), item[0]))
    yield from (f"  {len(found):4}  {target}" for target, found in carried)


def _scenarios(
    entries: Sequence[Entry], ids: Mapping[str, Marks], expected: set[str]
) -> Iterator[str]:
    without, dated = untouched(entries, ids, expected)
    yield f"有频次或数字的 {dated} 条，其中 {dated - len(without)} 条有情景；没有情景的："
    yield from (f"  {'、'.join(without[i : i + 8])}" for i in range(0, len(without), 8))
