"""The workbook to fill in: titles, drop-downs, and a page that explains each column."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Format, Workbook, Worksheet

from weian.base.fields import Field
from weian.base.sheets import PlainSheet
from weian.org.queries import Person, Unit
from weian.site.importing.plan import Plan
from weian.site.importing.sheet import DATA, MOST_ROWS
from weian.subject.envelope import options

_CHOICES: Final = "选项"
_MOST_LISTED: Final = 1000
_EXPLAINED: Final = (("栏目", 18), ("必填", 8), ("怎么填", 46), ("可选内容", 60), ("说明", 46))
_HOW: Final = {
    "date": "日期，例如 2026-11-05",
    "datetime": "日期和时间，例如 2026-11-05 14:30",
    "integer": "整数",
    "number": "数字",
    "money": "金额（元），最多两位小数",
    "bool": "是 或 否",
    "choice": "从下拉框选一项",
    "choices": "可以填几项，用顿号隔开",
    "person": "姓名；有重名的写“姓名（科室）”",
    "people": "姓名，几个人用顿号隔开；有重名的写“姓名（科室）”",
    "department": "科室名称，与系统里一致",
    "unit": "单位名称，与系统里一致",
    "units": "单位名称，几个单位用顿号隔开",
    "subject": "名称或编号，与台账里一致",
}


def build(plan: Plan, person: Person, unit: Unit, at: datetime) -> bytes:
    """An .xlsx with three sheets: data, what to fill in, and the lists behind the drop-downs."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    must = book.add_format({"bold": True, "bg_color": "#FFF2CC", "border": 1, "text_wrap": True})
    may = book.add_format({"bold": True, "bg_color": "#E7EDF5", "border": 1, "text_wrap": True})
    lists = _lists(plan.columns, person, unit, at)
    data = book.add_worksheet(DATA, PlainSheet)
    _explain(book.add_worksheet("填写说明", PlainSheet), plan, lists, may)
    places = _keep_lists(book.add_worksheet(_CHOICES, PlainSheet), lists)
    _fill_data(book, data, plan.columns, places, (must, may))
    book.close()
    return out.getvalue()


def _lists(
    columns: Sequence[Field], person: Person, unit: Unit, at: datetime
) -> dict[str, list[str]]:
    """What each column may hold, where that is a list one can choose from."""
    given = options.providers(columns, person, unit, at)
    out: dict[str, list[str]] = {}
    for column in columns:
        if column.choices:
            out[column.key] = [title for _, title in column.choices]
        elif column.type == "bool":
            out[column.key] = ["是", "否"]
        else:
            source = f"subject:{column.kind}" if column.type == "subject" else column.item
            provider = given.get(source)
            names = [str(option[1]) for option in provider()] if provider else []
            if names:
                out[column.key] = names[:_MOST_LISTED]
    return out


def _fill_data(
    book: Workbook, sheet: Worksheet, columns: Sequence[Field], places: dict[str, str],
    formats: tuple[Format, Format],
) -> None:  # fmt: skip
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.write(
            0, at, column.title + ("*" if column.required else ""), formats[not column.required]
        )
        kept = {"date": day, "datetime": moment, "text": text}.get(column.type)
        sheet.set_column(at, at, 30 if column.type == "longtext" else 16, kept)
        if column.key in places and not column.is_list:
            sheet.data_validation(1, at, MOST_ROWS, at, _chooses(column, places[column.key]))


def _chooses(column: Field, place: str) -> dict[str, object]:
    strict = column.type in ("choice", "bool", "unit", "department")
    return {
        "validate": "list",
        "source": f"={place}",
        "error_title": column.title,
        "error_message": "请从下拉框里选择。",
        "error_type": "stop" if strict else "information",
    }


def _keep_lists(sheet: Worksheet, lists: dict[str, list[str]]) -> dict[str, str]:
    """The address of each list; the sheet itself need not be seen."""
    places = {}
    for at, (key, names) in enumerate(lists.items()):
        for line, name in enumerate(names):
            sheet.write_string(line, at, name)
        letter = xl_col_to_name(at)
        places[key] = f"'{_CHOICES}'!${letter}$1:${letter}${len(names)}"
    sheet.hide()
    return places


def _explain(sheet: Worksheet, plan: Plan, lists: dict[str, list[str]], head: Format) -> None:
    for at, (title, width) in enumerate(_EXPLAINED):
        sheet.write(0, at, title, head)
        sheet.set_column(at, at, width)
    for line, column in enumerate(plan.columns, 1):
        listed = lists.get(column.key, [])
        shown = "、".join(listed[:30]) + (f" 等 {len(listed)} 项" if len(listed) > 30 else "")
        told = (column.title, "必填" if column.required else "", _how(column), shown, column.help)
        for at, text in enumerate(told):
            sheet.write_string(line, at, text)
    end = len(plan.columns) + 2
    sheet.write_string(
        end,
        0,
        "一行一条。不要改第一行的栏目名称；不用的栏可以删去。照片和附件请在导入后到页面上补。",
    )
    sheet.write_string(
        end + 1, 0, "同一行重复导入不会重复登记；有错的行会标出原因退回，其余的行可以先导入。"
    )


def _how(column: Field) -> str:
    how = _HOW.get(column.type, "文字")
    if column.unit:
        how += f"，单位：{column.unit}"
    bounds = [
        f"不{'小' if low else '大'}于 {value:g}"
        for low, value in ((True, column.min), (False, column.max))
        if value is not None and column.type in ("integer", "number", "money")
    ]
    return "，".join([how, *bounds])
