-- Activities and service by week (每周活动与服务)
--
-- One row per week (Monday to Sunday), the 26 weeks up to the one of $as_of, whose days after $as_of are empty.
-- activities are counted activities by their first day; people are distinct within the week and do not add up over weeks.
--
-- params:  as_of, town?, unit_group?
-- reads:   activity, activity_day, activity_team, calendar, scope_week, service
-- returns: week_start, week_label, activities, attendances, people, hours

with

week as (

    select distinct
        calendar.week_start as week_start,
        calendar.week_label as week_label
    from calendar
    where
        calendar.day <= $as_of
        and calendar.week_start > cast($as_of as date) - 26 * 7

),

held as (

    select
        calendar.week_start as week_start,
        cast(count(*) as integer) as activities
    from activity
    inner join calendar
        on activity.starts_on = calendar.day
    where
        activity.counted_from <= $as_of
        and activity.starts_on <= $as_of
        and activity.starts_on >= cast($as_of as date) - 27 * 7
        and ($town is null or activity.town_code = $town)
        and ($unit_group is null or activity.unit_group = $unit_group)
    group by calendar.week_start

),

worked as (

    select
        calendar.week_start as week_start,
        sum(activity_day.hours) as hours,
        cast(sum(activity_day.new_in_week) as integer) as attendances
    from activity_day
    inner join calendar
        on activity_day.day = calendar.day
    where
        activity_day.day <= $as_of
        and activity_day.day >= cast($as_of as date) - 27 * 7
        and ($town is null or activity_day.town_code = $town)
        and ($unit_group is null or activity_day.unit_group = $unit_group)
    group by calendar.week_start

),

running as (

    select
        date_trunc('week', cast($as_of as date)) as week_start,
        cast(count(distinct service.person_key) as integer) as people
    from service
    left join activity_team
        on service.activity_id = activity_team.activity_id
    where
        service.day <= $as_of
        and service.day >= date_trunc('week', cast($as_of as date))
        and ($town is null or activity_team.town_code = $town)
        and ($unit_group is null or activity_team.unit_group = $unit_group)

),

met as (

    select
        scope_week.week_start as week_start,
        scope_week.people as people
    from scope_week
    where
        scope_week.town_code = coalesce($town, '')
        and scope_week.unit_group = coalesce($unit_group, '')
        and scope_week.week_start < date_trunc('week', cast($as_of as date))

    union all

    select
        running.week_start as week_start,
        running.people as people
    from running

)

select
    week.week_start as week_start,
    week.week_label as week_label,
    coalesce(held.activities, 0) as activities,
    coalesce(worked.attendances, 0) as attendances,
    coalesce(met.people, 0) as people,
    coalesce(worked.hours, 0) as hours
from week
left join held
    on week.week_start = held.week_start
left join worked
    on week.week_start = worked.week_start
left join met
    on week.week_start = met.week_start
order by week.week_start
