-- Service (服务, 人次)
--
-- One row per person, activity and day with effective hours.
-- unit_code is the unit whose team ran the activity. Records without a day cannot be placed in time and are left out.
--
-- reads:   hour, team, unit, calendar

with

by_activity as (

    select
        hour.activity_key as activity_key,
        hour.person_key as person_key,
        hour.team_name as team_name,
        hour.day as day,
        cast(sum(hour.hours) as double) as hours,
        cast(sum(case when hour.is_checked_in = 1 then hour.hours else 0 end) as double) as checked_in_hours
    from hour
    where
        hour.is_effective = 1
        and hour.day is not null
    group by
        hour.activity_key,
        hour.person_key,
        hour.team_name,
        hour.day

)

select
    by_activity.activity_key as activity_key,
    by_activity.person_key as person_key,
    by_activity.team_name as team_name,
    team.unit_code as unit_code,
    unit.town_code as town_code,
    unit.unit_group as unit_group,
    by_activity.day as day,
    calendar.year as year,
    calendar.week_start as week_start,
    by_activity.hours as hours,
    by_activity.checked_in_hours as checked_in_hours
from by_activity
inner join calendar
    on by_activity.day = calendar.day
left join team
    on by_activity.team_name = team.team_name
left join unit
    on team.unit_code = unit.unit_code
order by by_activity.day
