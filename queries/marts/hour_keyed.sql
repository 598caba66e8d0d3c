-- Hour records with their person and activity (时长记录的人和活动)
--
-- One row per accepted row of the hour exports, in force or overtaken by a later import.
-- A person is told by 志愿者编号, else the id number, else a name in a team that only one volunteer carries.
-- row_number_overall orders the rows: the larger is the later.
--
-- reads:   hour_row, hour_activity, activity_known, person_identity, name_identity, team_name_match

with

numbered as (

    select
        hour_row.batch_order * 1000000000000 + hour_row.row_order as row_number_overall,
        coalesce(
            hour_row.number_key,
            person_identity.person_key,
            hour_row.id_key,
            name_identity.person_key,
            hour_row.name_team_key
        ) as person_key,
        hour_row.activity_number as activity_number,
        case when hour_row.activity_number is null then hour_row.activity_title end as title,
        team_name_match.team_name as team_name,
        cast(hour_row.starts_at as date) as day,
        hour_row.starts_at as starts_at,
        hour_row.ends_at as ends_at,
        hour_row.hours as hours,
        hour_row.hour_status as hour_status,
        hour_row.entry_method as entry_method,
        hour_row.source_file as source_file,
        hour_row.source_row as source_row
    from hour_row
    left join team_name_match
        on hour_row.team_name_raw = team_name_match.team_name_raw
    left join person_identity
        on
            hour_row.number_key is null
            and hour_row.id_key = person_identity.id_key
    left join name_identity
        on
            hour_row.number_key is null
            and hour_row.id_key is null
            and hour_row.name_team_key = name_identity.name_team_key

)

select
    numbered.row_number_overall as row_number_overall,
    numbered.person_key as person_key,
    coalesce(by_number.activity_id, by_title.activity_id) as activity_id,
    numbered.starts_at as starts_at,
    numbered.ends_at as ends_at,
    coalesce(numbered.day, activity_known.starts_on) as day,
    numbered.hours as hours,
    numbered.hour_status as hour_status,
    numbered.entry_method as entry_method,
    numbered.source_file as source_file,
    numbered.source_row as source_row
from numbered
left join hour_activity as by_number
    on numbered.activity_number = by_number.activity_number
left join hour_activity as by_title
    on
        numbered.activity_number is null
        and by_title.activity_number is null
        and numbered.title is not distinct from by_title.title
        and numbered.day is not distinct from by_title.day
        and numbered.team_name is not distinct from by_title.team_name
left join activity_known
    on coalesce(by_number.activity_id, by_title.activity_id) = activity_known.activity_id
