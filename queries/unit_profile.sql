-- One unit (单位画像)
--
-- One row per unit asked for: its residents and registration, and what its own teams did from 1 January of the year of $as_of.
-- activities are those of any status that began by $as_of, activities_counted those that count.
--
-- params:  as_of, unit
-- reads:   activity, activity_day, people_day, team, unit, registration
-- returns: unit_code, unit_name, unit_kind, unit_group, town_code, town_name, residents, residents_year, residents_source,
--     registered, registered_ratio, target_ratio, target_count, gap_count, net_week, needed_per_week, forecast_on, teams,
--     activities, activities_counted, people, attendances, hours, checked_in_ratio, source_file, source_row

with

held as (

    select
        cast(count(*) as integer) as activities,
        cast(count(*) filter (where activity.counted_from <= $as_of) as integer) as activities_counted
    from activity
    where
        activity.unit_code = $unit
        and activity.starts_on >= make_date(year(cast($as_of as date)), 1, 1)
        and activity.starts_on <= $as_of

),

worked as (

    select
        coalesce(sum(activity_day.hours), 0) as hours,
        sum(activity_day.checked_in_hours) as checked_in_hours,
        cast(coalesce(sum(activity_day.new_in_year), 0) as integer) as attendances
    from activity_day
    where
        activity_day.unit_code = $unit
        and activity_day.day >= make_date(year(cast($as_of as date)), 1, 1)
        and activity_day.day <= $as_of

),

met as (

    select cast(coalesce(sum(people_day.new_people), 0) as integer) as people
    from people_day
    where
        people_day.grain = 'unit'
        and people_day.grain_key = $unit
        and people_day.day >= make_date(year(cast($as_of as date)), 1, 1)
        and people_day.day <= $as_of

),

owned as (

    select cast(count(*) as integer) as teams
    from team
    where team.unit_code = $unit

)

select
    unit.unit_code as unit_code,
    unit.unit_name as unit_name,
    unit.unit_kind as unit_kind,
    unit.unit_group as unit_group,
    unit.town_code as town_code,
    unit.town_name as town_name,
    unit.residents as residents,
    unit.residents_year as residents_year,
    unit.residents_source as residents_source,
    registered.registered as registered,
    registered.registered_ratio as registered_ratio,
    registered.target_ratio as target_ratio,
    registered.target_count as target_count,
    registered.gap_count as gap_count,
    registered.net_week as net_week,
    registered.needed_per_week as needed_per_week,
    registered.forecast_on as forecast_on,
    owned.teams as teams,
    held.activities as activities,
    held.activities_counted as activities_counted,
    met.people as people,
    worked.attendances as attendances,
    worked.hours as hours,
    worked.checked_in_hours / nullif(worked.hours, 0) as checked_in_ratio,
    unit.source_file as source_file,
    unit.source_row as source_row
from unit
inner join registration($as_of) as registered
    on unit.unit_code = registered.unit_code
cross join held
cross join worked
cross join met
cross join owned
where unit.unit_code = $unit
