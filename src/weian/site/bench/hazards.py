"""Hazards by the hundred thousand: the rows that the verbs would leave, made inside PostgreSQL.

Words and search vectors come from the same functions; only the number is put in by SQL.
"""

import json
from collections.abc import Iterator
from itertools import product

from weian.base.search import vector
from weian.case.drafts import case_words
from weian.case.kinds import kind
from weian.modules.hazard import kinds as hazard
from weian.site.bench.bulk_sql import without_indexes
from weian.site.bench.town import Town
from weian.site.roles import Connection

COMMON, RARE = "走廊", "铅房"
_WHAT = (
    ("fire", "安全出口堆放杂物"), ("fire", "灭火器压力不足"), ("fire", "应急照明灯不亮"),
    ("fire", "防火门闭门器损坏"), ("fire", "疏散指示标志脱落"), ("fire", "消火栓被遮挡"),
    ("electrical", "插线板串接使用"), ("electrical", "配电箱未上锁"), ("electrical", "线路老化外皮破损"),
    ("gas", "燃气报警器失灵"), ("gas", "氧气瓶未固定"), ("chemicals", "酒精存放超量"),
    ("chemicals", "试剂柜未双锁"), ("equipment", "压力灭菌器安全阀未校验"), ("management", "值班记录缺项"),
    ("medical", "输液大厅地面湿滑无提示"),
)  # fmt: skip
_WHERE = (
    "门诊楼一层", "门诊楼二层", "住院楼一层", "住院楼二层", "住院楼三层走廊", "检验科", "药房门口",
    "后勤库房", "锅炉房", "职工食堂", "护士站", "急诊科", "消毒供应室", "配电房", "楼梯间", "职工宿舍楼",
)  # fmt: skip
_MORE = ("巡查时发现。", "已拍照，现场无人看管。", "上月检查时已经提醒过，至今没有改。")
_NUMBER = "number"  # stands for the number of a case until PostgreSQL knows it
_BATCH = 100_000

