-- Effective hours by activity and day (活动每日时长)
--
-- One row per activity and day with effective hours; teams, units, towns and weeks are summed from here.
--
-- reads:   hour, attendance_day, activity_team

with

summed as (

    select
        hour.activity_id as activity_id,
        hour.day as day,
        cast(sum(hour.hours) as double) as hours,
        cast(sum(case when hour.is_checked_in = 1 then hour.hours else 0 end) as double) as checked_in_hours
    from hour
    where
        hour.is_effective = 1
        and hour.day is not null
    group by
        hour.activity_id,
        hour.day

)

select
    summed.activity_id as activity_id,
    summed.day as day,
    activity_team.team_id as team_id,
    activity_team.unit_code as unit_code,
    activity_team.town_code as town_code,
    activity_team.unit_group as unit_group,
    summed.hours as hours,
    summed.checked_in_hours as checked_in_hours,
    coalesce(attendance_day.new_in_year, 0) as new_in_year,
    coalesce(attendance_day.new_in_week, 0) as new_in_week
from summed
left join attendance_day
    on
        summed.activity_id = attendance_day.activity_id
        and summed.day = attendance_day.day
left join activity_team
    on summed.activity_id = activity_team.activity_id
order by summed.day
