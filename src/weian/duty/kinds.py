"""Waivers (豁免) and extensions (延期): a request and its approval are two records.

Nothing changes until the approval. What counts is decided where the world is made
(:mod:`weian.duty.reliefs`), so no way of writing these records gets round the second person.
"""

from typing import Final

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

WAIVER, EXTENSION = "waiver", "extension"
APPROVED, REFUSED = "approved", "refused"
DECISIONS: Final = ((APPROVED, "同意"), (REFUSED, "不同意"))

_OBLIGATION = Field("obligation", "责任事项", "text", required=True, listed=False)
_BEARER = Field("bearer", "对象", "text", listed=False)
_WINDOW = Field("window", "期次", "text")
_TITLE = Field("what", "事项名称", "text", search=True)
_PLACE = (_TITLE, _OBLIGATION, _BEARER, _WINDOW)
_REASON = Field("reason", "理由", "longtext", required=True, max=500)
_REQUEST = Field("request", "所批的申请", "text", required=True, listed=False)
_DECISION = Field("decision", "审批意见", "choice", required=True, choices=DECISIONS)
_NOTE = Field("note", "说明", "longtext", max=500)

REQUESTS: Final = {WAIVER: "waiver_request", EXTENSION: "extension_request"}
APPROVALS: Final = {WAIVER: "waiver_approval", EXTENSION: "extension_approval"}
TITLES: Final = {WAIVER: "豁免", EXTENSION: "延期"}

for _sort, _until in (
    (WAIVER, ()),
    (EXTENSION, (Field("until", "延至", "date", required=True, help="含当天"),)),
):
    register(
        RecordKind(
            REQUESTS[_sort], f"{TITLES[_sort]}申请", "assessment", (*_PLACE, *_until, _REASON),
            summary=f"{TITLES[_sort]}申请：{{what}}", submit_right="waiver.ask", internal=True,
            icon="pause",
        )
    )  # fmt: skip
    register(
        RecordKind(
            APPROVALS[_sort], f"{TITLES[_sort]}审批", "assessment",
            (*_PLACE, *_until, _REQUEST, _DECISION, _NOTE),
            summary=f"{TITLES[_sort]}{{decision}}：{{what}}", submit_right="waiver.decide",
            internal=True, icon="pause",
        )
    )  # fmt: skip
