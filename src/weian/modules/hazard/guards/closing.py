"""Guards of the end of a hazard: closed out, voided, opened anew."""

from weian.modules.hazard.guards.reading import Given, by_authority, is_major, last_of


def reported_up(case: Given, actor: Given, given: Given) -> str | None:
    """安全生产法 41 条: a major hazard is reported to the authority in charge of safety."""
    if is_major(case) and not last_of(case, ("report_up",)):
        return "重大隐患要先向监管部门报告，再销号。请先办理“报告监管部门”。"
    return None


def authority_if_major(case: Given, actor: Given, given: Given) -> str | None:
    """Major hazards are closed out or voided by the authority."""
    if is_major(case) and not by_authority(actor):
        return "重大隐患要由上级卫健部门销号或者作废，请联系上级安全生产办公室办理。"
    return None


def lasting_if_major(case: Given, actor: Given, given: Given) -> str | None:
    """SX 三（二）三是: treat symptoms and causes."""
    if is_major(case) and not given.get("lasting"):
        return "重大隐患销号要写明防止再发生的长效措施。"
    return None


def original_named(case: Given, actor: Given, given: Given) -> str | None:
    """A duplicate says of which hazard."""
    if given.get("reason") == "duplicate" and not given.get("original"):
        return "重复上报的隐患作废时，请填写保留的那一条隐患的编号。"
    return None


def not_reopened(case: Given, actor: Given, given: Given) -> str | None:
    """It comes back as one new case, once."""
    return "这条隐患已经重新立案，请到新的隐患里处理。" if last_of(case, ("reopen",)) else None
