-- Activities and service by week (每周活动与服务)
--
-- One row per week (Monday to Sunday), the 26 weeks up to the one of $as_of, whose days after $as_of are empty.
-- activities are counted activities by their first day; people are distinct within the week and do not add up over weeks.
--
-- params:  as_of, town?, unit_group?
-- reads:   activity, calendar, scope_week, unit
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
    left join unit
        on activity.unit_code = unit.unit_code
    where
        activity.counted_from <= $as_of
        and activity.starts_on <= $as_of
        and activity.starts_on >= cast($as_of as date) - 27 * 7
        and ($town is null or unit.town_code = $town)
        and ($unit_group is null or unit.unit_group = $unit_group)
    group by calendar.week_start

),

served as (

    select
        scope_week.week_start as week_start,
        sum(scope_week.hours) as hours,
        cast(sum(scope_week.new_people) as integer) as people,
        cast(sum(scope_week.new_attendances) as integer) as attendances
    from scope_week
    where
        scope_week.town_code = coalesce($town, '')
        and scope_week.unit_group = coalesce($unit_group, '')
        and scope_week.day <= $as_of
        and scope_week.day >= cast($as_of as date) - 27 * 7
    group by scope_week.week_start

)

select
    week.week_start as week_start,
    week.week_label as week_label,
    coalesce(held.activities, 0) as activities,
    coalesce(served.attendances, 0) as attendances,
    coalesce(served.people, 0) as people,
    coalesce(served.hours, 0) as hours
from week
left join held
    on week.week_start = held.week_start
left join served
    on week.week_start = served.week_start
order by week.week_start
