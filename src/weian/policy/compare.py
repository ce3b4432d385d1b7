"""Two versions of a document beside each other: clauses and obligations added, removed, changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from weian.core.obligation import Obligation
from weian.policy.compiling import compile_pack
from weian.policy.impact import windows_a_year
from weian.policy.schema import Clause, PackFile
from weian.policy.titles import Titles
from weian.policy.words import cadence_words, measure_words, owes_words, who_words

Kind = Literal["clause", "obligation", "judged"]
Verdict = Literal["added", "removed", "changed"]
T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """One field in both versions, in words."""

    field: str
    left: str
    right: str


@dataclass(frozen=True)
class Difference:
    """Something that one version has and the other has not, or that they say differently.

    ``yearly`` is by how many windows a year (for each bearer) the duties grow.
    """

    kind: Kind
    id: str
    place: str
    title: str
    verdict: Verdict
    changes: tuple[Change, ...] = ()
    yearly: float = 0


def compare(left: PackFile, right: PackFile, titles: Titles) -> list[Difference]:
    """From ``left`` to ``right``, in the order of the right, what was removed last."""
    return [
        *_clauses(left, right),
        *_obligations(_by_id(compile_pack(left)), _by_id(compile_pack(right)), titles),
        *_judged(_questions(left), _questions(right)),
    ]


def _clauses(left: PackFile, right: PackFile) -> Iterable[Difference]:
    was, now = {c.id: c for c in left.clauses}, {c.id: c for c in right.clauses}
    for verdict, id_, changes in _both(was, now, clause_words):
        clause = now.get(id_) or was[id_]
        yield Difference("clause", id_, clause.article, clause.summary, verdict, changes)


def clause_words(clause: Clause) -> dict[str, str]:
    """What a clause says by itself."""
    return {
        "位置": clause.article,
        "内容": clause.summary,
        "原则性要求": clause.principle.reason if clause.principle else "",
        "流程把关": "；".join(g.says for g in clause.guards),
    }


def _by_id(obligations: Iterable[Obligation]) -> dict[str, Obligation]:
    return {o.id: o for o in obligations}


def _obligations(
    was: Mapping[str, Obligation], now: Mapping[str, Obligation], titles: Titles
) -> Iterable[Difference]:
    for verdict, id_, changes in _both(was, now, lambda o: aspects(o, titles)):
        o = now.get(id_) or was[id_]
        yearly = sum(windows_a_year(x[id_]) * s for x, s in ((now, 1), (was, -1)) if id_ in x)
        yield Difference("obligation", id_, o.clause.place, o.title, verdict, changes, yearly)


def aspects(o: Obligation, titles: Titles) -> dict[str, str]:
    """An obligation field by field, in words."""
    late = "可以补做" if o.can_make_up else "不能补做"
    return {
        "名称": o.title,
        "所在条款": o.clause.place,
        "对象": who_words(o.who, o.bearing, titles),
        "凭证": owes_words(o.owes, titles),
        "数量": measure_words(o.measure, o.owes, titles),
        "时限": cadence_words(o.when, titles),
        "宽限": f"{o.grace.days} 天" if o.grace.days else (f"{o.grace}" if o.grace else "无"),
        "逾期后": late,
        "分值": f"{o.weight:g}" + ("，一票否决" if o.veto else ""),
        "未完成时": o.on_breach,
    }


def _questions(pack: PackFile) -> dict[str, tuple[str, str]]:
    return {j.id: (c.article, j.question) for c in pack.clauses for j in c.judged}


def _judged(
    was: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]
) -> Iterable[Difference]:
    for verdict, id_, changes in _both(was, now, lambda x: {"位置": x[0], "问题": x[1]}):
        place, question = now.get(id_) or was[id_]
        yield Difference("judged", id_, place, question, verdict, changes)


def _both(
    was: Mapping[str, T], now: Mapping[str, T], words: Callable[[T], dict[str, str]]
) -> Iterable[tuple[Verdict, str, tuple[Change, ...]]]:
    for id_, item in now.items():
        if id_ not in was:
            yield "added", id_, ()
        elif changes := _changes(words(was[id_]), words(item)):
            yield "changed", id_, changes
    for id_ in was:
        if id_ not in now:
            yield "removed", id_, ()


def _changes(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[Change, ...]:
    return tuple(Change(k, was[k], now[k]) for k in now if was[k] != now[k])


def counts(differences: Sequence[Difference]) -> dict[str, Any]:
    """How many obligations were added, removed and changed, and the windows a year more."""
    found = [d for d in differences if d.kind == "obligation"]
    out: dict[str, Any] = {
        v: sum(d.verdict == v for d in found) for v in ("added", "removed", "changed")
    }
    out["yearly"] = sum(d.yearly for d in found)
    return out
