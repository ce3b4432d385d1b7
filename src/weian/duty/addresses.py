"""Where things are: the page of a duty, and the page on which it is done."""

from urllib.parse import quote, urlencode

from weian.case.kinds import KINDS as CASES
from weian.core.bearers import parted
from weian.core.obligation import Obligation
from weian.core.verdict import UNDETERMINED, UPCOMING
from weian.record.kinds import KINDS as RECORDS
from weian.ui.shapes import Action


def why_url(owner: int, obligation: str, bearer: str = "", window: str = "", on: str = "") -> str:
    """The page that says why; ``on`` is an ISO day looked at instead of today."""
    asked = {"duty": obligation, "for": bearer, "window": window, "on": on}
    return f"/duties/{owner}/why?{urlencode({k: v for k, v in asked.items() if v})}"


def button(
    law: Obligation, *, owner: int, bearer: str, window: str, begins: str, status: str, reason: str
) -> Action | None:
    """The one button that leads to doing it; ``begins`` is the first day of its period."""
    if status == UNDETERMINED:
        return _ask(law, owner, reason)
    if law.measure.kind == "absence":
        return None  # there is nothing to hand in
    if status == UPCOMING:
        return None  # what is done before the window opens does not count
    kind = law.owes.kinds[0]
    noun, number = parted(bearer)
    if noun == "case":
        case = law.bearing.kind
        return Action("去办理", f"/cases/{case}/{number}", primary=True)
    if kind == "report.own":  # each template of a commission is a return of its own
        kind = f"own.{_filled(law).get('form', '')}"
    if law.owes.below:
        return _of_those_below(kind, owner)
    if kind.startswith(("report.", "own.")) and window not in ("", "standing"):
        return Action("去报送", f"/reports/{kind}/{quote(window)}/?unit={owner}", primary=True)
    if kind not in RECORDS:
        case = kind.rpartition(".")[0]
        return (
            Action("去办理", f"/cases/{case}/?state=open", primary=True) if case in CASES else None
        )
    if RECORDS[kind].internal:
        return None
    asked = {"unit": str(owner), **_filled(law)}
    if RECORDS[kind].about and begins:
        asked["about"] = begins
    if noun == "subject":
        asked["subject"] = number
    if noun == "person" and law.owes.person:
        asked[law.owes.person] = number
    return Action(
        f"填{RECORDS[kind].title}", f"/records/{kind}/new?{urlencode(asked)}", primary=True
    )


def _of_those_below(kind: str, owner: int) -> Action | None:
    """What others have to hand in is looked at, not filled in for them."""
    if kind.startswith(("report.", "own.")):
        return Action("看报送情况", f"/reports/?unit={owner}", primary=True)
    if kind in RECORDS:
        return Action(f"看{RECORDS[kind].title}", f"/records/{kind}/", primary=True)
    case = kind.rpartition(".")[0]
    return Action("去办理", f"/cases/{case}/?state=open", primary=True) if case in CASES else None


def _ask(law: Obligation, owner: int, reason: str) -> Action:
    if reason == "post_vacant":
        asked = urlencode({"unit": owner, "post": law.bearing.kind})
        return Action("登记人员", f"/people/new?{asked}", primary=True)
    return Action("申报情况", f"/units/{owner}/facts", primary=True)


def _filled(law: Obligation) -> dict[str, str]:
    """Answers that the filter of the evidence leaves no choice about."""
    out = {}
    for test in law.owes.where:
        values = test.value if isinstance(test.value, tuple | list) else (test.value,)
        if test.op in ("is", "in") and values:
            out[test.field] = "1" if values[0] is True else str(values[0])
    return out
