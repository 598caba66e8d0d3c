-- Towns on the map (各镇街地图指标)
--
-- One row per 镇街, in 行政区划 order, with every measure that the map can show.
-- units_due and units_met are the obliged units that lie in it, in the period running on $as_of; activities, people and hours
-- are those of all units that lie in it, from 1 January of the year of $as_of. People do not add up over towns.
--
-- params:  as_of
-- reads:   activity, activity_day, people_day, unit, period_verdict, registration
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
        activity.town_code as town_code,
        cast(count(*) as integer) as activities
    from activity
    where
        activity.starts_on >= make_date(year(cast($as_of as date)), 1, 1)
        and activity.starts_on <= $as_of
        and activity.counted_from <= $as_of
    group by activity.town_code

),

worked as (

    select
        activity_day.town_code as town_code,
        sum(activity_day.hours) as hours
    from activity_day
    where
        activity_day.day >= make_date(year(cast($as_of as date)), 1, 1)
        and activity_day.day <= $as_of
    group by activity_day.town_code

),

met as (

    select
        people_day.grain_key as town_code,
        cast(sum(people_day.new_people) as integer) as people
    from people_day
    where
        people_day.grain = 'town'
        and people_day.day >= make_date(year(cast($as_of as date)), 1, 1)
        and people_day.day <= $as_of
    group by people_day.grain_key

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
    coalesce(met.people, 0) as people,
    coalesce(worked.hours, 0) as hours,
    worked.hours / nullif(met.people, 0) as hours_per_person
from unit
inner join registration($as_of) as registered
    on unit.unit_code = registered.unit_code
left join judged
    on unit.unit_code = judged.town_code
left join held
    on unit.unit_code = held.town_code
left join worked
    on unit.unit_code = worked.town_code
left join met
    on unit.unit_code = met.town_code
where unit.unit_group = 'town'
order by
    unit.unit_order,
    unit.unit_code
