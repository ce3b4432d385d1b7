"""Refusals: what every verb raises when it will not do what was asked, and every face translates."""

from collections.abc import Mapping


class Refusal(Exception):
    """``code`` is stable and English ("record.future_date"), ``message`` Chinese for people:
    what happened, why, what to do. ``fields`` maps the key of a field to its own message."""

    status = 422

    def __init__(
        self, code: str, message: str = "", fields: Mapping[str, str] | None = None
    ) -> None:
        self.code = code
        self.fields = dict(fields or {})
        self.message = message or _sum_up(self.fields)
        super().__init__(f"{code}: {self.message}")


class BadInput(Refusal):
    """What was given cannot be taken as it is."""

    status = 422


class Forbidden(Refusal):
    """The person may see it but not do this."""

    status = 403


class Conflict(Refusal):
    """It was possible before, but somebody was faster or the state has moved on."""

    status = 409


class NotVisible(Refusal):
    """It does not exist as far as this person is concerned."""

    status = 404

    def __init__(
        self, code: str = "not_found", message: str = "没有找到，或者不在您的查看范围内。"
    ) -> None:
        super().__init__(code, message)


class Unavailable(Refusal):
    """Not now: something that the product stands on is missing; the same request may succeed later."""

    status = 503


class DiskFull(Unavailable):
    """No room for a file or a row."""

    def __init__(self) -> None:
        super().__init__(
            "disk.full",
            "服务器磁盘已满，这次没有保存，也没有留下半截数据。已有的内容可以照常查看。"
            "请联系运维人员腾出空间后，再提交一次。",
        )


class DatabaseDown(Unavailable):
    """The database does not answer."""

    def __init__(self) -> None:
        super().__init__(
            "database.down",
            "数据库暂时连不上，这次没有办成，也没有留下半截数据。"
            "通常一分钟内会自动恢复，请稍后再试；填好的表单不要关闭。",
        )


class Busy(Unavailable):
    """Somebody else's work, an import of thousands of rows say, holds what this needs for too long."""

    def __init__(self) -> None:
        super().__init__(
            "database.busy",
            "系统正在处理大批数据，这次等候太久，没有办成，也没有留下半截数据。"
            "请过一会儿再试；填好的表单不要关闭。",
        )


def _sum_up(fields: Mapping[str, str]) -> str:
    if not fields:
        return "没有办成，请检查后重试。"
    if len(fields) == 1:
        return next(iter(fields.values()))
    return f"有 {len(fields)} 处需要改正：" + "；".join(fields.values())
