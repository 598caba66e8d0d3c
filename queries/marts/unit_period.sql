-- Obligations by unit and period (应开展活动的单位与期间)
--
-- One row per obliged unit, rule and period. The rule is the one in force on the first day of the period; the year's total is
-- the one in force on that day too. period_end is the first day after the period.
-- source: 实施方案 四(3)②
--
-- reads:   unit, obligation, calendar

with

span as (

    select distinct
        'quarter' as period_kind,
        calendar.year as year,
        calendar.quarter_label as period,
        calendar.quarter_start as period_start,
        calendar.quarter_end as period_end
    from calendar

    union all

    select distinct
        'half' as period_kind,
        calendar.year as year,
        calendar.half_label as period,
        calendar.half_start as period_start,
        calendar.half_end as period_end
    from calendar

)

select
    unit.unit_code as unit_code,
    obligation.rule as rule,
    span.year as year,
    span.period as period,
    span.period_start as period_start,
    span.period_end as period_end,
    obligation.per_period as required,
    obligation.per_year as year_required
from unit
inner join obligation
    on unit.unit_kind = obligation.unit_kind
inner join span
    on
        obligation.period = span.period_kind
        and span.period_start >= obligation.valid_from
        and (obligation.valid_to is null or span.period_start < obligation.valid_to)
where
    obligation.measure = 'counted'
    and obligation.per_period is not null
