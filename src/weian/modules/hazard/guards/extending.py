"""Guards of more time and of listed supervision."""

from weian.core.hands import hands
from weian.modules.hazard.guards.reading import (
    Given,
    as_day,
    by_authority,
    extension_asked,
    is_listed,
)


def later_than_due(case: Given, actor: Given, given: Given) -> str | None:
    """An extension gives more time, never less."""
    due, asked = as_day(case["due_on"]), as_day(given.get("due_on"))
    if due and asked and asked <= due:
        return f"延期后的时限要晚于现在的时限 {due.isoformat()}。"
    return None


def nothing_asked(case: Given, actor: Given, given: Given) -> str | None:
    """One request at a time."""
    if extension_asked(case):
        return "已经有一个延期申请在等待批准，请等批复后再申请。"
    return None


def extension_pending(case: Given, actor: Given, given: Given) -> str | None:
    """Only what was asked for can be answered."""
    return None if extension_asked(case) else "没有等待批准的延期申请。"


def not_requester(case: Given, actor: Given, given: Given) -> str | None:
    """A request and its approval are two persons' acts."""
    asked = extension_asked(case)
    if asked and not hands(asked).isdisjoint(hands(actor)):
        return "延期申请由您提出，要由其他人审批。"
    return None


def authority_if_listed(case: Given, actor: Given, given: Given) -> str | None:
    """What the authority has listed, only the authority grants time for."""
    if is_listed(case) and not by_authority(actor):
        return "本隐患正挂牌督办，延期要由督办的卫健部门批准。"
    return None


def not_listed(case: Given, actor: Given, given: Given) -> str | None:
    """Listed once at a time; listed ones are neither closed nor voided before release."""
    return "本隐患正挂牌督办，请先由督办的卫健部门解除督办。" if is_listed(case) else None


def listed(case: Given, actor: Given, given: Given) -> str | None:
    """Only what is listed can be released."""
    return None if is_listed(case) else "本隐患没有挂牌督办，不需要解除。"
