-- Whose activity it is (活动归属)
--
-- One row per activity, also those that only hour records name (negative activity_id).
-- The team is the one that published it; its unit is the team's.
--
-- reads:   activity_known, hour_activity, team, unit

with

named as (

    select
        activity_known.activity_id as activity_id,
        activity_known.team_name as team_name
    from activity_known

    union all

    select
        hour_activity.activity_id as activity_id,
        hour_activity.team_name as team_name
    from hour_activity
    where hour_activity.is_known = 0

)

select
    named.activity_id as activity_id,
    named.team_name as team_name,
    team.team_id as team_id,
    team.unit_code as unit_code,
    unit.town_code as town_code,
    unit.unit_group as unit_group
from named
left join team
    on named.team_name = team.team_name
left join unit
    on team.unit_code = unit.unit_code
