"""A test paper: which answers a question takes, which questions are drawn, how a paper is marked. Pure.

A question comes as the answers to its kind. Options are numbered from "1"; a judgement has two, 对 and 错.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

_JUDGED: Final = (("1", "对"), ("2", "错"))
_TRUE: Final = frozenset({"对", "正确", "是", "√", "✓", "T", "TRUE", "Y", "YES"})
_FALSE: Final = frozenset({"错", "错误", "否", "不对", "不正确", "×", "✗", "F", "FALSE", "N", "NO"})
_LABEL: Final = re.compile(r"^\s*[(（]?([A-Za-z]|\d{1,2})\s*[.．、)）:：]\s*")
_MARK: Final = re.compile(r"[A-Z]|\d+")
_ORDER: Final = {"judge": 0, "single": 1, "multiple": 2}


class Item(NamedTuple):
    """A question as it is asked: ``options`` are (number, text), ``right`` numbers of options."""

    id: str
    text: str
    form: str
    options: tuple[tuple[str, str], ...]
    right: frozenset[str]
    why: str = ""

    def titles(self, numbers: Iterable[str]) -> str:
        """Options in words, in their order."""
        wanted = frozenset(numbers)
        return "；".join(title for number, title in self.options if number in wanted)


class Marked(NamedTuple):
    """``score`` of a hundred; ``wrong`` are the items answered wrongly with what was answered."""

    score: float
    right: int
    wrong: tuple[tuple[Item, tuple[str, ...]], ...]


def item_of(key: str, data: Mapping[str, object]) -> Item | None:
    """The question, or None where its options and answer do not go together."""
    if problems(data):
        return None
    form = str(data["form"])
    options = _JUDGED if form == "judge" else _lettered(_options(data))
    right = _right(form, _options(data), str(data["answer"]))
    why = str(data.get("explanation") or "")
    return Item(key, str(data["question"]), form, options, frozenset(right), why)


def problems(data: Mapping[str, object]) -> dict[str, str]:
    """Field → what keeps a question from being asked, in Chinese."""
    form, options, answer = str(data.get("form")), _options(data), str(data.get("answer") or "")
    if form != "judge" and len(options) < 2:
        return {"options": "单选题和多选题至少要有两个选项，一行写一个。"}
    right = _right(form, options, answer)
    if form == "judge":
        return {} if right else {"answer": "判断题的答案请写“对”或“错”。"}
    if not right:
        return {"answer": f"答案请写选项的序号（1–{len(options)}）或字母，多选用逗号隔开。"}
    if form == "single" and len(right) > 1:
        return {"answer": "单选题只能有一个答案；有几个答案的请把题型改成“多选”。"}
    return {}


def draw(items: Sequence[Item], number: int, seed: str) -> list[Item]:
    """So many questions, the same for the same seed; judgements first, multiple choice last."""

    def lot(item: Item) -> str:
        return hashlib.sha256(f"{seed}:{item.id}".encode()).hexdigest()

    drawn = sorted(items, key=lot)[:number]
    return sorted(drawn, key=lambda item: _ORDER.get(item.form, 9))


def mark(items: Sequence[Item], given: Mapping[str, Sequence[str]]) -> Marked:
    """Every question counts the same; of several right options all and no other must be named."""
    wrong = tuple(
        (item, tuple(given.get(item.id, ())))
        for item in items
        if frozenset(given.get(item.id, ())) != item.right
    )
    right = len(items) - len(wrong)
    return Marked(round(100 * right / len(items), 1) if items else 0, right, wrong)


def _options(data: Mapping[str, object]) -> list[str]:
    found = data.get("options")
    return [str(entry).strip() for entry in found] if isinstance(found, list) else []


def _lettered(options: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each with its letter, whether or not the bank wrote letters or numbers before them."""
    heads = [_LABEL.match(text) for text in options]
    told = [m.group(1).upper() if m else "" for m in heads]
    count = len(options)
    numbered = told in ([chr(65 + i) for i in range(count)], [str(i + 1) for i in range(count)])
    bare = [_LABEL.sub("", text, count=1) if numbered else text for text in options]
    return tuple((str(i + 1), f"{chr(65 + i)}. {text}") for i, text in enumerate(bare))


def _right(form: str, options: Sequence[str], answer: str) -> set[str]:
    """Numbers of the right options; empty where the answer cannot be read."""
    text = unicodedata.normalize("NFKC", answer).strip().upper()
    if form == "judge" and not options:
        return _judged(text, ("对", "错"))
    if form == "judge":
        return _judged(text, options)
    if answer.strip() in options:
        return {str(options.index(answer.strip()) + 1)}
    marks = _MARK.findall(text)
    if _MARK.sub("", text).strip(" ,，、;；.。和与/") or not marks:
        return set()
    numbers = [ord(m) - 64 if m.isalpha() else int(m) for m in marks]
    if len(numbers) == 1 and numbers[0] > len(options) and len(options) < 10:
        numbers = [int(digit) for digit in str(numbers[0])]  # 134: the first, third and fourth
    return {str(n) for n in numbers} if all(1 <= n <= len(options) for n in numbers) else set()


def _judged(text: str, options: Sequence[str]) -> set[str]:
    """对 is "1" and 错 "2", also where the bank wrote the two as options and answers by number."""
    if text in ("1", "2", "A", "B") and len(options) == 2:
        picked = options[0 if text in ("1", "A") else 1]
        text = unicodedata.normalize("NFKC", _LABEL.sub("", picked, count=1)).strip().upper()
    return {"1"} if text in _TRUE else {"2"} if text in _FALSE else set()
