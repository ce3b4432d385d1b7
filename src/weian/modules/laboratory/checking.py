"""What laboratories do not allow: one person alone, transport without approval, unapproved work."""

from collections.abc import Mapping

from weian.subject import queries as subjects
from weian.subject.envelope.hooks import Answers


def check_strain(answers: Answers) -> Mapping[str, str]:
    """Two people; a transport has its approval (病原微生物实验室生物安全管理条例 11 条)."""
    data, wrong = answers.data, {}
    if data.get("handler") == data.get("checker"):
        wrong["checker"] = "必须由两个人办理，复核人不能是经手人本人。"
    if data.get("kind_of") == "transport" and not data.get("approval_number"):
        wrong["approval_number"] = "运输菌(毒)种和样本须先取得批准，请填写批准编号。"
    if data.get("kind_of") in ("transport", "destroy") and not data.get("method"):
        wrong["method"] = "请写明包装或销毁的方式。"
    return wrong


def check_activity(answers: Answers) -> Mapping[str, str]:
    """佛坪 二（五）4: only what the laboratory is approved for, where it says what that is."""
    if answers.subject is None:
        return {}
    found = subjects.by_ids([answers.subject]).get(answers.subject)
    approved = found.data.get("activities") if found else None
    if approved and answers.data.get("activity") not in approved:
        return {"activity": f"不在批准的实验活动之内（{'、'.join(approved[:8])}）。"}
    return {}
