-- Activities with what they count for (活动及计入情况)
--
-- One row per activity of the activity exports.
-- counted_from is the day from which it counts, null where it never does, and reason says why:
-- status 3–7 or 12 (补录 marked), and somebody took part: at least one effective hour record where the quarter has any hour
-- records, else 实招人数, else 项目人数, of 1 or more. Whether it counts for a unit also needs unit_code.
--
-- source: domain rule «A counted activity»
--
-- reads:   activity_known, activity_hours, hour_quarter, calendar, activity_team

with

judged as (

    select
        activity_known.activity_id as activity_id,
        case
            when activity_known.status is null then 'status_unknown'
            when activity_known.status in ('0', '1', '2', '8', '9', '11') then 'status_not_held'
            when activity_known.status not in ('3', '4', '5', '6', '7', '12') then 'status_unknown'
            when hour_quarter.quarter_start is not null and coalesce(activity_hours.effective_records, 0) = 0
                then 'nobody_took_part'
            when hour_quarter.quarter_start is null and coalesce(activity_known.reported_people, 0) < 1
                then 'nobody_took_part'
            when activity_known.status = '12' then 'counted_supplement'
            else 'counted'
        end as reason,
        case
            when hour_quarter.quarter_start is not null and activity_hours.first_effective_on > activity_known.starts_on
                then activity_hours.first_effective_on
            else activity_known.starts_on
        end as possible_from
    from activity_known
    left join calendar
        on activity_known.starts_on = calendar.day
    left join hour_quarter
        on calendar.quarter_start = hour_quarter.quarter_start
    left join activity_hours
        on activity_known.activity_id = activity_hours.activity_id

)

select
    activity_known.activity_id as activity_id,
    activity_known.title as title,
    activity_known.team_name as team_name,
    activity_team.unit_code as unit_code,
    activity_team.town_code as town_code,
    activity_team.unit_group as unit_group,
    activity_known.starts_on as starts_on,
    activity_known.ends_on as ends_on,
    activity_known.status as status,
    activity_known.category as category,
    activity_known.reported_people as reported_people,
    judged.reason as reason,
    case
        when judged.reason in ('counted', 'counted_supplement') then judged.possible_from
    end as counted_from,
    activity_known.source_file as source_file,
    activity_known.source_row as source_row
from activity_known
inner join judged
    on activity_known.activity_id = judged.activity_id
left join activity_team
    on activity_known.activity_id = activity_team.activity_id
order by activity_known.starts_on
