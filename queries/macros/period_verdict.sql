-- Verdicts of obliged units (各单位各期判定)
--
-- One row per obliged unit, rule and period of one year, judged as of a day.
-- 达标 as soon as counted ≥ required; else 未到期 while the day is before the first day after the period; else 平台无记录 when the
-- platform shows no activity of any status in the period; else 未达标.
-- source: 实施方案 四(3)②
--
-- reads:   unit_period, period_activity, unit

create macro period_verdict(as_of_day, wanted_year) as table

with

found as (

    select
        period_activity.unit_code as unit_code,
        period_activity.rule as rule,
        period_activity.period as period,
        cast(sum(period_activity.rows_count) as integer) as rows_count,
        cast(
            coalesce(sum(period_activity.counted) filter (where period_activity.counted_from <= as_of_day), 0)
            as integer
        ) as counted
    from period_activity
    where period_activity.starts_on <= as_of_day
    group by
        period_activity.unit_code,
        period_activity.rule,
        period_activity.period

)

select
    unit.unit_code as unit_code,
    unit.unit_name as unit_name,
    unit.unit_kind as unit_kind,
    unit.unit_group as unit_group,
    unit.town_code as town_code,
    unit.town_name as town_name,
    unit.unit_order as unit_order,
    unit_period.rule as rule,
    unit_period.year as year,
    unit_period.period as period,
    unit_period.period_start as period_start,
    unit_period.period_end as period_end,
    unit_period.required as required,
    unit_period.year_required as year_required,
    coalesce(found.counted, 0) as counted,
    coalesce(found.rows_count, 0) as rows_count,
    case
        when coalesce(found.counted, 0) >= unit_period.required then 'met'
        when as_of_day < unit_period.period_end then 'open'
        when coalesce(found.rows_count, 0) = 0 then 'no_record'
        else 'missed'
    end as verdict
from unit_period
inner join unit
    on unit_period.unit_code = unit.unit_code
left join found
    on
        unit_period.unit_code = found.unit_code
        and unit_period.rule = found.rule
        and unit_period.period = found.period
where unit_period.year = wanted_year
