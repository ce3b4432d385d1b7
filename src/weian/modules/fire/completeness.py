"""When a declaration or a file is complete: all its parts are there."""

from collections.abc import Mapping

from weian.modules.fire.choices import CONTENTS, PARTS
from weian.subject.envelope.hooks import Answers


def declared(answers: Answers) -> Mapping[str, object]:
    """Whether all six parts of 三自主两公开一承诺 are done."""
    return {"complete": _all(answers.data.get("parts"), PARTS)}


def filed(answers: Answers) -> Mapping[str, object]:
    """Whether the file has all its contents, and what it lacks."""
    held = answers.data.get("contents")
    known = held if isinstance(held, list) else []
    return {
        "complete": _all(held, CONTENTS),
        "missing": [title for key, title in CONTENTS if key not in known],
    }


def check_declaration(answers: Answers) -> Mapping[str, str]:
    """What is said to be done is there: the name that is made public, the words of the pledge."""
    data, wrong = answers.data, {}
    parts = data.get("parts")
    done = parts if isinstance(parts, list) else []
    if "disclose_manager" in done and not data.get("manager"):
        wrong["manager"] = "公开了消防安全管理人的，请选择是谁。"
    if "pledge" in done and not (data.get("pledge") or data.get("files")):
        wrong["pledge"] = "请填写承诺内容，或者上传签署的承诺书。"
    return wrong


def _all(held: object, wanted: tuple[tuple[str, str], ...]) -> bool:
    return isinstance(held, list) and {key for key, _ in wanted} <= set(held)