_PHRASES = """
    CREATE TABLE IF NOT EXISTS bench_phrase (
        n int PRIMARY KEY, title text, place text, category text, data jsonb, words text, search text)
"""
_UNITS = """
    CREATE TABLE IF NOT EXISTS bench_unit AS
    SELECT row_number() OVER (ORDER BY u.id) - 1 AS n, u.id, u.province_id, u.city_id, u.county_id,
           u.institution_id, min(p.id) AS head, max(p.id) AS staff
    FROM org_unit u JOIN org_person p ON p.unit_id = u.id
    WHERE u.kind = 'township_clinic' GROUP BY u.id
"""
# 85 of 100 are closed, two voided; what is open stands everywhere along the line.
_CASES = """
    INSERT INTO case_case (
        id, kind, number, title, state, is_open, grade, category, place, source, opened_on, due_on,
        closed_on, moved_at, reporter_id, assignee_id, version, round, data, words, search, unit_id,
        province_id, city_id, county_id, institution_id)
    SELECT gen_random_uuid(), 'hazard', number, title, state, NOT ended,
           CASE WHEN state = 'reported' THEN '' WHEN r %% 33 = 0 THEN 'major' ELSE 'ordinary' END,
           category, place, 'self_check', opened,
           CASE WHEN state NOT IN ('reported', 'graded') THEN opened + 15 END,
           CASE WHEN ended THEN least(opened + 13, current_date) END, now() - interval '1 hour',
           staff, CASE WHEN state NOT IN ('reported', 'graded') THEN head END,
           CASE WHEN ended THEN 6 ELSE 2 END, 1, data, replace(words, %(marker)s, number),
           (search || ' ''' || lower(replace(number, '-', ''' ''')) || '''')::tsvector,
           id, province_id, city_id, county_id, institution_id
    FROM (
        SELECT g, r, u.id, u.province_id, u.city_id, u.county_id, u.institution_id, u.head, u.staff,
               p.title, p.place, p.category, p.data, p.words, p.search,
               'YH' || extract(year FROM opened) || '-' || lpad(g::text, 7, '0') AS number, opened,
               CASE WHEN r %% 100 < 83 THEN 'closed' WHEN r %% 100 < 85 THEN 'voided'
                    ELSE (array['reported', 'graded', 'planned', 'planned', 'rectified', 'verified'])
                         [1 + (r / 100) %% 6] END AS state,
               r %% 100 < 85 AS ended
        FROM (SELECT g, hashint8extended(g, 1) & 2147483647 AS r,
                     current_date - ((hashint8extended(g, 2) & 2147483647) %% 1095)::int AS opened
              FROM generate_series(%(first)s::bigint, %(last)s) g) x
        JOIN bench_unit u ON u.n = (hashint8extended(g, 3) & 2147483647) %% %(units)s
        JOIN bench_phrase p ON p.n = CASE WHEN g %% %(rare)s = 0 THEN 0
             ELSE 1 + (hashint8extended(g, 4) & 2147483647) %% (%(phrases)s - 1) END
    ) y
"""
_STEPS = """
    INSERT INTO case_casestep (id, case_id, seq, verb, from_state, to_state, by_id, at, given, note, round)
    SELECT gen_random_uuid(), c.id, s.seq, s.verb, s.before, s.after,
           CASE WHEN s.seq = 1 THEN c.reporter_id ELSE c.assignee_id END,
           c.opened_on::timestamptz + s.seq * interval '1 hour', '{}', '', 1
    FROM case_case c JOIN (VALUES
        (1, 'report', '', 'reported', 0), (2, 'grade', 'reported', 'graded', 1),
        (3, 'plan', 'graded', 'planned', 1), (4, 'rectify', 'planned', 'rectified', 1),
        (5, 'verify', 'rectified', 'verified', 1), (6, 'close', 'verified', 'closed', 1)
    ) s(seq, verb, before, after, later) ON s.seq = 1 OR (c.state = 'closed' AND c.county_id = %s)
    WHERE NOT EXISTS (SELECT FROM case_casestep t WHERE t.case_id = c.id)
"""


def fill(connection: Connection, town: Town, first: int, last: int) -> Iterator[int]:
    """Add the cases from number ``first`` to ``last``; yields how many there are after each batch.

    The opening stands as a step of every case, the whole way of those closed in the first county.
    """
    phrases = _prepare(connection)
    given = {"units": town.units, "phrases": phrases, "marker": _NUMBER}
    given["rare"] = max(1, (last - first) // 60)
    with without_indexes(connection, "case_case"), without_indexes(connection, "case_casestep"):
        for begin in range(first, last + 1, _BATCH):
            end = min(last, begin + _BATCH - 1)
            connection.execute(_CASES, {**given, "first": begin, "last": end})
            yield end
        connection.execute("ANALYZE case_case")
        connection.execute(_STEPS, [town.county.pk])


def _prepare(connection: Connection) -> int:
    """The texts, the rare one first; returns how many."""
    connection.execute(_UNITS)
    connection.execute(_PHRASES)
    texts = [("medical", f"{RARE}防护门不能关严", "影像科", _MORE[0])]
    texts += [(c, what, where, more) for (c, what), where, more in product(_WHAT, _WHERE, _MORE)]
    rows = [_phrase(n, *text) for n, text in enumerate(texts)]
    place = "INSERT INTO bench_phrase VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(place, rows)
    return len(rows)


def _phrase(n: int, category: str, what: str, where: str, more: str) -> tuple[object, ...]:
    data = {
        "place": where, "description": what, "category": category, "source": "self_check",
        "detail": more, "measures": "立即处理，完成后复核并举一反三排查同类问题。",
    }  # fmt: skip
    words = case_words(kind(hazard.HAZARD.key), data, {}, _NUMBER, what)
    search = vector(words.replace(_NUMBER, ""))
    return n, what, where, category, json.dumps(data, ensure_ascii=False), words, search
