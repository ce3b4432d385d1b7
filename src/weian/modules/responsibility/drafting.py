"""Lists of many posts in one act: made from a template, refined by the unit, taken back as one.

What a template cannot know (scope, standard, reward) begins with words that fit any post of its
sort; the preview shows them for changing before anything is made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import transaction

from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, NotVisible
from weian.base.models import Event
from weian.duty import actions as duties
from weian.modules.responsibility.duties import TEMPLATES
from weian.modules.responsibility.duty_lists import DutyList, duty_list_for, duty_lists
from weian.modules.responsibility.matrix import papers_of
from weian.modules.responsibility.roster import Holding, Matrix, level_of
from weian.org import queries as org
from weian.org.kinds import POSTS
from weian.org.queries import Person, Unit
from weian.subject import actions as subjects
from weian.subject.actions import Draft
from weian.subject.queries import Subject

RIGHT: Final = "subject.keep"
_WIDE: Final = "本单位全部场所、人员、设备和活动的安全生产工作。"
_NARROW: Final = "本岗位工作范围内的场所、设备、操作和活动的安全。"
_SCOPES: Final = {
    "A1": _WIDE, "A2": _WIDE, "A3": "分管科室和分管业务范围内的安全生产工作。",
    "A4": "本单位安全生产日常管理：制度、培训、检查、隐患、应急和资料。", "A5": _NARROW,
}  # fmt: skip
_STANDARDS: Final = {
    "A1": "清单各条都有落实记录；年度责任目标完成；不发生责任事故。",
    "A2": "清单各条都有落实记录；查出的隐患按期整改；分管工作不发生责任事故。",
    "A3": "清单各条都有落实记录；分管范围查出的隐患按期整改，不发生责任事故。",
    "A4": "计划按期完成，检查、培训、演练记录齐全，隐患台账与实际一致。",
    "A5": "不违章，会报警、会灭火、会疏散；培训考试合格；发现隐患及时报告。",
}
#: Posts without a template of their own → the template nearest to their work; all others: A5.
_NEAREST: Final = {
    **dict.fromkeys(("leader", "party_head", "fire_safety_responsible"), "head"),
    **dict.fromkeys(("deputy_leader", "fire_safety_manager"), "deputy"),
    **dict.fromkeys(
        ("union_head", "section_head", "office_head", "department_head", "head_nurse", "lab_head"),
        "other_leader",
    ),
    **dict.fromkeys(("clerk", "safety_engineer", "fire_officer"), "safety_manager"),
}
_OF_PLACE: Final = "本科室（部门）的场所、人员、设备和活动的安全生产工作。"
_HEADS: Final = frozenset(
    {"section_head", "office_head", "department_head", "head_nurse", "lab_head"}
)
_REWARD: Final = "考核结果与评先评优、绩效挂钩；失职失责的，按本单位安全生产奖惩制度处理。"


@dataclass(frozen=True)
class Wording:
    """What the lists of one post say; ``template`` is a key of ``duties.TEMPLATES``."""

    template: str
    duties: tuple[str, ...]
    scope: str
    standard: str
    reward: str = _REWARD
    edition: str = ""

    @classmethod
    def of(cls, template: DutyList, post: str = "") -> Wording:
        """The words of a template, each duty with its number; whoever heads a place answers for it."""
        return cls(
            key_of(template), tuple(f"{d.clause} {d.text}" for d in template.duties),
            _OF_PLACE if post in _HEADS else _SCOPES[template.key], _STANDARDS[template.key],
        )  # fmt: skip

    @property
    def answers(self) -> dict[str, object]:
        """As the fields of a list."""
        found = {
            "template": self.template, "duties": list(self.duties), "scope": self.scope,
            "standard": self.standard, "reward": self.reward, "edition": self.edition,
        }  # fmt: skip
        return {key: value for key, value in found.items() if value}


def key_of(template: DutyList) -> str:
    """What a list calls the template that it was made from."""
    return template.posts[0]


def template_for(post: str, wanted: str = "") -> DutyList:
    """The template asked for by its key, else the one that fits the post best."""
    if wanted not in dict(TEMPLATES):
        wanted = _NEAREST.get(post, post)
    return next((t for t in duty_lists() if key_of(t) == wanted), duty_list_for(post))


def bare(matrix: Matrix, post: str) -> list[Holding]:
    """Who holds a post and has no list for it."""
    return [r.holding for r in matrix.rows if r.holding.post == post and not r.papers]


def posts_without(matrix: Matrix) -> dict[str, int]:
    """Post → how many of its holders have no list, in the order of the matrix."""
    out: dict[str, int] = {}
    for row in matrix.rows:
        if not row.papers:
            out[row.holding.post] = out.get(row.holding.post, 0) + 1
    return out


@transaction.atomic
def make(
    actor: Person, *, unit: Unit, post: str, people: Collection[int], words: Wording,
    matrix: Matrix, at: datetime,
) -> list[Subject]:  # fmt: skip
    """A list for each of these holders of a post that has none yet, all or none.

    ``matrix`` is what was read; who got a list meanwhile gets no second one. Raises BadInput if
    nobody is left, and what ``subject.actions.keep_batch`` raises.
    """
    org.lock(unit)
    have = {p.person for p in papers_of(unit, day_of(at)) if p.post in ("", post)}
    chosen = [h for h in bare(matrix, post) if h.person in people and h.person not in have]
    if not chosen:
        raise BadInput("duty_list.nobody", fields={"people": "请选择至少一名还没有清单的责任人。"})
    places = {d.pk: d for d in org.departments_of(unit, at)}
    made = subjects.keep_batch(
        [_draft(actor, unit, places.get(h.department or 0), h, words, at) for h in chosen]
    )
    _refresh(made)
    return made


def _draft(
    actor: Person, unit: Unit, place: Unit | None, held: Holding, words: Wording, at: datetime
) -> Draft:
    title = POSTS.get(held.post, POSTS["staff"])
    data: dict[str, Any] = {
        **words.answers,
        "name": f"{place}{title}" if place is not None else title,
        "level": level_of(held.post),
        "person": held.person,
        "issued_on": day_of(at).isoformat(),
        **({"post": held.post} if held.post else {}),
    }
    return Draft(actor, "post_duty", unit, data, at, department=place)


def batch_of(unit: Unit, maker: Person, made: datetime) -> list[Subject]:
    """What somebody made in one act and nobody has changed or retired since."""
    rows = Subject.objects.filter(
        unit=unit, kind="post_duty", keeper=maker, kept_at=made, version=1, until=None
    )
    return list(rows.defer("words", "search").select_related("department").order_by("name", "id"))


@transaction.atomic
def take_back(actor: Person, *, unit: Unit, made: datetime, at: datetime) -> list[Subject]:
    """Retire all that the actor made in one act, all or none. Raises Conflict once a list is signed:
    signatures stay, so such a list is retired by hand with its reason."""
    rows = batch_of(unit, actor, made)
    if not rows:
        raise NotVisible("duty_list.no_batch", "这一批清单已经撤销，或者都改过了。")
    signed = {p.id for p in papers_of(unit, day_of(at)) if p.signed} & {r.pk for r in rows}
    if signed:
        why = f"这一批里有 {len(signed)} 份已经签字，不能整批撤销。请打开要撤的那一份，点“停用”。"
        raise Conflict("duty_list.signed", why)
    return [subjects.retire(actor, subject=r, at=at, reason="整批撤销") for r in rows]


def _refresh(made: Sequence[Subject]) -> None:
    """A batch calls no followers: one event of each place tells which duties to look at again."""
    one = {r.department_id: str(r.pk) for r in made}
    rows = Event.objects.filter(object_kind="post_duty", object_id__in=one.values())
    for event in rows:
        transaction.on_commit(partial(duties.refresh_for, event), robust=True)


def wording_from(template: str, answers: Mapping[str, Any]) -> Wording:
    """The words of a posted form."""
    return Wording(
        template, tuple(answers.get("duties") or ()), str(answers.get("scope") or ""),
        str(answers.get("standard") or ""), str(answers.get("reward") or ""),
        str(answers.get("edition") or ""),
    )  # fmt: skip
