-- Hour records (时长记录)
--
-- One row per hour record: person, activity, start and end. The last import wins per record, so that the same record in
-- two exports is one. Records of every status are kept; only 已生效 (is_effective = 1) ever counts.
-- day is the day of service, else the day its activity began.
--
-- reads:   hour_keyed

with

newest as (

    select max(hour_keyed.row_number_overall) as row_number_overall
    from hour_keyed
    group by
        hour_keyed.person_key,
        hour_keyed.activity_id,
        hour_keyed.starts_at,
        hour_keyed.ends_at

)

select
    hour_keyed.person_key as person_key,
    hour_keyed.activity_id as activity_id,
    hour_keyed.starts_at as starts_at,
    hour_keyed.ends_at as ends_at,
    hour_keyed.day as day,
    hour_keyed.hours as hours,
    hour_keyed.hour_status as hour_status,
    hour_keyed.entry_method as entry_method,
    case when hour_keyed.hour_status = '2' then 1 else 0 end as is_effective,
    case when hour_keyed.entry_method in ('3', '4') then 1 else 0 end as is_checked_in,
    hour_keyed.source_file as source_file,
    hour_keyed.source_row as source_row
from hour_keyed
inner join newest
    on hour_keyed.row_number_overall = newest.row_number_overall
