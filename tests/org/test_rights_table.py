"""Every right of every role stands a second time where people read it, and both say the same."""

import re
from pathlib import Path

import pytest

from weian.org.kinds import ROLES
from weian.org.rights import RIGHTS, holds

_PAPER = Path(__file__).parents[2] / "docs" / "operations" / "rights.md"
_ROW = re.compile(r"^\| `([\w.:]+)` \| (\S+) \| (\S+) \|$", re.MULTILINE)


def told() -> dict[str, set[str]]:
    """Right → titles of the roles that have it."""
    return {
        right: set(who.split("、")) for right, _, who in _ROW.findall(_PAPER.read_text("utf-8"))
    }


def test_the_paper_names_every_right_and_no_other() -> None:
    assert set(told()) == {right for rights in RIGHTS.values() for right in rights}


@pytest.mark.parametrize("role", RIGHTS)
def test_a_role_has_the_rights_of_the_paper_and_no_more(role: str) -> None:
    title, paper = ROLES[role].title, told()
    assert RIGHTS[role] == {right for right, who in paper.items() if title in who}
    for right in paper:
        whole = right.partition(":")[0]
        assert holds(role, right) == (title in paper[right] | paper.get(whole, set())), right


def test_what_is_part_of_nothing_held_is_not_held() -> None:
    assert holds("commission_clerk", "record.submit:anything")
    assert not holds("security_guard", "record.submit")
    assert not holds("security_guard", "record.submit:anything")
    assert not holds("nobody of the list", "read")
    assert [holds("staff", "read", on_department=here) for here in (True, False)] == [True, False]
    assert not holds("auditor", "read", on_department=True)
