"""What contradicts: windows that never come, keys told twice, lower layers that loosen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from weian.core.cadence import After, Always, Cadence, Every, Once, Rules, due_after, midnight
from weian.core.obligation import Obligation
from weian.core.periods import every_windows
from weian.org.kinds import kinds_in
from weian.policy.compiling import compile_pack
from weian.policy.grammar import read_interval
from weian.policy.impact import PER_YEAR
from weian.policy.loading import LoadedPack
from weian.policy.schema import LAYERS
from weian.policy.source import PackError
from weian.policy.when import EveryForm

_SHORTEST = {"half_month": 13, "month": 28, "quarter": 90, "half_year": 181, "year": 365}


def check_windows(loaded: LoadedPack) -> list[PackError]:
    """Obligations of which no window can ever fall due while the pack is in force."""
    out = []
    for o in loaded.obligations():
        if why := _impossible(o.when, o.since, o.until):
            out.append(PackError(*loaded.place_of(o.id), f"{o.id}：{why}"))
    return out


def _impossible(when: Cadence, since: date, until: date | None) -> str:
    if isinstance(when, Once):
        if due_after(when.by, Rules()) <= midnight(since):
            return f"期限 {when.by} 早于生效日 {since}，永远不会产生责任。"
        if until and when.by >= until:
            return f"期限 {when.by} 晚于失效日，永远不会产生责任。"
        return ""
    if not isinstance(when, Every):
        return ""
    if when.last and when.last > _SHORTEST.get(when.period, 366) * when.n:
        return f"最后 {when.last} 天比周期还长。"
    if when.period == "holiday" or until is None:
        return ""
    windows = every_windows(when, since, until, Rules())
    if not any(w.due <= midnight(until) for w in windows):
        return "在有效期内没有任何一个完整的时段，永远不会产生责任。"
    return ""


class Placed(NamedTuple):
    """An obligation with its pack and what it says it loosens."""

    loaded: LoadedPack
    obligation: Obligation
    loosens: str

    @property
    def layer(self) -> int:
        return LAYERS.index(self.loaded.pack.layer)

    def complain(self, reason: str) -> PackError:
        place = self.loaded.place_of(self.obligation.id)
        return PackError(*place, f"{self.obligation.id}：{reason}")


def check_together(packs: Sequence[LoadedPack]) -> list[PackError]:
    """Conflicts between packs: one edition told twice, and loosening without leave."""
    placed = [p for loaded in packs for p in _placed(loaded)]
    return [*_same_edition(packs), *_wrong_leave(placed), *_loosened(placed)]


def _placed(loaded: LoadedPack) -> Iterator[Placed]:
    leave = {o.id: o.loosens for o in loaded.pack.obligations}
    for o in loaded.obligations():
        yield Placed(loaded, o, leave[o.id])


def _same_edition(packs: Iterable[LoadedPack]) -> list[PackError]:
    out, seen = [], dict[tuple[str, int], LoadedPack]()
    for loaded in packs:
        key = (loaded.pack.pack, loaded.pack.version)
        if key in seen:
            why = f"制度包 {key[0]} 第 {key[1]} 版在 {seen[key].source.file} 里已经有了。"
            out.append(loaded.source.complain(("pack",), why))
        seen.setdefault(key, loaded)
    return out


def _wrong_leave(placed: Sequence[Placed]) -> Iterator[PackError]:
    """``loosens`` must name an obligation of a higher layer; one that is not here is let be if its
    pack is not here either."""
    by_key = {p.obligation.key: p for p in placed}
    packs = {p.loaded.pack.pack for p in placed}
    for p in placed:
        if not p.loosens:
            continue
        higher = by_key.get(p.loosens)
        if higher is None and p.loosens.partition("#")[0] in packs:
            yield p.complain(f"loosens 所指的 {p.loosens} 不存在。")
        elif higher is not None and higher.layer >= p.layer:
            yield p.complain(f"loosens 所指的 {p.loosens} 不是上级文件的要求。")


def _loosened(placed: Sequence[Placed]) -> Iterator[PackError]:
    for lower in placed:
        for higher in placed:
            if _governs(higher, lower) and lower.loosens != higher.obligation.key:
                why = looser(lower.obligation, higher.obligation)
                if why:
                    yield lower.complain(
                        f"比上级 {higher.obligation.key} 更松（{why}）。"
                        f"确有依据时请写 loosens: {higher.obligation.key}，否则请改严或删去。"
                    )


def _governs(higher: Placed, lower: Placed) -> bool:
    """A higher layer, and the place of the one lies within that of the other."""
    wide, narrow = higher.loaded.pack.region, lower.loaded.pack.region
    inside = not wide or narrow == wide or narrow.startswith(f"{wide}/")
    return higher.layer < lower.layer and inside


def looser(lower: Obligation, higher: Obligation) -> str:
    """Why the lower asks less of the same matter than the higher; "" if it does not."""
    if not _same_matter(lower, higher):
        return ""
    if type(lower.when) is not type(higher.when):
        return ""
    if lower.measure.population is not None and lower.measure.target < higher.measure.target:
        return f"覆盖比例 {lower.measure.target:.0%} 低于 {higher.measure.target:.0%}"
    if _slack(lower) > _slack(higher):
        return "次数更少或期限更晚"
    if _slack(lower) == _slack(higher) and lower.grace > higher.grace:
        return "宽限更长"
    return ""


def _same_matter(a: Obligation, b: Obligation) -> bool:
    """The same evidence, bearer and measure, asked of a common kind of unit at a common time under
    the same facts. Who is asked under other facts is asked something else, beside the higher one."""
    return (
        (a.area, a.owes, a.bearing) == (b.area, b.owes, b.bearing)
        and a.who.applies == b.who.applies
        and (a.measure.kind, a.measure.field) == (b.measure.kind, b.measure.field)
        and a.measure.population == b.measure.population
        and bool(kinds_in(list(a.who.units)) & kinds_in(list(b.who.units)))
        and a.since < (b.until or date.max)
        and b.since < (a.until or date.max)
    )


def _slack(o: Obligation) -> float:
    """How much room it leaves, comparable between obligations of one form of cadence."""
    when = o.when
    if isinstance(when, Every):
        asked = o.measure.target if o.measure.population is None else 1
        return -PER_YEAR[when.period] / when.n * asked
    if isinstance(when, Once):
        return when.by.toordinal()
    if isinstance(when, After):
        return when.hours / 24 + when.days * (1.4 if when.working else 1)
    if isinstance(when, Always) and when.ages:
        return when.years * 365 + when.months * 30 + when.days
    return 0.0


def choices_compile(loaded: LoadedPack) -> list[PackError]:
    """Every choice of every question must give possible windows as well."""
    out = []
    for key, question in loaded.pack.questions.items():
        asking = [
            o.id for o in loaded.pack.obligations
            if isinstance(o.when, EveryForm) and o.when.every.ask == key
        ]  # fmt: skip
        for choice in question.choices:
            read_interval(choice)
            for o in compile_pack(loaded.pack, {key: choice}):
                if o.id in asking and (why := _impossible(o.when, o.since, o.until)):
                    place = loaded.source.place(("questions", key, "choices"))
                    out.append(PackError(*place, f"选 {choice} 时 {o.id}：{why}"))
    return out
