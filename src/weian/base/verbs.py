"""What the verbs of the event log are called; each part names its own when it is loaded."""

TITLES: dict[str, str] = {}


def name_verbs(titles: dict[str, str]) -> None:
    """Add Chinese titles of verbs ("record.submit": "提交记录")."""
    TITLES.update(titles)


def title_of(verb: str, kind: str = "") -> str:
    """The title, that of a kind ("hazard:case.close": "销号") before the general one; the verb itself
    where nobody named it."""
    return TITLES.get(f"{kind}:{verb}") or TITLES.get(verb, verb)
