-- Hour records (时长记录)
--
-- One row per hour record: person, activity, start and end. The last import wins per record, so that the same record in
-- two exports is one. Records of every status are kept; only 已生效 (is_effective = 1) ever counts.
-- day is the day of service, else the day its activity began. Records whose person cannot be told are kept with a null person.
--
-- reads:   hour_row, hour_activity, activity_known, person_identity, name_identity, team_name_match

with

keyed as (

    select
        coalesce(
            hour_row.number_key,
            person_identity.person_key,
            hour_row.id_key,
            name_identity.person_key,
            hour_row.name_team_key
        ) as person_key,
        case
            when hour_row.activity_number is not null then 'n:' || hour_row.activity_number
            else hour_activity.activity_key
        end as activity_key,
        team_name_match.team_name as team_name,
        hour_row.activity_title as activity_title,
        hour_row.starts_at as starts_at,
        hour_row.ends_at as ends_at,
        hour_row.hours as hours,
        hour_row.hour_status as hour_status,
        hour_row.entry_method as entry_method,
        hour_row.batch_order as batch_order,
        hour_row.row_order as row_order,
        hour_row.source_file as source_file,
        hour_row.source_row as source_row
    from hour_row
    left join team_name_match
        on hour_row.team_name_raw = team_name_match.team_name_raw
    left join person_identity
        on hour_row.id_key = person_identity.id_key
    left join name_identity
        on hour_row.name_team_key = name_identity.name_team_key
    left join hour_activity
        on
            hour_row.activity_number is null
            and hour_row.activity_title = hour_activity.title
            and team_name_match.team_name is not distinct from hour_activity.team_name
            and cast(hour_row.starts_at as date) is not distinct from hour_activity.day

),

ranked as (

    select
        keyed.*,
        row_number() over (
            partition by keyed.person_key, keyed.activity_key, keyed.starts_at, keyed.ends_at
            order by keyed.batch_order desc, keyed.row_order desc
        ) as newest
    from keyed

)

select
    ranked.person_key as person_key,
    ranked.activity_key as activity_key,
    coalesce(activity_known.team_name, ranked.team_name) as team_name,
    ranked.activity_title as activity_title,
    coalesce(cast(ranked.starts_at as date), activity_known.starts_on) as day,
    ranked.starts_at as starts_at,
    ranked.ends_at as ends_at,
    ranked.hours as hours,
    ranked.hour_status as hour_status,
    ranked.entry_method as entry_method,
    case when ranked.hour_status = '2' then 1 else 0 end as is_effective,
    case when ranked.entry_method in ('3', '4') then 1 else 0 end as is_checked_in,
    ranked.source_file as source_file,
    ranked.source_row as source_row
from ranked
left join activity_known
    on ranked.activity_key = activity_known.activity_key
where ranked.newest = 1
