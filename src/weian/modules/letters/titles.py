"""Where the title of a letter is broken into lines.

GB/T 9704-2012, 7.3.1: the lines of a title are whole in meaning, well set in the middle, and of a length
that suits. So they are of about one length, and no word of this trade is torn apart.
"""

from __future__ import annotations

import re
from functools import cache
from math import ceil
from typing import Final

MOST: Final = 20  # characters of 22 pt in 156 mm
_TORN: Final = 1_000
_UNFIT: Final = 100_000
#: Words of two or more characters that stand in such titles, beside the names of places and units.
_TOLD: Final = (
    "安全生产 安全 生产 事故 隐患 重大 较大 一般 整改 限期 消除 消防 通知书 告知书 建议书 责任书 通知 告知 建议 通报 通告 "
    "督办 清单 警示 约谈 责任 追究 人员 有关 关于 问题 情况 进行 开展 检查 巡查 排查 治理 专项 整治 行动 工作 落实 不力 "
    "到位 单位 机构 医疗 医院 卫生院 卫生 健康 中心 主要 负责人 负责 分管 领导 目标 年度 季度 上半年 下半年 第一 第二 第三 "
    "第四 表彰 先进 集体 个人 取消 评先 资格 考核 结果 公布 提醒 加强 进一步 做好 期间 假期 电动 自行车 充电 危险 化学品 "
    "电气 火灾 燃气 氧气 供氧 供氧站 配电房 配电 锅炉 电梯 特种 设备 住院楼 门诊楼 住院 门诊 楼梯 通道 出口 安全出口 "
    "疏散 自动 喷水 灭火 系统 瘫痪 施工 工地 建设 项目 实验室 放射 防护 职业 病害 委员会 办公室 人民政府 人民 政府 撤回 "
    "文书 迁建 防火 间距 不足 超负荷 运行 过载 保护 锁闭 应急 预案 演练 培训 教育 宣传 制度 措施 发生 造成 伤亡 伤害"
)  # fmt: skip
_WORDS: Final = tuple(_TOLD.split())
_NEVER_FIRST: Final = "的、，。：；）》〕”！？和与及等了"
_NEVER_LAST: Final = "（《〔“对和与及在将向第且并"


def lines(title: str, most: int = MOST) -> list[str]:
    """The title line by line, as few lines as there can be; one for a short title."""
    wide = _wide(title)
    if wide <= most:
        return [title]
    for number in range(ceil(wide / most), len(title) + 1):
        cost, found = _best(title, number, wide / number, most)
        if cost < _UNFIT:
            return found
    return [title]


def _best(title: str, number: int, mean: float, most: int) -> tuple[float, list[str]]:
    """The best way into so many lines, with what it costs."""
    torn = _torn(title)

    @cache
    def rest(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        if left == 1:
            line = title[start:]
            return _cost(line, mean, most), (line,)
        best: tuple[float, tuple[str, ...]] = (float("inf"), (title[start:],))
        for end in range(start + 1, len(title)):
            line = title[start:end]
            if _wide(line) > most:
                break
            cost, more = rest(end, left - 1)
            cost += _cost(line, mean, most) + _TORN * (end in torn)
            best = min(best, (cost, (line, *more)))
        return best

    cost, found = rest(0, number)
    return cost, list(found)


def _cost(line: str, mean: float, most: int) -> float:
    wide = _wide(line)
    return (wide - mean) ** 2 + _UNFIT * (wide > most)


def _torn(title: str) -> set[int]:
    """Before which characters no line should begin."""
    out = {at for at, sign in enumerate(title) if sign in _NEVER_FIRST}
    out |= {at + 1 for at, sign in enumerate(title) if sign in _NEVER_LAST}
    out |= {
        at
        for found in re.finditer(r"[!-~]+", title)
        for at in range(found.start() + 1, found.end())
    }
    for word in _WORDS:
        for found in re.finditer(f"(?={re.escape(word)})", title):
            out |= set(range(found.start() + 1, found.start() + len(word)))
    return out


def _wide(text: str) -> float:
    """In Chinese characters; figures are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)
