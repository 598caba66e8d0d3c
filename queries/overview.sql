-- The county at a glance (总览)
--
-- One row per county, or per 镇街 ($town) where one is chosen; $unit_group narrows activities, people and obliged units.
-- units_due and units_met are those of the period running on $as_of; the week is the seven days ending on $as_of.
-- activities are counted activities; people are distinct people and attendances distinct people in distinct activities, both
-- with effective hours.
--
-- params:  as_of, town?, unit_group?
-- reads:   activity, activity_day, activity_team, service, person, period_verdict, registration
-- returns: as_of, registered, registered_ratio, gap_count, net_week, units_due, units_met, met_ratio, activities_week,
--     people_week, hours_week, attendances_week, activities_previous_week, people_previous_week, hours_previous_week,
--     units_behind, residents, target_ratio, target_count, needed_per_week, forecast_on, year_activities, registered_unmatched

with

registered as (

    select registration.*
    from registration($as_of) as registration
    where registration.unit_code = $town or ($town is null and registration.unit_kind = 'county')
    order by registration.unit_order
    limit 1

),

judged as (

    select
        cast(count(*) filter (where judged.period_start <= $as_of and judged.period_end > $as_of) as integer)
            as units_due,
        cast(
            count(*) filter (
                where judged.period_start <= $as_of and judged.period_end > $as_of and judged.verdict = 'met'
            ) as integer
        ) as units_met,
        cast(count(distinct judged.unit_code) filter (where judged.verdict in ('missed', 'no_record')) as integer)
            as units_behind
    from period_verdict($as_of, year(cast($as_of as date))) as judged
    where
        ($town is null or judged.town_code = $town)
        and ($unit_group is null or judged.unit_group = $unit_group)

),

held as (

    select
        cast(count(*) filter (where activity.starts_on > cast($as_of as date) - 7) as integer) as activities_week,
        cast(
            count(*) filter (
                where activity.starts_on <= cast($as_of as date) - 7
                    and activity.counted_from <= cast($as_of as date) - 7
                    and activity.starts_on > cast($as_of as date) - 14
            ) as integer
        ) as activities_previous_week,
        cast(
            count(*) filter (where activity.starts_on >= make_date(year(cast($as_of as date)), 1, 1)) as integer
        ) as year_activities
    from activity
    where
        activity.counted_from <= $as_of
        and activity.starts_on <= $as_of
        and activity.starts_on >= make_date(year(cast($as_of as date)) - 1, 12, 1)
        and ($town is null or activity.town_code = $town)
        and ($unit_group is null or activity.unit_group = $unit_group)

),

recent as (

    select
        service.person_key as person_key,
        service.activity_id as activity_id,
        service.day > cast($as_of as date) - 7 as is_this_week
    from service
    left join activity_team
        on service.activity_id = activity_team.activity_id
    where
        service.day <= $as_of
        and service.day > cast($as_of as date) - 14
        and ($town is null or activity_team.town_code = $town)
        and ($unit_group is null or activity_team.unit_group = $unit_group)

),

served as (

    select
        cast(count(distinct recent.person_key) filter (where recent.is_this_week) as integer) as people_week,
        cast(count(distinct recent.person_key) filter (where not recent.is_this_week) as integer)
            as people_previous_week,
        cast(
            count(distinct (recent.person_key, recent.activity_id)) filter (where recent.is_this_week) as integer
        ) as attendances_week
    from recent

),

worked as (

    select
        coalesce(sum(activity_day.hours) filter (where activity_day.day > cast($as_of as date) - 7), 0) as hours_week,
        coalesce(sum(activity_day.hours) filter (where activity_day.day <= cast($as_of as date) - 7), 0)
            as hours_previous_week
    from activity_day
    where
        activity_day.day <= $as_of
        and activity_day.day > cast($as_of as date) - 14
        and ($town is null or activity_day.town_code = $town)
        and ($unit_group is null or activity_day.unit_group = $unit_group)

),

unmatched as (

    select cast(count(*) as integer) as people
    from person
    where person.unit_code is null and person.counted_from <= $as_of

)

select
    cast($as_of as date) as as_of,
    registered.registered as registered,
    registered.registered_ratio as registered_ratio,
    registered.gap_count as gap_count,
    registered.net_week as net_week,
    judged.units_due as units_due,
    judged.units_met as units_met,
    judged.units_met / nullif(judged.units_due, 0) as met_ratio,
    held.activities_week as activities_week,
    served.people_week as people_week,
    worked.hours_week as hours_week,
    served.attendances_week as attendances_week,
    held.activities_previous_week as activities_previous_week,
    served.people_previous_week as people_previous_week,
    worked.hours_previous_week as hours_previous_week,
    judged.units_behind as units_behind,
    registered.residents as residents,
    registered.target_ratio as target_ratio,
    registered.target_count as target_count,
    registered.needed_per_week as needed_per_week,
    registered.forecast_on as forecast_on,
    held.year_activities as year_activities,
    unmatched.people as registered_unmatched
from registered
cross join judged
cross join held
cross join served
cross join worked
cross join unmatched
