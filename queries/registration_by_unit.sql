-- Registration by unit (各单位注册进度)
--
-- One row per unit with a target, and the county, which stands first; then 行政区划 order.
-- registered are the distinct verified, enabled people with a registration date up to $as_of; people whose unit is not known
-- count for the county only. Targets are rounded up for each row's own residents and do not sum to the county's.
-- source: 实施方案 三(一)1
--
-- params:  as_of, town?
-- reads:   active_day, registration
-- returns: unit_code, unit_name, unit_kind, residents, residents_year, registered, registered_ratio, target_ratio,
--     target_count, gap_count, net_week, needed_per_week, forecast_on, town_code, unit_order, residents_source,
--     active_people, active_ratio

with

active as (

    select
        active_day.unit_code as unit_code,
        cast(sum(active_day.change_count) as integer) as active_people
    from active_day
    where active_day.day <= $as_of
    group by active_day.unit_code

)

select
    registered.unit_code as unit_code,
    registered.unit_name as unit_name,
    registered.unit_kind as unit_kind,
    registered.residents as residents,
    registered.residents_year as residents_year,
    registered.registered as registered,
    registered.registered_ratio as registered_ratio,
    registered.target_ratio as target_ratio,
    registered.target_count as target_count,
    registered.gap_count as gap_count,
    registered.net_week as net_week,
    registered.needed_per_week as needed_per_week,
    registered.forecast_on as forecast_on,
    registered.town_code as town_code,
    registered.unit_order as unit_order,
    registered.residents_source as residents_source,
    coalesce(active.active_people, 0) as active_people,
    coalesce(active.active_people, 0) / nullif(registered.registered, 0) as active_ratio
from registration($as_of) as registered
left join active
    on registered.unit_code = active.unit_code
where
    (registered.target_ratio is not null or registered.unit_kind = 'county')
    and ($town is null or registered.town_code = $town or registered.unit_kind = 'county')
order by
    registered.unit_kind <> 'county',
    registered.unit_order,
    registered.unit_code
