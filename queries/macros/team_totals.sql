-- Teams over the year up to a day (队伍当年合计)
--
-- One row per team: what it did from 1 January of the day's year up to that day.
-- activities are counted activities; people are distinct, attendances are distinct people in distinct activities, both with
-- effective hours; hours are effective hours.
--
-- reads:   team, team_day, activity

create macro team_totals(as_of_day) as table

with

served as (

    select
        team_day.team_name as team_name,
        sum(team_day.hours) as hours,
        sum(team_day.checked_in_hours) as checked_in_hours,
        cast(sum(team_day.new_people) as integer) as people,
        cast(sum(team_day.new_attendances) as integer) as attendances
    from team_day
    where
        team_day.day >= make_date(year(cast(as_of_day as date)), 1, 1)
        and team_day.day <= as_of_day
    group by team_day.team_name

),

held as (

    select
        activity.team_name as team_name,
        cast(count(*) as integer) as activities
    from activity
    where
        activity.starts_on >= make_date(year(cast(as_of_day as date)), 1, 1)
        and activity.starts_on <= as_of_day
        and activity.counted_from <= as_of_day
    group by activity.team_name

)

select
    team.team_name as team_name,
    team.team_kind as team_kind,
    team.unit_code as unit_code,
    coalesce(held.activities, 0) as activities,
    coalesce(served.people, 0) as people,
    coalesce(served.attendances, 0) as attendances,
    coalesce(served.hours, 0) as hours,
    coalesce(served.checked_in_hours, 0) as checked_in_hours
from team
left join served
    on team.team_name = served.team_name
left join held
    on team.team_name = held.team_name
