"""A pack as an Excel file with a sheet for each sort of thing, and back, without loss.

A cell holds plain text where the value is text, else the value in YAML ({every: quarter, last: week}),
so that people can read and write it. An empty cell is a key that is not there.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import yaml
from xlsxwriter import Workbook

from weian.base import uploads
from weian.base.errors import BadInput
from weian.base.limited import Exceeded, Refused, work
from weian.base.sheets import PlainSheet
from weian.policy.drafting.exchange import dated, to_yaml
from weian.policy.loading import LoadedPack, load_text

_LONGEST: Final = 32_000  # characters that Excel keeps in a cell
_INNER: Final = ("obligations", "judged", "guards")
#: Sheet, its columns: (title, key, whether it is plain text).
_CLAUSE: Final = (("条款", "clause"),)
_SHEETS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "文件": (("项目", "key"), ("内容", "value")),
    "问题": (("键", "key"), ("问题", "question"), ("选项", "choices"), ("默认", "default")),
    "条款": (("编号", "id"), ("位置", "article"), ("内容", "summary"), ("依据编号", "req"), ("原则性要求", "principle")),
    "责任事项": (
        *_CLAUSE, ("编号", "id"), ("名称", "title"), ("板块", "area"), ("依据编号", "req"), ("谁", "who"), ("按什么计", "each"),
        ("凭证", "owes"), ("数量", "measure"), ("时限", "when"), ("宽限", "grace"), ("逾期后", "late"), ("分值", "weight"),
        ("一票否决", "veto"), ("未完成时", "on_breach"), ("放宽哪一项", "loosens"), ("原文", "source"),
    ),
    "人工评判": (*_CLAUSE, ("编号", "id"), ("问题", "question"), ("依据编号", "req"), ("理由", "reason"), ("一票否决", "veto"), ("原文", "source")),
    "流程把关": (*_CLAUSE, ("编号", "id"), ("步骤", "step"), ("内容", "says"), ("依据编号", "req")),
}  # fmt: skip
_SHEET_OF: Final = dict(zip(_INNER, ("责任事项", "人工评判", "流程把关"), strict=True))
#: Values of these keys are text and stand in their cell as they are.
_TEXTS: Final = frozenset(
    {"key", "id", "title", "question", "default", "article", "summary", "area", "grace", "late",
     "on_breach", "loosens", "reason", "step", "says", "clause"}
)  # fmt: skip
#: Text that YAML or Excel would take for something else, so that it is written in quotes.
_DOUBTFUL: Final = re.compile(r'^$|^["\'=]|^\s|\s$')
_HEAD_TEXTS: Final = frozenset({"pack", "title", "issuer", "number", "layer", "region"})


def to_excel(content: Mapping[str, Any]) -> bytes:
    """The workbook. Raises BadInput when a cell would be longer than Excel keeps."""
    plain = dated(content)
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:  # fmt: skip
        head = book.add_format({"bold": True, "bg_color": "#E8F0FA", "text_wrap": True})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for title, columns in _SHEETS.items():
            sheet = book.add_worksheet(title, PlainSheet)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 24, body)
            sheet.write_row(0, 0, [name for name, _ in columns], head)
            for number, row in enumerate(_rows(title, plain), 1):
                for place, (_, key) in enumerate(columns):
                    if key in row:
                        sheet.write_string(number, place, _cell(title, key, row), body)
    return target.getvalue()


def _rows(title: str, pack: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if title == "文件":
        skipped = ("questions", "clauses")
        yield from ({"key": k, "value": v} for k, v in pack.items() if k not in skipped)
    elif title == "问题":
        yield from ({"key": k, **q} for k, q in pack.get("questions", {}).items())
    elif title == "条款":
        yield from ({k: v for k, v in c.items() if k not in _INNER} for c in pack["clauses"])
    else:
        name = next(k for k, sheet in _SHEET_OF.items() if sheet == title)
        for clause in pack["clauses"]:
            yield from ({"clause": clause["id"], **item} for item in clause.get(name, ()))


def _is_text(title: str, key: str, row: Mapping[str, Any]) -> bool:
    if title == "文件" and key == "value":
        return row.get("key") in _HEAD_TEXTS
    return key in _TEXTS


def _cell(title: str, key: str, row: Mapping[str, Any]) -> str:
    value = row[key]
    if _is_text(title, key, row) and isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False) if _DOUBTFUL.search(value) else value
    else:
        text = yaml.safe_dump(
            value, allow_unicode=True, default_flow_style=True, width=10**9, sort_keys=False
        )
        text = text.removesuffix("\n...\n").removesuffix("\n")
    if len(text) > _LONGEST:
        raise BadInput("pack.too_long", f"“{title}”里有一格超过 {_LONGEST} 字，请改用 YAML 导出。")
    return text


def from_excel(content: bytes, name: str) -> LoadedPack:
    """The pack of a workbook. Raises BadInput naming sheet and row, BrokenPack for the pack itself."""
    try:
        uploads.examined(content)
    except BadInput as refusal:
        if refusal.code != "file.type":
            raise
        raise BadInput("pack.not_excel", f"{name} 不是完好的 Excel 文件，请重新导出。") from None
    try:
        book: dict[str, list[list[Any]]] = work("weian.policy.drafting.gate:sheets", content)
    except Refused as reason:
        raise BadInput("pack.not_excel", f"{name} {reason}") from None
    except Exceeded:
        raise BadInput("pack.too_large", f"{name} 展开后过大，不是制度包。") from None
    if lacking := [t for t in ("文件", "条款") if t not in book]:
        raise BadInput("pack.sheets", f"{name} 里没有“{lacking[0]}”工作表，请用导出的文件修改。")
    read = {t: list(_read(t, book[t])) if t in book else [] for t in _SHEETS}
    return load_text(to_yaml(_put_together(read)), name)


def _read(title: str, rows: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    keys = _keys(title, rows[0] if rows else ())
    for number, cells in enumerate(rows[1:], 2):
        given = {k: c for k, c in zip(keys, cells, strict=False) if k and str(c).strip()}
        if given:
            yield {k: _value(title, k, c, given, number) for k, c in given.items()}


def _keys(title: str, head: Sequence[Any]) -> list[str]:
    known = dict(_SHEETS[title])
    if strange := [str(h) for h in head if str(h).strip() and str(h).strip() not in known]:
        raise BadInput("pack.columns", f"“{title}”有不认识的列“{strange[0]}”，请不要改列名。")
    return [known.get(str(h).strip(), "") for h in head]


def _value(title: str, key: str, cell: Any, row: Mapping[str, Any], number: int) -> Any:
    if isinstance(cell, datetime | date):
        return cell.date() if isinstance(cell, datetime) else cell
    if isinstance(cell, bool | int):
        return str(cell) if _is_text(title, key, row) else cell
    if isinstance(cell, float):
        number_ = int(cell) if cell.is_integer() else cell
        return str(number_) if _is_text(title, key, row) else number_
    text = str(cell)
    if _is_text(title, key, row) and not (text[:1] == '"' and text[-1:] == '"' and len(text) > 1):
        return text
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise BadInput(
            "pack.cell", f"“{title}”第 {number} 行的“{text[:40]}”读不懂，请照原来的写法改。"
        ) from error


def _put_together(read: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    pack = {row["key"]: row.get("value") for row in read["文件"] if "key" in row}
    if read["问题"]:
        pack["questions"] = {q.pop("key", ""): q for q in read["问题"]}
    clauses = {row.get("id", ""): row for row in read["条款"]}
    for name, title in _SHEET_OF.items():
        _hang(clauses, name, title, read[title])
    pack["clauses"] = list(clauses.values())
    return pack


def _hang(
    clauses: Mapping[str, dict[str, Any]], name: str, title: str, rows: Iterable[dict[str, Any]]
) -> None:
    for row in rows:
        clause = clauses.get(row.pop("clause", ""))
        if clause is None:
            raise BadInput(
                "pack.clause", f"“{title}”里“{row.get('id', '')}”的条款在“条款”表里没有。"
            )
        clause.setdefault(name, []).append(row)
