"""What the verbs of the event log are called; each part names its own when it is loaded."""

TITLES: dict[str, str] = {}


def name_verbs(titles: dict[str, str]) -> None:
    """Add Chinese titles of verbs ("record.submit": "提交记录")."""
    TITLES.update(titles)


def title_of(verb: str) -> str:
    """The title, or the verb itself where nobody named it."""
    return TITLES.get(verb, verb)
