"""What is wrong with the coverage: strangers, entries without a home, targets that are not there."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from weian.policy.source import PackError
from weian.site.coverage.entries import AREAS, Entry
from weian.site.coverage.house import House
from weian.site.coverage.register import Marks
from weian.site.coverage.targets import missing, type_of

MOST: Final[Mapping[str, int]] = {"later": 40, "principle": 58}
MOST_WEAK: Final = 60
MOST_ON_ONE: Final = 8
_SAY: Final = {"later": "留待以后（later）", "principle": "原则（principle）"}
#: What may be left for later: live sensor input, one-key alarm and dispatch, risk prediction.
LATER: Final = ("传感", "感知", "物联", "联网", "一键", "预测")
#: Targets that something holds to a recurrence or a number.
HOLDING: Final = frozenset({"obligation", "step", "guard", "case", "record", "subject"})
WEAK: Final = frozenset({"page", "setting"})


def check(entries: Sequence[Entry], ids: Mapping[str, Marks], house: House) -> list[PackError]:
    """Every fault of single entries and of their numbers, by file and line."""
    found = [entry.complain(why) for entry in entries for why in _faults(entry, ids, house)]
    return sorted({*house.errors, *found, *_limits(entries)})


def unplaced(entries: Sequence[Entry], ids: Mapping[str, Marks]) -> list[str]:
    """The ids that no entry names, in the order of the list."""
    named = {entry.id for entry in entries}
    return [id_ for id_ in ids if id_ not in named]


def _faults(entry: Entry, ids: Mapping[str, Marks], house: House) -> Iterator[str]:
    if entry.id not in ids:
        yield "没有这个条目编号。"
        return
    yield from (why for target in entry.at if (why := missing(target, house)))
    yield from _home(entry, house)
    if entry.principle and not ids[entry.id].principle:
        yield "不是原则性条目，请写 at。"
    if ids[entry.id].dated and not entry.mark:
        yield from _unheld(entry)


def _home(entry: Entry, house: House) -> Iterator[str]:
    marks = [m for m in ("principle", "later", "awaiting") if getattr(entry, m)]
    if len(marks) > 1 or (entry.at and marks and marks != ["awaiting"]):
        yield "at、principle、later、awaiting 只能写一个（awaiting 可以另写 at）。"
    if not marks and not entry.at:
        yield "没有去处：请写 at，或说明 principle、later、awaiting。"
    if not marks and entry.at and all(_hollow(target, house) for target in entry.at):
        yield "所指条款只有原则，没有任何要求；请写到要求、种类或步骤。"
    if entry.awaiting and entry.awaiting not in AREAS:
        yield f"awaiting 没有 {entry.awaiting}；可用：{'、'.join(AREAS)}。"
    if entry.later and not any(word in entry.later for word in LATER):
        yield "later 只用于传感器实时接入、一键报警和派警、风险预测，请写明是哪一种。"


def _hollow(target: str, house: House) -> bool:
    kind, _, name = target.partition(":")
    return kind == "clause" and name in house.hollow


def _unheld(entry: Entry) -> Iterator[str]:
    """An entry with a recurrence or a number must be held by something, or say why a person judges."""
    types = {type_of(target) for target in entry.at}
    if types & HOLDING or (types & {"judged", "clause"} and entry.reason):
        return
    yield (
        "有频次或数字，去处里要有 obligation、record、subject、case 或 step；"
        "只能由人判断的写 judged 并用 reason 说明理由。"
    )


def weak(entries: Sequence[Entry]) -> list[Entry]:
    """Entries whose only home are pages and settings."""
    return [e for e in entries if not e.mark and e.at and {*map(type_of, e.at)} <= WEAK]


def _limits(entries: Sequence[Entry]) -> Iterator[PackError]:
    for mark, most in MOST.items():
        marked = [e for e in entries if e.mark == mark]
        if len(marked) > most:
            yield marked[most].complain(f"{_SAY[mark]}已有 {len(marked)} 条，最多 {most} 条。")
    alone = weak(entries)
    if len(alone) > MOST_WEAK:
        yield alone[MOST_WEAK].complain(
            f"只有页面或设置的条目已有 {len(alone)} 条，最多 {MOST_WEAK} 条。"
        )
    for target, found in shared(alone).items():
        if len(found) > MOST_ON_ONE:
            yield found[MOST_ON_ONE].complain(
                f"{target} 是 {len(found)} 条的唯一去处之一，最多 {MOST_ON_ONE} 条。"
            )


def shared(alone: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries that each page or setting carries alone."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in alone:
        for target in entry.at:
            found[target].append(entry)
    return dict(found)


def most_used(entries: Sequence[Entry], most: int = 20) -> list[tuple[str, int]]:
    """The targets that carry the most entries."""
    return Counter(target for entry in entries for target in entry.at).most_common(most)
