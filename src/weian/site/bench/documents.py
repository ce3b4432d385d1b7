"""How long a document takes to read and how much memory: ``weian compile --measure [FILE]``."""

import resource
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from weian.policy.reading.compiler import compile_text
from weian.policy.reading.files import read_bytes, read_file
from weian.policy.reading.numbers import to_chinese

CHARACTERS = 20_000
PAGES = 300
A_PAGE = 720  # characters
#: Sentences of every sort, so that no rule is spared.
_SAID = (
    "各单位主要负责人每季度至少主持召开1次安全生产专题会议，研究解决突出问题。",
    "消防控制室实行24小时值班，每班不少于2人，值班人员须持证上岗。",
    "夜间对重点部位巡查不少于2次，发现隐患立即整改，不能立即整改的，5个工作日内制定方案。",
    "开放床位500张以上的医院，应当设置安全管理机构，并配备不少于2名专职人员。",
    "6月底前完成老旧线路改造，11月底前整改率达到100%，12月10日前报送总结。",
    "严禁锁闭安全出口、占用疏散通道，不得使用大功率电器。",
    "新进人员上岗前接受不少于24学时的培训，考核合格后方可上岗，记录保存3年。",
    "发生事故后，现场人员应立即报告，单位负责人接到报告后1小时内上报县卫生健康局。",
    "近年来，全县安全形势总体平稳，但问题依然存在。",
    "对措施不落实、逾期未完成的，依法依规追究责任。（县卫生健康局牵头，各单位按职责分工负责）",
)


def lines() -> Iterator[str]:
    """The lines of a notice without end."""
    yield "某县卫生健康局关于加强安全生产工作的通知\n某卫健发〔2024〕1号\n\n各单位：\n"
    for part in range(1, 1000):
        yield f"{to_chinese(part)}、加强第{part}类管理\n"
        for item in range(1, 7):
            said = "".join(_sentence(part * 18 + item * 3 + k) for k in range(3))
            yield f"（{to_chinese(item)}）落实措施。{said}\n"


def _sentence(n: int) -> str:
    """No two alike: what was read before is remembered."""
    return f"{_SAID[n % len(_SAID)][:-1]}，记入第{n}号台账。"


def text_of(characters: int) -> str:
    """So much of it."""
    out = ""
    for line in lines():
        out += line
        if len(out) >= characters:
            break
    return out[:characters]


def measure(file: Path | None) -> list[str]:
    """One line for each measurement. Raises Unreadable for a file that cannot be read."""
    if file is not None:
        began = process_time()
        text = read_file(file).text
        return [_told(file.name, text, process_time() - began)]
    plain = _told(f"{CHARACTERS:,} 字", text_of(CHARACTERS), 0.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.pdf")
        count = _drawn(path)
        began = _children()
        read = read_bytes(path.name, path.read_bytes()).text
        return [plain, _told(f"{count} 页 PDF", read, _children() - began)]


def _drawn(path: Path) -> int:
    """A PDF of many pages, drawn by another process so that its memory is not ours; its pages."""
    command = [sys.executable, "-m", "weian.site.bench.drawing", str(path)]
    text = text_of(PAGES * A_PAGE)
    return int(
        subprocess.run(command, input=text, text=True, check=True, capture_output=True).stdout
    )


def _told(name: str, text: str, reading: float) -> str:
    began = process_time()
    found = len(compile_text(text).obligations)
    seconds = process_time() - began
    tracemalloc.start()
    compile_text(text + "\n")  # not the very text that was just read, of which much is remembered
    peak = tracemalloc.get_traced_memory()[1] / 1_000_000
    tracemalloc.stop()
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return (
        f"{name}（{len(text):,} 字，{found} 项要求）：取出文字 {reading:.2f} 秒，读懂 {seconds:.2f} 秒，"
        f"读懂时多用内存 {peak:.0f} MB，进程最多 {whole:.0f} MB"
    )


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
