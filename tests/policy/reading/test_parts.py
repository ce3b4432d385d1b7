"""The parts of an official document, and how it was typed."""

from weian.policy.reading.parts import read_parts
from weian.policy.reading.spelling import level

NOTICE = """白石县卫生健康局关于印发《白石县医疗机构
用电安全整治方案》的通知
白卫发〔２０２３〕5号
各乡镇卫生院，县直各医疗（卫生）单位：
现将方案印发给你们，请认真组织实施。

白石县卫生健康局
2023年4月7日
（联系人：某某，电话：0000-0000000）
- 1 -
白石县医疗机构用电安全整治方案
为做好用电安全工作，制定本方案。
一、任务
各单位要按规定对老旧线路进行一次全面排查并于五月底前完成
改造。
附件：排查表
"""


def test_the_parts_of_a_notice_are_read() -> None:
    parts = read_parts(level(NOTICE).text)
    assert parts.title == "白石县卫生健康局关于印发《白石县医疗机构用电安全整治方案》的通知"
    assert (parts.issuer, parts.number) == ("白石县卫生健康局", "白卫发〔2023〕5号")
    assert (parts.issued, parts.year) == ("2023-04-07", 2023)
    assert parts.addressees == ("各乡镇卫生院", "县直各医疗（卫生）单位")
    assert parts.twice
    assert parts.has_contact


def test_broken_lines_and_page_numbers_are_levelled_without_losing_their_place() -> None:
    plain = level(NOTICE)
    assert "完成改造。" in plain.text
    assert "- 1 -" not in plain.text
    at = plain.text.index("改造")
    start, end = plain.span(at, at + 2)
    assert NOTICE[start:end] == "改造"


def test_widths_and_punctuation_are_levelled() -> None:
    assert (
        level("每季度至少１次,(含)夜间;每周四12:00前").text.strip()
        == "每季度至少1次，（含）夜间；每周四12:00前"
    )
