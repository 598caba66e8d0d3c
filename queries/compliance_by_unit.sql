-- Activity obligations by unit (各单位全年活动达标)
--
-- One row per obliged unit for the year ($year, else the year of $as_of), in 行政区划 order. Two tests, both must hold:
-- something in every period and the annual total; four activities in one quarter fail.
-- 未达标 when a finished period is not met or the year is over and its total short; 达标 when every period is met and the total
-- reached; 正常推进 when every period begun so far is met; else 未到期. periods_due are the finished periods.
-- source: 实施方案 四(3)②
--
-- params:  as_of, year?, town?, unit_group?
-- reads:   period_verdict
-- returns: unit_code, unit_name, unit_kind, periods_due, periods_met, year_required, year_counted, verdict, days_left,
--     town_code, town_name, unit_group, unit_order, periods_total, periods_missed, periods_without_record, rows_count,
--     running_period, running_verdict

with

judged as (

    select
        period_verdict.*,
        period_verdict.period_end <= $as_of as is_finished,
        period_verdict.period_start <= $as_of as is_begun
    from period_verdict($as_of, coalesce($year, year(cast($as_of as date)))) as period_verdict

),

yearly as (

    select
        judged.unit_code as unit_code,
        judged.unit_name as unit_name,
        judged.unit_kind as unit_kind,
        judged.rule as rule,
        judged.town_code as town_code,
        judged.town_name as town_name,
        judged.unit_group as unit_group,
        judged.unit_order as unit_order,
        judged.year as year,
        max(judged.year_required) as year_required,
        cast(sum(judged.counted) as integer) as year_counted,
        cast(sum(judged.rows_count) as integer) as rows_count,
        cast(count(*) as integer) as periods_total,
        cast(count(*) filter (where judged.is_finished) as integer) as periods_due,
        cast(count(*) filter (where judged.is_finished and judged.verdict = 'met') as integer) as periods_met,
        cast(count(*) filter (where judged.is_finished and judged.verdict <> 'met') as integer) as periods_failed,
        cast(count(*) filter (where judged.is_begun and judged.verdict <> 'met') as integer) as periods_begun_unmet,
        cast(count(*) filter (where judged.verdict <> 'met') as integer) as periods_unmet,
        string_agg(judged.period, '、' order by judged.period) filter (where judged.verdict = 'missed')
            as periods_missed,
        string_agg(judged.period, '、' order by judged.period) filter (where judged.verdict = 'no_record')
            as periods_without_record,
        max(judged.period) filter (where judged.is_begun and not judged.is_finished) as running_period,
        max(judged.verdict) filter (where judged.is_begun and not judged.is_finished) as running_verdict,
        max(judged.period_end) filter (where judged.is_begun and not judged.is_finished) as running_end
    from judged
    group by
        judged.unit_code,
        judged.unit_name,
        judged.unit_kind,
        judged.rule,
        judged.town_code,
        judged.town_name,
        judged.unit_group,
        judged.unit_order,
        judged.year

)

select
    yearly.unit_code as unit_code,
    yearly.unit_name as unit_name,
    yearly.unit_kind as unit_kind,
    yearly.periods_due as periods_due,
    yearly.periods_met as periods_met,
    yearly.year_required as year_required,
    yearly.year_counted as year_counted,
    case
        when yearly.periods_failed > 0 then 'missed'
        when $as_of >= make_date(yearly.year + 1, 1, 1) and yearly.year_counted < yearly.year_required then 'missed'
        when yearly.periods_unmet = 0 and yearly.year_counted >= yearly.year_required then 'met'
        when yearly.periods_begun_unmet = 0 then 'on_track'
        else 'open'
    end as verdict,
    case
        when yearly.running_verdict <> 'met' then date_diff('day', cast($as_of as date), yearly.running_end)
    end as days_left,
    yearly.town_code as town_code,
    yearly.town_name as town_name,
    yearly.unit_group as unit_group,
    yearly.unit_order as unit_order,
    yearly.periods_total as periods_total,
    yearly.periods_missed as periods_missed,
    yearly.periods_without_record as periods_without_record,
    yearly.rows_count as rows_count,
    yearly.running_period as running_period,
    yearly.running_verdict as running_verdict
from yearly
where
    ($town is null or yearly.town_code = $town)
    and ($unit_group is null or yearly.unit_group = $unit_group)
order by
    yearly.unit_order,
    yearly.unit_code,
    yearly.rule
