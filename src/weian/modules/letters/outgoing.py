"""公文: drafted, reviewed by another, issued under a number, served, answered, closed.

What was issued is never changed: a mistake is put right by a new letter that withdraws this one.
"""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.core.hands import opened
from weian.modules.letters.choices import BY_KEY, CHOICES, ROLES
from weian.org import queries as org
from weian.org.rights import DECIDE, MANAGE, OVERSEE
from weian.subject.envelope.hooks import Answers

Given = Mapping[str, Any]
ISSUE_RIGHT: Final = "report.sign"
_TEXT: Final = (
    Field("title", "标题", "text", required=True, min=4, max=80, search=True),
    Field("facts", "事由和事实", "longtext", required=True, search=True, listed=False,
          help="时间、地点、单位、问题，写清楚怎么发现、核实了什么。"),
    Field("demands", "要求", "longtext", required=True, listed=False, help="一行一项。"),
    Field("basis", "依据", "longtext", required=True, listed=False, help="文件名称和条款。"),
    Field("reply_by", "办理期限", "date", listed=False),
)  # fmt: skip
_MEETING: Final = (
    Field("meeting_on", "约谈时间", "datetime", listed=False, help="警示约谈告知书填写。"),
    Field("meeting_at", "约谈地点", "text", listed=False, help="警示约谈告知书填写。"),
    Field("media", "邀请的媒体", "text", many=True, listed=False, help="约谈公开进行，邀请新闻媒体参加。"),
)  # fmt: skip
ATTACHED: Final = (Field("files", "附件", "files", listed=False),)
_RULES: Final = {
    "not_drafter": "审核人不是起草人",
    "facts_verified": "责任追究建议书签发前事实已核实",
    "arranged": "警示约谈告知书写明时间、地点和邀请的媒体",
    "an_interview": "是警示约谈告知书",
    "interviewed": "约谈已举行",
    "three_roles": "三类负责人到场",
    "in_public": "约谈公开进行",
    "answers_in": "需要答复的都已答复，或写明不再等待的原因",
}


def not_drafter(case: Given, actor: Given, given: Given) -> str | None:
    """Four eyes before a letter goes out."""
    return "文稿由您起草，请由其他人审核。" if opened(actor, case) else None


def facts_verified(case: Given, actor: Given, given: Given) -> str | None:
    """Facts are verified before responsibility is pursued."""
    if case["category"] != "accountability" or given.get("verified"):
        return None
    return "责任追究建议书涉及追责，请先核实事实，“事实已核实”选“是”。"


def lacking(data: Given) -> list[Field]:
    """What a call to an interview does not say yet (郑卫信安〔2019〕4号 二十一（三）: in public, media invited)."""
    return [field for field in _MEETING if not data.get(field.key)]


def arranged(case: Given, actor: Given, given: Given) -> str | None:
    """Nobody is called to an interview without time, place and media."""
    missing = lacking(case["data"]) if case["category"] == "interview" else []
    if not missing:
        return None
    return f"警示约谈告知书还缺：{'、'.join(f.title for f in missing)}。请先修改文稿。"


def an_interview(case: Given, actor: Given, given: Given) -> str | None:
    """Only who was called to an interview is interviewed."""
    return None if case["category"] == "interview" else "只有警示约谈告知书才登记约谈。"


def interviewed(case: Given, actor: Given, given: Given) -> str | None:
    """A letter that calls to an interview ends after the interview."""
    held = any(step["verb"] == "hold" for step in case["steps"])
    if case["category"] != "interview" or held:
        return None
    return "约谈还没有举行，请先登记约谈情况。"


def three_roles(case: Given, actor: Given, given: Given) -> str | None:
    """The unit's head and the head and deputy in charge of its health department are present."""
    missing = [title for key, title in ROLES if key not in (given.get("present") or ())]
    return f"约谈应有三类负责人到场，还缺：{'、'.join(missing)}。" if missing else None


def in_public(case: Given, actor: Given, given: Given) -> str | None:
    """An interview behind closed doors is none."""
    return (
        None
        if given.get("public")
        else "约谈应当公开进行，邀请新闻媒体参加。已经公开进行的，“公开进行”请选“是”。"
    )


def answers_in(case: Given, actor: Given, given: Given) -> str | None:
    """Closed once answered, or with the reason why nobody waits any more."""
    if not BY_KEY[str(case["category"])].answered or case["data"].get("answered"):
        return None
    return None if given.get("no_answer") else "还没有收到答复。不再等待的，请写明原因。"


FLOW: Final = Flow(
    kind="letter",
    states={
        "drafted": "已起草", "reviewed": "已审核", "issued": "已签发", "closed": "已办结",
        "voided": "已作废", "withdrawn": "已撤回",
    },
    initial="drafted",
    ends=frozenset({"closed", "voided", "withdrawn"}),
    guards={f.__name__: f for f in (
        not_drafter, facts_verified, arranged, an_interview, interviewed, three_roles, in_public,
        answers_in)},
    steps=(
        Step("amend", "修改文稿", ("drafted",), "", MANAGE, needs=("title", "facts", "demands", "basis")),
        Step("review", "审核通过", ("drafted",), "reviewed", OVERSEE,
             guards=("not_drafter", "facts_verified", "arranged"), help="核对事实、依据和要求。"),
        Step("return", "退回修改", ("reviewed",), "drafted", OVERSEE, needs=("reason",)),
        Step("issue", "签发", ("reviewed",), "issued", ISSUE_RIGHT, needs=("letter_number",),
             help="签发后编号，送达收文单位，不能再改。"),
        Step("hold", "登记约谈", ("issued",), "", MANAGE, needs=("held_on", "present", "record"),
             guards=("an_interview", "three_roles", "in_public")),
        Step("serve", "登记送达", ("issued",), "", MANAGE, needs=("served_on", "way"),
             help="收文单位不用本平台的，登记怎么送到、谁签收。"),
        Step("answer", "登记答复", ("issued",), "", MANAGE, needs=("answered",),
             help="收文单位在平台上答复的自动登记。"),
        Step("close", "办结", ("issued",), "closed", DECIDE, guards=("interviewed", "answers_in")),
        Step("withdraw", "撤回", ("issued",), "withdrawn", ISSUE_RIGHT, needs=("by_letter", "reason"),
             danger=True, help="只能用新的文书撤回，原件保留。"),
        Step("void", "作废", ("drafted", "reviewed"), "voided", MANAGE, needs=("reason",), danger=True),
    ),
)  # fmt: skip
_REASON: Final = Field("reason", "原因", "longtext", required=True, min=2, max=500)


