-- Activities by unit, period and the day they begin to count (各期活动)
--
-- One row per obliged unit, rule, period, starting day and counting day (null: never counts).
-- rows_count is the activities of any status, counted those that count from counted_from.
--
-- reads:   unit_period, activity

select
    unit_period.unit_code as unit_code,
    unit_period.rule as rule,
    unit_period.period as period,
    activity.starts_on as starts_on,
    activity.counted_from as counted_from,
    cast(count(*) as integer) as rows_count,
    cast(count(activity.counted_from) as integer) as counted
from unit_period
inner join activity
    on
        unit_period.unit_code = activity.unit_code
        and activity.starts_on >= unit_period.period_start
        and activity.starts_on < unit_period.period_end
group by
    unit_period.unit_code,
    unit_period.rule,
    unit_period.period,
    activity.starts_on,
    activity.counted_from
