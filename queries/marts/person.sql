-- Volunteers as people (志愿者, 人)
--
-- One row per person: 志愿者编号, else the id number, else 姓名+队伍 (marked 可能重名). The last import wins per person.
-- A row known only by its id number joins the 志愿者编号 that carries the same id number.
-- counted_from is the day from which the person counts as registered: verified, enabled, with a known registration date;
-- null where one of these is missing, and the reason says which.
-- A person belongs to the unit of their 服务区域, else of their 所属队伍; null counts for the county only.
--
-- reads:   volunteer_row, person_identity, team, team_name_match, unit_name_match

with

keyed as (

    select
        coalesce(
            volunteer_row.number_key,
            person_identity.person_key,
            volunteer_row.id_key,
            volunteer_row.name_team_key
        ) as person_key,
        case
            when volunteer_row.number_key is null and volunteer_row.id_key is null then 1
            else 0
        end as is_possible_namesake,
        volunteer_row.name_masked as name_masked,
        volunteer_row.team_name_raw as team_name_raw,
        volunteer_row.region as region,
        volunteer_row.registered_on as registered_on,
        volunteer_row.is_verified as is_verified,
        volunteer_row.is_enabled as is_enabled,
        volunteer_row.batch_order as batch_order,
        volunteer_row.row_order as row_order,
        volunteer_row.source_file as source_file,
        volunteer_row.source_row as source_row
    from volunteer_row
    left join person_identity
        on volunteer_row.id_key = person_identity.id_key

),

ranked as (

    select
        keyed.*,
        row_number() over (
            partition by keyed.person_key
            order by keyed.batch_order desc, keyed.row_order desc
        ) as newest
    from keyed

)

select
    ranked.person_key as person_key,
    ranked.name_masked as name_masked,
    ranked.is_possible_namesake as is_possible_namesake,
    coalesce(region_unit.unit_code, team.unit_code) as unit_code,
    team_name_match.team_name as team_name,
    ranked.region as region,
    ranked.registered_on as registered_on,
    case
        when ranked.is_verified and coalesce(ranked.is_enabled, true) then ranked.registered_on
    end as counted_from,
    case
        when ranked.is_verified is null then 'verification_unknown'
        when not ranked.is_verified then 'not_verified'
        when not coalesce(ranked.is_enabled, true) then 'disabled'
        when ranked.registered_on is null then 'registered_on_unknown'
        else 'counted'
    end as reason,
    ranked.source_file as source_file,
    ranked.source_row as source_row
from ranked
left join unit_name_match as region_unit
    on ranked.region = region_unit.name
left join team_name_match
    on ranked.team_name_raw = team_name_match.team_name_raw
left join team
    on team_name_match.team_name = team.team_name
where ranked.newest = 1
