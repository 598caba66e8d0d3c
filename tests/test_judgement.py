"""The sentences that explain a verdict or a pace, read as a reader reads them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from oversight import judgement, terms
from oversight.judgement import PeriodStanding, RegistrationStanding, Verdict, YearVerdict

MET = PeriodStanding("2026Q1", required=1, counted=2, rows_count=2, verdict=Verdict.MET)
NO_RECORD = PeriodStanding("2026Q2", required=1, counted=0, rows_count=0, verdict=Verdict.NO_RECORD)
MISSED = PeriodStanding("2026Q3", required=1, counted=0, rows_count=3, verdict=Verdict.MISSED)
OPEN = PeriodStanding("2026Q4", required=1, counted=0, rows_count=0, verdict=Verdict.OPEN, days_left=12)

TOWN = RegistrationStanding(
    unit_name="柳湾镇",
    as_of=date(2026, 10, 1),
    registered=1200,
    residents=10000,
    target_ratio=Decimal("0.13"),
    target_count=1300,
    gap_count=100,
    needed_per_week=7.01,
    forecast_on=date(2026, 11, 20),
)


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (MET, "第一季度应开展1次，计入2次"),
        (NO_RECORD, "第二季度平台无记录"),
        (MISSED, "第三季度应开展1次，计入0次（平台另有3条记录未计入）"),
        (OPEN, "第四季度应开展1次，计入0次，还有12天"),
        (replace(OPEN, days_left=1), "第四季度应开展1次，计入0次，今天是最后一天"),
        (replace(OPEN, period="2026H2", days_left=None), "下半年应开展1次，计入0次"),
        (replace(MISSED, required=2, counted=1, rows_count=1), "第三季度应开展2次，计入1次"),
    ],
)
def test_a_period_says_why_it_reads_as_it_does(standing: PeriodStanding, sentence: str) -> None:
    assert judgement.period_sentence(standing) == sentence


def test_a_period_without_record_is_never_called_one_without_activity() -> None:
    assert "计入" not in judgement.period_sentence(NO_RECORD)
    assert "没有开展" not in judgement.period_sentence(NO_RECORD)


@pytest.mark.parametrize(
    ("standings", "year_counted", "verdict", "sentence"),
    [
        (
            [MET, NO_RECORD, MISSED, OPEN],
            2,
            YearVerdict.MISSED,
            "第二季度平台无记录；第三季度应开展1次，计入0次（平台另有3条记录未计入）；第四季度应开展1次，计入0次，还有12天",
        ),
        ([MET], 2, YearVerdict.ON_TRACK, "全年应开展4次，计入2次，还差2次"),
        ([MET], 4, YearVerdict.ON_TRACK, "已开始的周期均已达标；全年应开展4次，计入4次"),
        ([MET, OPEN], 4, YearVerdict.OPEN, "第四季度应开展1次，计入0次，还有12天"),
        ([MET] * 4, 8, YearVerdict.MET, "各周期均已达标；全年应开展4次，计入8次"),
        (
            [MET] * 4,
            3,
            YearVerdict.MISSED,
            "全年应开展4次，计入3次，还差1次",
        ),  # every quarter met, the total short
    ],
)
def test_a_year_names_what_is_behind_or_still_to_do(
    standings: list[PeriodStanding], year_counted: int, verdict: YearVerdict, sentence: str
) -> None:
    found = judgement.year_sentence(standings, year_required=4, year_counted=year_counted, verdict=verdict)
    assert found == sentence


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (TOWN, "柳湾镇注册1,200人，占常住人口10,000人的12.0 %，离13 %的目标（1,300人）还差100人"),
        (
            replace(TOWN, registered=1299, gap_count=1),
            "柳湾镇注册1,299人，占常住人口10,000人的12.99 %，离13 %的目标（1,300人）还差1人",
        ),
        (
            replace(TOWN, registered=1300, gap_count=0),
            "柳湾镇注册1,300人，占常住人口10,000人的13.0 %，已达到13 %的目标（1,300人）",
        ),
        (
            replace(TOWN, registered=0, residents=24, target_count=4, gap_count=4),
            "柳湾镇注册0人，占常住人口24人的0.0 %，离13 %的目标（4人）还差4人",
        ),
        (
            replace(TOWN, residents=None, target_count=None, gap_count=None),
            "柳湾镇注册1,200人；单位表没有填写常住人口，算不出注册率和目标",
        ),
        (
            replace(TOWN, residents=0, target_count=0, gap_count=0),
            "柳湾镇注册1,200人；单位表没有填写常住人口，算不出注册率和目标",
        ),
        (
            replace(TOWN, target_ratio=None, target_count=None, gap_count=None),
            "柳湾镇注册1,200人，占常住人口10,000人的12.0 %；截至日期没有规定目标",
        ),
        (
            replace(TOWN, target_ratio=0.125, target_count=1250, gap_count=50),
            "柳湾镇注册1,200人，占常住人口10,000人的12.0 %，离12.5 %的目标（1,250人）还差50人",
        ),
    ],
)
def test_registration_says_how_far_a_unit_is(standing: RegistrationStanding, sentence: str) -> None:
    assert judgement.registration_sentence(standing) == sentence


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (TOWN, "到年底平均每周还需8人；按近28天的进度，预计2026年11月20日达到"),
        (
            replace(TOWN, forecast_on=date(2027, 3, 2)),
            "到年底平均每周还需8人；按近28天的进度，2027年3月2日才能达到，晚于年底",
        ),
        (
            replace(TOWN, forecast_on=date(2026, 12, 31)),
            "到年底平均每周还需8人；按近28天的进度，预计2026年12月31日达到",
        ),
        (replace(TOWN, forecast_on=None), "到年底平均每周还需8人；近28天没有净增，按此进度达不到目标"),
        (replace(TOWN, gap_count=0, needed_per_week=0, forecast_on=None), "已达到目标"),
        (
            replace(TOWN, as_of=date(2026, 12, 28), forecast_on=None),
            "年底前还需100人；近28天没有净增，按此进度达不到目标",
        ),
        (
            replace(TOWN, as_of=date(2026, 12, 24)),
            "到年底平均每周还需8人；按近28天的进度，预计2026年11月20日达到",
        ),
        (replace(TOWN, residents=None, target_count=None, gap_count=None, forecast_on=None), ""),
    ],
)
def test_the_pace_says_what_is_needed_and_where_it_leads(
    standing: RegistrationStanding, sentence: str
) -> None:
    assert judgement.pace_sentence(standing) == sentence


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1200, 10000, "12.0 %"),
        (12999, 100000, "12.999 %"),
        (129999, 1000000, "12.999 %"),  # rounding may not carry it over the line, however close
        (130000, 1000000, "13.0 %"),
        (130001, 1000000, "13.0 %"),
    ],
)
def test_a_share_below_the_target_never_reads_as_the_target(part: int, whole: int, shown: str) -> None:
    assert judgement.share(part, whole, Decimal("0.13")) == shown


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (15, 12, "比上期增加3场（+25.0 %）"),
        (9, 12, "比上期减少3场（−25.0 %）"),
        (12, 12, "与上期持平"),
        (3, 0, "比上期增加3场（上期为0）"),
        (0, 0, "与上期持平"),
        (0, 4, "比上期减少4场（−100.0 %）"),
        (10.5, 10.0, "比上期增加0.5场（+5.0 %）"),
    ],
)
def test_a_change_has_no_share_where_there_was_nothing_before(
    now: float, before: float, sentence: str
) -> None:
    assert judgement.change_sentence(now, before, "场") == sentence


@pytest.mark.parametrize(
    ("net", "sentence"), [(1200, "近7天净增1,200人"), (0, "近7天没有净增"), (-3, "近7天净减3人")]
)
def test_a_net_change_can_be_a_loss(net: int, sentence: str) -> None:
    assert judgement.net_sentence(net) == sentence


def test_data_over_ten_days_old_is_called_old() -> None:
    assert judgement.staleness_sentence(date(2026, 10, 1), date(2026, 10, 11)) is None
    assert judgement.staleness_sentence(date(2026, 10, 1), date(2026, 10, 12)) == (
        "数据截至2026年10月1日，距今已11天；请导入新的数据"
    )
    assert judgement.staleness_sentence(date(2026, 10, 1), date(2026, 9, 1)) is None


def test_every_verdict_has_its_word() -> None:
    assert {*Verdict, *YearVerdict} == set(terms.choices("verdict"))


@pytest.mark.parametrize("sentence", [judgement.registration_sentence, judgement.pace_sentence])
def test_no_sentence_divides_by_nobody(sentence: Callable[[RegistrationStanding], str]) -> None:
    empty = replace(
        TOWN, registered=0, residents=0, target_count=0, gap_count=0, needed_per_week=0, forecast_on=None
    )
    assert sentence(empty)
