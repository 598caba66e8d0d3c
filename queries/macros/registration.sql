-- Registration of units on a day (各单位注册情况)
--
-- One row per unit of the 单位表, with the registration target in force on the day where its kind has one.
-- The target is counted from that row's own residents, rounded up, so 镇街 targets do not sum to the county's.
-- needed_per_week spreads the gap evenly over the weeks left until 31 December, unrounded; forecast_on is the day on which the
-- target is reached at the pace of the last 28 days, empty once reached or where the pace is not positive.
-- source: 实施方案 三(一)1
--
-- reads:   unit, obligation, registration_day

create macro registration(as_of_day) as table

with

counted as (

    select
        registration_day.unit_code as unit_code,
        cast(sum(registration_day.new_people) as integer) as registered,
        cast(
            coalesce(sum(registration_day.new_people) filter (where registration_day.day > as_of_day - interval 7 day), 0)
            as integer
        ) as net_week,
        cast(
            coalesce(sum(registration_day.new_people) filter (where registration_day.day > as_of_day - interval 28 day), 0)
            as integer
        ) as net_four_weeks
    from registration_day
    where registration_day.day <= as_of_day
    group by registration_day.unit_code

),

measured as (

    select
        unit.*,
        obligation.target_ratio as target_ratio,
        coalesce(counted.registered, 0) as registered,
        coalesce(counted.net_week, 0) as net_week,
        coalesce(counted.net_four_weeks, 0) as net_four_weeks,
        cast(ceil(unit.residents * obligation.target_ratio) as integer) as target_count,
        date_diff('day', cast(as_of_day as date), make_date(year(cast(as_of_day as date)), 12, 31)) as days_to_year_end
    from unit
    left join obligation
        on
            unit.unit_kind = obligation.unit_kind
            and obligation.rule = 'registration'
            and obligation.valid_from <= as_of_day
            and (obligation.valid_to is null or obligation.valid_to > as_of_day)
    left join counted
        on unit.unit_code = counted.unit_code

)

select
    measured.unit_code as unit_code,
    measured.unit_name as unit_name,
    measured.unit_kind as unit_kind,
    measured.unit_group as unit_group,
    measured.town_code as town_code,
    measured.town_name as town_name,
    measured.unit_order as unit_order,
    measured.residents as residents,
    measured.residents_year as residents_year,
    measured.residents_source as residents_source,
    measured.registered as registered,
    measured.registered / nullif(cast(measured.residents as double), 0) as registered_ratio,
    cast(measured.target_ratio as double) as target_ratio,
    measured.target_count as target_count,
    greatest(0, measured.target_count - measured.registered) as gap_count,
    measured.net_week as net_week,
    case
        when measured.target_count <= measured.registered then 0
        when measured.days_to_year_end > 0
            then (measured.target_count - measured.registered) * 7.0 / measured.days_to_year_end
    end as needed_per_week,
    case
        when measured.target_count > measured.registered and measured.net_four_weeks > 0
            then cast(
                as_of_day + to_days(
                    cast(
                        least(
                            ceil((measured.target_count - measured.registered) * 28 / measured.net_four_weeks),
                            date_diff('day', cast(as_of_day as date), date '9999-12-31')
                        ) as integer
                    )
                ) as date
            )
    end as forecast_on
from measured
