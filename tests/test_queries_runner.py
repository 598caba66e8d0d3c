"""The runner holds header = body = call, and answer = header."""

import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from oversight import queries
from oversight.queries import Question, QuestionError, Snapshot, SnapshotError
from tests import tables

AS_OF = date(2026, 10, 1)
SQL = """\
-- Activities by town (各镇活动)
--
-- One row per town with an activity up to $as_of, and never $nothing.
-- An activity without a town is left out.
-- source: 实施方案 四(3)②, 第二条
--
-- params:  as_of, year?, town?
-- reads:   activity,
--          unit
-- returns: unit_name,
--          activities

with

due as (

    select
        unit.unit_name as unit_name,
        activity.starts_on as starts_on
    from activity
    inner join unit
        on activity.unit_code = unit.unit_code
    where
        activity.starts_on <= $as_of
        and ($town is null or activity.unit_code = $town)
        and ($year is null or year(activity.starts_on) = $year) -- not $here
        and '$text' <> unit.unit_name

)

select
    due.unit_name as unit_name,
    count(*) as activities
from due
group by due.unit_name
order by due.unit_name
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    path = tmp_path / "2026-10-01.duckdb"
    with duckdb.connect(str(path)) as connection:
        tables.create(
            connection,
            "snapshot_info",
            """
            snapshot_id | as_of      | county_name | platform
            s1          | 2026-10-01 | 安塬县      |
        """,
        )
        tables.create(
            connection,
            "unit",
            """
            unit_code:text | unit_name
            1              | 城关镇
            2              | 柳湾镇
        """,
        )
        tables.create(
            connection,
            "activity",
            """
            unit_code:text | starts_on
            1              | 2025-12-31
            1              | 2026-01-01
            1              | 2026-10-01    # on the day itself
            1              | 2026-10-02    # the day after
            2              | 2026-03-05
        """,
        )
    opened = Snapshot.open(path)
    yield opened
    opened.close()


def question(folder: Path, sql: str = SQL, name: str = "activities_by_town") -> Question:
    (folder / f"{name}.sql").write_text(sql, encoding="utf-8")
    return queries.load(folder)[name]


def test_a_header_is_read_into_its_parts(tmp_path: Path) -> None:
    found = question(tmp_path)
    assert (found.title, found.title_english) == ("各镇活动", "Activities by town")
    assert found.description.splitlines()[-1] == "An activity without a town is left out."
    assert found.source == "实施方案 四(3)②, 第二条"
    assert found.params == ("as_of", "year", "town")
    assert found.optional == {"year", "town"}
    assert found.reads == ("activity", "unit")
    assert found.returns == ("unit_name", "activities")
    assert found.sql == SQL


def test_only_the_files_of_the_folder_itself_are_questions(tmp_path: Path) -> None:
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "other.sql").write_text("nonsense", encoding="utf-8")
    question(tmp_path)
    assert list(queries.load(tmp_path)) == ["activities_by_town"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (SQL.partition("with\n")[0], "", "缺少文件头"),
        ("Activities by town (各镇活动)", "各镇活动", "第一行"),
        ("One row per town", "Rows of towns", "一行代表什么"),
        ("params:  as_of, year?, town?", "params:  as_of, town?", "params .*缺 year"),
        ("params:  as_of, year?, town?", "params:  as_of, year?, town?, unit?", "params .*多 unit"),
        ("params:  as_of, year?, town?", "params:  as_of, year?, town?, town", "出现了两次"),
        ("reads:   activity,", "reads:   ", "reads .*缺 activity"),
        ("reads:   activity,", "reads:   activity, due,", "reads .*多 due"),
        ("-- returns: unit_name,\n--          activities\n", "", "returns"),
        ("order by due.unit_name\n", "order by due.unit_name;\nselect 1\n", "一条语句"),
        ("select\n    due", "selec\n    due", "语法"),
        ("$as_of\n", "$as_off\n", "缺 as_off；多 as_of"),
    ],
)
def test_a_file_whose_header_is_not_its_body_is_refused_by_name(
    old: str, new: str, complaint: str, tmp_path: Path
) -> None:
    assert old in SQL
    with pytest.raises(QuestionError, match=rf"activities_by_town\.sql：.*{complaint}"):
        question(tmp_path, SQL.replace(old, new, 1))


def test_a_table_macro_is_read_like_a_table(tmp_path: Path) -> None:
    sql = SQL.replace("from activity\n", "from activity_until($as_of) as activity\n")
    with pytest.raises(QuestionError, match="缺 activity_until；多 activity"):
        question(tmp_path, sql)
    question(tmp_path, sql.replace("reads:   activity,", "reads:   activity_until,"))
    question(tmp_path, SQL.replace("from activity\n", "from activity\ncross join range(3) as number\n"))


def test_a_parameter_that_nobody_has_labelled_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="参数 colour"):
        question(tmp_path, SQL.replace("town?", "colour?").replace("$town", "$colour"))


def test_a_statement_that_changes_something_is_no_question(tmp_path: Path) -> None:
    body = SQL.partition("with\n")
    with pytest.raises(QuestionError, match="select"):
        question(tmp_path, body[0] + "create table copy as\nwith\n" + body[2])


def test_an_answer_counts_up_to_the_day_inclusive(tmp_path: Path, snapshot: Snapshot) -> None:
    tables.expect(
        snapshot.ask(question(tmp_path), as_of=AS_OF),
        """
        unit_name | activities
        城关镇    | 3
        柳湾镇    | 1
    """,
    )


def test_an_optional_parameter_narrows_and_none_means_all(tmp_path: Path, snapshot: Snapshot) -> None:
    asked = question(tmp_path)
    tables.expect(
        snapshot.ask(asked, as_of=AS_OF, year=2026, town="1"),
        """
        unit_name | activities
        城关镇    | 2
    """,
    )
    assert len(snapshot.ask(asked, as_of=AS_OF, town=None)) == 2


def test_a_year_from_a_data_frame_is_a_year(tmp_path: Path, snapshot: Snapshot) -> None:
    assert len(snapshot.ask(question(tmp_path), as_of=AS_OF, year=np.int64(2025))) == 1


def test_no_row_is_an_answer_with_the_declared_columns(tmp_path: Path, snapshot: Snapshot) -> None:
    answer = snapshot.ask(question(tmp_path), as_of=date(2020, 1, 1))
    assert answer.empty
    assert tuple(answer.columns) == ("unit_name", "activities")


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({}, "缺少参数 as_of（截至日期）"),
        ({"as_of": None}, "缺少参数 as_of"),
        ({"as_of": AS_OF, "twon": "1"}, "没有参数 twon"),
        ({"as_of": "2026-10-01"}, "截至日期应为日期"),
        ({"as_of": datetime(2026, 10, 1)}, "截至日期应为日期"),
        ({"as_of": pd.Timestamp("2026-10-01")}, "截至日期应为日期"),
        ({"as_of": AS_OF, "year": "2026"}, "年份应为四位年份"),
        ({"as_of": AS_OF, "year": True}, "年份应为四位年份"),
        ({"as_of": AS_OF, "year": 26}, "年份应为四位年份"),
        ({"as_of": AS_OF, "year": 2026.0}, "年份应为四位年份"),
        ({"as_of": AS_OF, "town": 1}, "镇街应为文字"),
        ({"as_of": AS_OF, "town": " "}, "镇街应为文字"),
    ],
)
def test_a_call_that_breaks_the_header_is_refused_in_words(
    params: dict[str, object], complaint: str, tmp_path: Path, snapshot: Snapshot
) -> None:
    with pytest.raises(QuestionError, match=complaint):
        snapshot.ask(question(tmp_path), **params)


def test_a_closed_list_names_its_choices(tmp_path: Path) -> None:
    sql = SQL.replace("town?", "unit_group?").replace("$town", "$unit_group")
    with pytest.raises(QuestionError, match=r"没有「hamlet」；可选：.*community（城区社区）"):
        question(tmp_path, sql).bind({"as_of": AS_OF, "unit_group": "hamlet"})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("as_of", "2026-10-01", AS_OF),
        ("year", " 2026 ", 2026),
        ("town", "610621", "610621"),
        ("measure", "hours", "hours"),
    ],
)
def test_a_parameter_from_a_url_becomes_its_value(name: str, text: str, value: object) -> None:
    assert queries.parameter(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("as_of", "2026-02-30"), ("as_of", ""), ("year", "26"), ("town", ""), ("measure", "beauty")],
)
def test_a_bad_parameter_from_a_url_is_a_sentence(name: str, text: str) -> None:
    with pytest.raises(QuestionError, match=r"[一-鿿]{3}"):
        queries.parameter(name, text)


def test_a_value_is_bound_and_never_pasted(tmp_path: Path, snapshot: Snapshot) -> None:
    answer = snapshot.ask(question(tmp_path), as_of=AS_OF, town="1' or '1'='1")
    assert answer.empty


def test_the_text_for_the_shell_gives_the_same_answer(tmp_path: Path, snapshot: Snapshot) -> None:
    asked = question(tmp_path)
    given: dict[str, object] = {"as_of": AS_OF, "town": "1"}
    text = asked.shell_text(given)
    assert "execute question(as_of := date '2026-10-01', year := null, town := '1');" in text
    assert "town := 'o''clock'" in asked.shell_text({"as_of": AS_OF, "town": "o'clock"})
    with duckdb.connect(
        str(tmp_path / "2026-10-01.duckdb"), read_only=True, config=queries.SETTINGS
    ) as shell:
        cursor = shell.execute("select 1")
        for statement in shell.extract_statements(text):
            cursor = shell.execute(statement)
        assert cursor.fetchall() == [
            tuple(row) for row in snapshot.ask(asked, **given).itertuples(index=False)
        ]


def test_an_answer_with_other_columns_than_the_header_is_refused(tmp_path: Path, snapshot: Snapshot) -> None:
    asked = question(tmp_path, SQL.replace("count(*) as activities", "count(*) as events"))
    with pytest.raises(QuestionError, match="unit_name、events"):
        snapshot.ask(asked, as_of=AS_OF)


def test_a_question_that_the_snapshot_cannot_answer_says_which_table_is_missing(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    with pytest.raises(QuestionError, match=r"不能在这个快照上回答.*event"):
        snapshot.ask(question(tmp_path, SQL.replace("activity", "event")), as_of=AS_OF)


def test_a_failing_calculation_quotes_no_value(tmp_path: Path, snapshot: Snapshot) -> None:
    asked = question(
        tmp_path,
        SQL.replace("    due.unit_name as unit_name", "    cast(due.unit_name as integer) as unit_name"),
    )
    with pytest.raises(QuestionError) as caught:
        snapshot.ask(asked, as_of=AS_OF)
    assert "城关镇" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_snapshot_says_what_it_is(snapshot: Snapshot) -> None:
    assert snapshot.info == {"snapshot_id": "s1", "as_of": AS_OF, "county_name": "安塬县", "platform": None}
    with pytest.raises(TypeError):
        snapshot.info["as_of"] = None  # type: ignore[index] # that it is refused is the point


def test_nothing_outside_the_snapshot_can_be_read_or_changed_through_it(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    header = "-- A (一)\n--\n-- One row.\n--\n-- reads:\n-- returns: a\n\n"
    for body in (
        f"select csv.a as a from read_csv('{(tmp_path / 'secret.csv').as_posix()}') as csv\n",
        "select getenv('PATH') as a\n",
    ):
        with pytest.raises(QuestionError):
            snapshot.ask(question(tmp_path, header + body, "outside"))
    for statement in ("set threads = 4", "set enable_external_access = true", "create table t (a integer)"):
        with pytest.raises(duckdb.Error), snapshot._connection.cursor() as cursor:
            cursor.execute(statement)


def test_sixteen_readers_get_the_same_answer_at_once(tmp_path: Path, snapshot: Snapshot) -> None:
    asked = question(tmp_path)
    answers: list[int] = []

    def read() -> None:
        for _ in range(20):
            answers.append(int(snapshot.ask(asked, as_of=AS_OF)["activities"].sum()))

    readers = [threading.Thread(target=read) for _ in range(16)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert answers == [4] * 320


@pytest.mark.parametrize("content", [None, b"", b"not a database at all" * 300])
def test_a_file_that_is_no_snapshot_is_a_sentence(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"x\.duckdb"):
        Snapshot.open(path)


def test_a_database_of_something_else_is_no_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(SnapshotError, match="snapshot_info"):
        Snapshot.open(path)


def mart(folder: Path, name: str, reads: str) -> None:
    first, *others = reads.split(", ")
    joins = "".join(f"\ncross join {other}" for other in others)
    (folder / f"{name}.sql").write_text(
        f"-- Mart (表)\n--\n-- One row per thing.\n--\n-- reads:   {reads}\n\n"
        f"select {first}.a as a\nfrom {first}{joins}\n",
        encoding="utf-8",
    )


def test_marts_come_after_what_they_read(tmp_path: Path) -> None:
    mart(tmp_path, "apple", "pear, imported_row")
    mart(tmp_path, "pear", "quince")
    mart(tmp_path, "quince", "imported_row")
    assert [found.name for found in queries.load_marts(tmp_path)] == ["quince", "pear", "apple"]


def test_macros_are_held_to_their_headers_and_come_after_what_they_read(tmp_path: Path) -> None:
    mart(tmp_path, "apple", "pear")
    mart(tmp_path, "pear", "unit")
    for name in ("apple", "pear"):
        path = tmp_path / f"{name}.sql"
        sql = path.read_text(encoding="utf-8")
        path.write_text(
            sql.replace("\nselect", f"\ncreate macro {name}(as_of_day) as table\n\nselect"), encoding="utf-8"
        )
    assert [found.name for found in queries.load_macros(tmp_path)] == ["pear", "apple"]
    with pytest.raises(QuestionError, match=r"apple\.sql：这里不应定义宏"):
        queries.load_marts(tmp_path)
    (tmp_path / "apple.sql").write_text(sql.replace("reads:   unit", "reads:   team"), encoding="utf-8")
    with pytest.raises(QuestionError, match=r"apple\.sql：正文应以"):
        queries.load_macros(tmp_path)


def test_marts_that_need_each_other_are_refused(tmp_path: Path) -> None:
    mart(tmp_path, "apple", "pear")
    mart(tmp_path, "pear", "apple")
    with pytest.raises(QuestionError, match=r"互相依赖.*apple"):
        queries.load_marts(tmp_path)


def test_a_mart_that_hides_what_it_reads_is_refused(tmp_path: Path) -> None:
    mart(tmp_path, "apple", "pear")
    path = tmp_path / "apple.sql"
    path.write_text(path.read_text(encoding="utf-8") + "cross join quince\n", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"apple\.sql：.*缺 quince"):
        queries.load_marts(tmp_path)
