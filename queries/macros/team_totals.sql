-- Teams over the year up to a day (队伍当年合计)
--
-- One row per team: what it did from 1 January of the day's year up to that day.
-- activities are counted activities; people are distinct, attendances are distinct people in distinct activities, both with
-- effective hours; hours are effective hours.
--
-- reads:   team, activity_day, people_day, activity, activity_team

create macro team_totals(as_of_day) as table

with

served as (

    select
        activity_day.team_id as team_id,
        sum(activity_day.hours) as hours,
        sum(activity_day.checked_in_hours) as checked_in_hours,
        cast(sum(activity_day.new_in_year) as integer) as attendances
    from activity_day
    where
        activity_day.day >= make_date(year(cast(as_of_day as date)), 1, 1)
        and activity_day.day <= as_of_day
    group by activity_day.team_id

),

met as (

    select
        cast(people_day.grain_key as integer) as team_id,
        cast(sum(people_day.new_people) as integer) as people
    from people_day
    where
        people_day.grain = 'team'
        and people_day.day >= make_date(year(cast(as_of_day as date)), 1, 1)
        and people_day.day <= as_of_day
    group by people_day.grain_key

),

held as (

    select
        activity_team.team_id as team_id,
        cast(count(*) as integer) as activities
    from activity
    inner join activity_team
        on activity.activity_id = activity_team.activity_id
    where
        activity.starts_on >= make_date(year(cast(as_of_day as date)), 1, 1)
        and activity.starts_on <= as_of_day
        and activity.counted_from <= as_of_day
    group by activity_team.team_id

)

select
    team.team_name as team_name,
    team.team_kind as team_kind,
    team.unit_code as unit_code,
    coalesce(held.activities, 0) as activities,
    coalesce(met.people, 0) as people,
    coalesce(served.attendances, 0) as attendances,
    coalesce(served.hours, 0) as hours,
    coalesce(served.checked_in_hours, 0) as checked_in_hours
from team
left join served
    on team.team_id = served.team_id
left join met
    on team.team_id = met.team_id
left join held
    on team.team_id = held.team_id
