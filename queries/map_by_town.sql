-- Towns on the map (各镇街地图指标)
--
-- One row per 镇街, in 行政区划 order, with every measure that the map can show.
-- units_due and units_met are the obliged units that lie in it, in the period running on $as_of; activities, people and hours
-- are those of all units that lie in it, from 1 January of the year of $as_of. People do not add up over towns.
--
-- params:  as_of
-- reads:   activity, service, unit, period_verdict, registration
-- returns: unit_code, unit_name, unit_kind, longitude, latitude, coordinate_system, unit_order, residents, registered,
--     registered_ratio, target_ratio, units_due, units_met, met_ratio, activities, people, hours, hours_per_person

with

judged as (

    select
        period_verdict.town_code as town_code,
        cast(count(*) as integer) as units_due,
        cast(count(*) filter (where period_verdict.verdict = 'met') as integer) as units_met
    from period_verdict($as_of, year(cast($as_of as date))) as period_verdict
    where
        period_verdict.period_start <= $as_of
        and period_verdict.period_end > $as_of
    group by period_verdict.town_code

),

held as (

    select
        unit.town_code as town_code,
        cast(count(*) as integer) as activities
    from activity
    inner join unit
        on activity.unit_code = unit.unit_code
    where
        activity.starts_on >= make_date(year(cast($as_of as date)), 1, 1)
        and activity.starts_on <= $as_of
        and activity.counted_from <= $as_of
    group by unit.town_code

),

served as (

    select
        service.town_code as town_code,
        cast(count(distinct service.person_key) as integer) as people,
        sum(service.hours) as hours
    from service
    where
        service.day >= make_date(year(cast($as_of as date)), 1, 1)
        and service.day <= $as_of
    group by service.town_code

)

select
    unit.unit_code as unit_code,
    unit.unit_name as unit_name,
    unit.unit_kind as unit_kind,
    unit.longitude as longitude,
    unit.latitude as latitude,
    unit.coordinate_system as coordinate_system,
    unit.unit_order as unit_order,
    unit.residents as residents,
    registered.registered as registered,
    registered.registered_ratio as registered_ratio,
    registered.target_ratio as target_ratio,
    coalesce(judged.units_due, 0) as units_due,
    coalesce(judged.units_met, 0) as units_met,
    judged.units_met / nullif(judged.units_due, 0) as met_ratio,
    coalesce(held.activities, 0) as activities,
    coalesce(served.people, 0) as people,
    coalesce(served.hours, 0) as hours,
    served.hours / nullif(served.people, 0) as hours_per_person
from unit
inner join registration($as_of) as registered
    on unit.unit_code = registered.unit_code
left join judged
    on unit.unit_code = judged.town_code
left join held
    on unit.unit_code = held.town_code
left join served
    on unit.unit_code = served.town_code
where unit.unit_group = 'town'
order by
    unit.unit_order,
    unit.unit_code
