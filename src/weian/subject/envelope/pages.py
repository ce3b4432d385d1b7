"""Pages that every form of these parts shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from weian.base.errors import Forbidden
from weian.org.queries import Person, Unit
from weian.subject.envelope import options
from weian.subject.envelope.asking import Asked
from weian.subject.envelope.places import chooser, chosen_unit
from weian.ui.shapes import Crumb, FormShape


def unit_or_page(
    request: HttpRequest, person: Person, right: str, title: str, at: datetime
) -> Unit | HttpResponse:
    """The unit that a form is about; where several are possible the page that asks for one. Asked
    for a department, it leads to the form of the unit with the department chosen.

    Raises Forbidden if there is none, NotVisible for one that the person may not see.
    """
    found = chosen_unit(request, person, right, at)
    if isinstance(found, Unit):
        if found.kind == "department" and found.parent is not None:
            return _with_unit(request, found.parent, department=str(found.pk))
        if request.method == "POST" and "once" not in request.POST:
            return _with_unit(request, found)
        if not options.may(person, right, found, at):
            why = f"您没有为“{found}”办理“{title}”的权限，请联系本单位管理员。"
            raise Forbidden("form.no_right", why)
        return found
    if not found:
        raise Forbidden("form.no_unit", f"您没有办理“{title}”的权限，请联系本单位管理员。")
    page = FormShape(
        title=title, subtitle="先选择单位。", form=chooser(found, at), submit="下一步", id="unit"
    )
    return render(request, "ui/form.html", {"page": page})


def _with_unit(request: HttpRequest, unit: Unit, **more: str) -> HttpResponseRedirect:
    query = request.GET.copy()
    for key, value in {"unit": str(unit.pk), **more}.items():
        query[key] = value
    return HttpResponseRedirect(f"?{query.urlencode()}")


def form_page(
    request: HttpRequest,
    asked: Asked,
    *,
    title: str,
    subtitle: str,
    crumbs: Sequence[Crumb],
    submit: str,
    cancel: str,
    draft: str,
    hint: str = "",
    danger: bool = False,
    status: int = 200,
) -> HttpResponse:
    """A form, or a rejected one with everything that was typed (422, or 409 after a conflict)."""
    page = FormShape(
        title=title,
        subtitle=subtitle,
        crumbs=tuple(crumbs),
        form=asked.form,
        submit=submit,
        cancel_url=cancel,
        draft=draft,
        seen=asked.seen,
        hint=" ".join(t for t in (hint, asked.hint) if t),
        danger=danger,
    )
    return render(request, "ui/form.html", {"page": page}, status=status)