def check(answers: Answers) -> dict[str, str]:
    """Whom each kind may go to: some to one unit at a time, a proposal never to the unit itself."""
    data = answers.data
    if answers.unit.group != "commission":
        return {"addressees": "公文由卫生健康委（局）发出，请以委（局）的名义起草。"}
    kind = BY_KEY[str(data.get("kind_of"))]
    if kind.key == "interview" and (missing := lacking(data)):
        return {f.key: f"警示约谈告知书要写明{f.title}。" for f in missing}
    addressees = data.get("addressees")
    to = [int(str(pk)) for pk in addressees] if isinstance(addressees, list) else []
    if kind.alone and len(to) > 1:
        return {"addressees": f"{kind.title}一次只发一个单位，请分别起草。"}
    if kind.to_unit:
        return {}
    about = data.get("about_unit")
    if about is None:
        return {"about_unit": f"{kind.title}要写明涉及哪个单位。"}
    wrong = [
        u for u in org.units_by_ids(to) if u.group in ("institution", "employer") or u.pk == about
    ]
    if wrong:
        why = f"{kind.title}发给当地卫生健康部门或同级政府，不能发给“{wrong[0]}”本身。"
        return {"addressees": why}
    return {}


LETTER: Final = register(
    CaseKind(
        key="letter",
        title="公文",
        area="assessment",
        flow=FLOW,
        summary="{title}",
        number_prefix="GW",
        rules=_RULES,
        check=check,
        opening_verb="draft",
        opening_title="起草",
        opening_right=OVERSEE,
        page="/letters/{id}",
        internal=frozenset({"issue", "withdraw"}),
        fills={"category": "kind_of", "due_on": "reply_by"},
        step_fills={"amend": {"due_on": "reply_by"}},
        line=("drafted", "reviewed", "issued", "closed"),
        help="委（局）发出的文书：通知、约谈、建议、提醒、通报、督办。起草人以外的人审核，领导签发。",
        fields=(
            Field("kind_of", "文书种类", "choice", required=True, choices=CHOICES),
            Field("addressees", "收文单位", "units", required=True, min=1, max=500),
            *_TEXT,
            Field("hazards", "针对的隐患", "text", many=True, listed=False, help="隐患编号。"),
            Field("about_unit", "涉及单位", "unit", listed=False,
                  help="责任追究建议书写给主管部门或政府，在这里写明涉及哪个单位。"),
            Field("copies", "抄送", "text", many=True, listed=False),
            *_MEETING,
            *ATTACHED,
        ),
        step_fields={
            "amend": (*_TEXT, *_MEETING),
            "review": (Field("verified", "事实已核实", "bool"), Field("opinion", "审核意见", "longtext", max=500)),
            "return": (_REASON,),
            "issue": (Field("letter_number", "文号", "text", required=True),
                      Field("issued_on", "签发日期", "date", past=True, required=True),
                      Field("signed_by", "签发人", "person", required=True)),
            "hold": (
                Field("held_on", "约谈日期", "date", past=True, required=True),
                Field("present", "到场的负责人", "choices", required=True, choices=ROLES),
                Field("names", "到场人员", "text", many=True),
                Field("public", "公开进行", "bool", help="约谈应当公开，并邀请新闻媒体参加。"),
                Field("press", "到场媒体", "text", many=True),
                Field("record", "约谈记录", "longtext", required=True, min=4),
                Field("promise", "整改承诺", "longtext"),
                Field("photos", "照片", "photos"),
            ),
            "serve": (
                Field("served_on", "送达日期", "date", past=True, required=True),
                Field("way", "送达方式", "choice", required=True,
                      choices=(("hand", "直接送达"), ("post", "邮寄"), ("exchange", "机要交换"), ("other", "其他"))),
                Field("receiver", "签收人", "text"),
                Field("photos", "送达回证", "photos"),
            ),
            "answer": (Field("answered", "答复内容", "longtext", required=True),
                       Field("answer_files", "答复材料", "files")),
            "close": (Field("no_answer", "不再等待答复的原因", "longtext", max=500),
                      Field("outcome", "办理结果", "longtext", max=2000)),
            "withdraw": (Field("by_letter", "撤回它的文书文号", "text", required=True), _REASON),
            "void": (_REASON,),
        },
        keeps=("title", "facts", "demands", "basis", "reply_by", "meeting_on", "meeting_at", "media", "verified", "letter_number", "issued_on",
               "signed_by", "held_on", "present", "press", "record", "promise", "served_on", "way", "answered",
               "outcome", "by_letter"),
        columns=("letter_number", "addressees"),
    )
)  # fmt: skip
