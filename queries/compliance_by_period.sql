-- Activity obligations by unit and period (各单位各期活动达标)
--
-- One row per obliged unit and period of the year ($year, else the year of $as_of), in 行政区划 order.
-- 达标 as soon as counted ≥ required; 未到期 while $as_of is before period_end, the first day after the period; then 平台无记录
-- when the platform shows no activity of any status, which is no proof of no activity; else 未达标.
-- days_left runs to period_end and is empty unless the period is running and not yet met.
-- source: 实施方案 四(3)②
--
-- params:  as_of, year?, town?, unit_group?
-- reads:   period_verdict
-- returns: unit_code, unit_name, unit_kind, period, period_start, period_end, required, counted, verdict, town_code,
--     town_name, unit_group, rows_count, days_left, unit_order

select
    judged.unit_code as unit_code,
    judged.unit_name as unit_name,
    judged.unit_kind as unit_kind,
    judged.period as period,
    judged.period_start as period_start,
    judged.period_end as period_end,
    judged.required as required,
    judged.counted as counted,
    judged.verdict as verdict,
    judged.town_code as town_code,
    judged.town_name as town_name,
    judged.unit_group as unit_group,
    judged.rows_count as rows_count,
    case
        when judged.verdict = 'open' and judged.period_start <= $as_of
            then date_diff('day', cast($as_of as date), judged.period_end)
    end as days_left,
    judged.unit_order as unit_order
from period_verdict($as_of, coalesce($year, year(cast($as_of as date)))) as judged
where
    ($town is null or judged.town_code = $town)
    and ($unit_group is null or judged.unit_group = $unit_group)
order by
    judged.unit_order,
    judged.unit_code,
    judged.rule,
    judged.period_start
