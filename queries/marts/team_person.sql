-- First service of the year by team and person (每人每年首次为队伍服务)
--
-- One row per team (null: none named), year and person with effective hours.
--
-- reads:   service, activity_team, calendar

select
    activity_team.team_id as team_id,
    calendar.year as year,
    service.person_key as person_key,
    min(service.day) as day
from service
inner join calendar
    on service.day = calendar.day
left join activity_team
    on service.activity_id = activity_team.activity_id
group by
    activity_team.team_id,
    calendar.year,
    service.person_key
