-- Teams of one unit (单位队伍)
--
-- One row per team whose unit it is, with what it did from 1 January of the year of $as_of.
--
-- params:  as_of, unit
-- reads:   team, team_totals
-- returns: team_name, team_kind, parent_team, lead_unit, activities, people, attendances, hours, source_file, source_row

select
    team.team_name as team_name,
    team.team_kind as team_kind,
    team.parent_team as parent_team,
    team.lead_unit as lead_unit,
    totals.activities as activities,
    totals.people as people,
    totals.attendances as attendances,
    totals.hours as hours,
    team.source_file as source_file,
    team.source_row as source_row
from team
inner join team_totals($as_of) as totals
    on team.team_name = totals.team_name
where team.unit_code = $unit
order by
    totals.hours desc,
    team.team_name
