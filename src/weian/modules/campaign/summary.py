"""The summary of a campaign: drafted from the data, put right by hand, kept, exported, reported."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.errors import BadInput
from weian.modules.campaign import tasks, writing
from weian.modules.campaign.asking import Looked, looked
from weian.modules.campaign.kinds import TEXT
from weian.org import queries as org
from weian.org.queries import Unit
from weian.record import actions as records
from weian.record.queries import Record
from weian.report import actions as reports
from weian.report import queries as due
from weian.report.due import Due
from weian.subject.envelope import options
from weian.ui.shapes import Crumb, Page

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: The reports whose words it may become.
_REPORTS = ("report.yearly_work", "report.campaign_summary")


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The kept text, or the draft; POST keeps it, makes a Word file or a report of it."""
    seen = looked(request, pk)
    unit = _unit(seen)
    kept = _kept(seen, unit)
    if request.method == "POST":
        return _POSTS.get(request.POST.get("do", ""), _keep)(request, seen, unit, kept)
    fresh = request.GET.get("fresh") or kept is None
    found = tasks.progress(seen.campaign, seen.at, past=seen.past)
    context = {
        "page": Page(
            title="整治总结稿",
            subtitle=f"{unit.name}。{seen.caveat}数字取自系统，可以改文字；改好后保存。",
            crumbs=(Crumb("专项整治", "/campaigns/"), Crumb(seen.campaign.title, seen.url())),
        ),
        "headline": writing.headline(seen.campaign, unit, seen.day)
        if fresh or kept is None
        else kept.data["headline"],
        "text": writing.draft(seen.campaign, unit, found, seen.day)
        if fresh or kept is None
        else kept.data["text"],
        "kept": None if fresh else kept,
        "fresh_url": seen.url("summary", fresh="1"),
        "may_keep": options.may(seen.campaign.person, TEXT.submit_right, unit, seen.campaign.at),
        "due": _due(seen, unit),
    }
    return render(request, "modules/campaign_summary.html", context)


def _unit(seen: Looked) -> Unit:
    """For whom the summary is written: the commission that adopted, or the reader's own unit."""
    person = seen.campaign.person
    mine = org.acting_units(person, seen.campaign.at)
    return next((u for u in mine if u.group != "department"), person.unit)


def _kept(seen: Looked, unit: Unit) -> Record | None:
    rows = Record.objects.visible_to(seen.campaign.person, seen.campaign.at).filter(
        unit=unit, kind=TEXT.key, superseded_by=None,
        data__contains={"document": seen.campaign.adoption.edition.pack},
    )  # fmt: skip
    found: Record | None = rows.order_by("-happened_at", "-id").first()
    return found


def _due(seen: Looked, unit: Unit) -> Due | None:
    """The report that waits for these words: the next whose time has not passed, else the last."""
    person, now = seen.campaign.person, seen.campaign.at
    if not due.of_the_house(person, unit, now) or not options.may(
        person, "report.submit", unit, now
    ):
        return None
    moment = due.wall(now)
    found = [
        d for d in due.dues_of(unit, now) if d.kind.key in _REPORTS and d.begins <= moment.date()
    ]
    ahead = [d for d in found if d.due > moment]
    return (
        min(ahead, key=lambda d: d.due) if ahead else max(found, key=lambda d: d.due, default=None)
    )


def _asked(request: HttpRequest) -> tuple[str, str]:
    headline = request.POST.get("headline", "").strip()
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if not headline or len(text) < 10:
        raise BadInput("campaign.no_text", "请填写标题和正文，正文至少十个字。")
    return headline, text


def _keep(request: HttpRequest, seen: Looked, unit: Unit, kept: Record | None) -> HttpResponse:
    """A new version; the one before stays behind it."""
    headline, text = _asked(request)
    at = seen.campaign.at
    records.submit(
        seen.campaign.person, kind=TEXT.key, unit=unit, happened_at=at, at=at,
        supersedes=kept,
        data={
            "document": seen.campaign.adoption.edition.pack, "headline": headline,
            "as_of": seen.day.isoformat(), "text": text,
        },
    )  # fmt: skip
    messages.success(request, "总结稿已保存，原来的版本留作历史。")
    return redirect(seen.url("summary"))


def _word(request: HttpRequest, seen: Looked, unit: Unit, kept: Record | None) -> HttpResponse:
    headline, text = _asked(request)
    response = HttpResponse(writing.word(headline, text, unit, seen.day), content_type=_WORD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(headline)}.docx"
    return response


def _report(request: HttpRequest, seen: Looked, unit: Unit, kept: Record | None) -> HttpResponse:
    """The words become those of the report that waits for them."""
    headline, text = _asked(request)
    person, at = seen.campaign.person, seen.campaign.at
    owed = _due(seen, unit)
    if owed is None:
        raise BadInput("campaign.no_report", "现行制度没有要求本单位报送年度总结，请先导出 Word。")
    found = due.returns_of(unit, person, at).get((owed.kind.key, owed.period))
    if found is None:
        said: dict[str, object] = {"text": text}
        found = reports.prepare(person, unit=unit, due=owed, at=at, headline=headline, answers=said)
    else:
        said = {**due.answers_of(found), "text": text}
        found = reports.revise(person, case=found, answers=said, version=None, at=at)
    messages.success(request, f"已作为“{owed.title}”的正文，核对后由主要负责人签字。")
    return redirect(f"/reports/{found.pk}/")


_POSTS = {"keep": _keep, "word": _word, "report": _report}
