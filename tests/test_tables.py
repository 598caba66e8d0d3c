"""The drawn tables that the other tests trust."""

from datetime import date, datetime

import duckdb
import pytest

from tests import tables

DRAWN = """
    name  | code:text | people | hours | starts_on  | starts_at        | is_counted
    a     | 3         | 2      | 0.5   | 2026-10-01 | 2026-10-01 08:00 | true       # the usual row
    '007' |           |        |       |            |                  |            # a row of unknowns
"""


def test_a_drawn_row_has_typed_cells_and_blanks_are_unknown() -> None:
    assert [tuple(row.values()) for row in tables.rows(DRAWN)] == [
        ("a", "3", 2, 0.5, date(2026, 10, 1), datetime(2026, 10, 1, 8), True),
        ("007", None, None, None, None, None, None),
    ]


def test_a_drawn_table_is_created_with_its_types() -> None:
    with duckdb.connect() as connection:
        tables.create(connection, "drawn", DRAWN)
        found = connection.execute("describe drawn").fetchall()
    assert [row[1] for row in found] == [
        "VARCHAR",
        "VARCHAR",
        "INTEGER",
        "DOUBLE",
        "DATE",
        "TIMESTAMP",
        "BOOLEAN",
    ]


def test_rows_drawn_into_a_table_take_its_types_and_leave_the_rest_unknown() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table activity (status varchar, people bigint, category varchar)")
        tables.insert(connection, "activity", "people | status\n3 | 12")
        assert connection.execute("from activity").fetchall() == [("12", 3, None)]


@pytest.mark.parametrize(
    "other",
    [
        "a | b\n1 | x",  # a row too few
        "a | b\n2 | y\n1 | x",  # the other order
        "a | b\n1 | x\n2 | z",  # another text
        "a | b\n1 | x\n2 |",  # unknown is not a value
        "a | b\n1 | x\n2.0000001 | y",  # nearly
        "a | c\n1 | x\n2 | y",  # a column that is not there
    ],
)
def test_an_answer_that_differs_is_noticed(other: str) -> None:
    answer = tables.frame("a | b\n1 | x\n2 | y")
    tables.expect(answer, "b\nx\ny")
    with pytest.raises(AssertionError):
        tables.expect(answer, other)


def test_a_crooked_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        tables.rows("a | b\n1")
    with pytest.raises(ValueError, match="twice"):
        tables.rows("a | a\n1 | 2")
