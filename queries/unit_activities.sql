-- Activities of one unit (单位活动明细)
--
-- One row per activity of the unit's own teams in the year ($year, else the year of $as_of), newest first, planned ones too.
-- is_counted says whether it counts on $as_of and reason why (not); people, attendances and hours are effective ones up to $as_of.
-- source: domain rule «A counted activity»
--
-- params:  as_of, unit, year?
-- reads:   activity, activity_day, calendar, service
-- returns: activity_title, team_name, starts_on, ends_on, period, status, people, attendances, hours, is_counted, reason,
--     source_file, source_row

with

worked as (

    select
        activity_day.activity_id as activity_id,
        sum(activity_day.hours) as hours
    from activity_day
    where
        activity_day.unit_code = $unit
        and activity_day.day <= $as_of
    group by activity_day.activity_id

),

met as (

    select
        service.activity_id as activity_id,
        cast(count(distinct service.person_key) as integer) as people
    from service
    inner join worked
        on service.activity_id = worked.activity_id
    where service.day <= $as_of
    group by service.activity_id

)

select
    activity.title as activity_title,
    activity.team_name as team_name,
    activity.starts_on as starts_on,
    activity.ends_on as ends_on,
    calendar.quarter_label as period,
    activity.status as status,
    coalesce(met.people, 0) as people,
    coalesce(met.people, 0) as attendances,
    coalesce(worked.hours, 0) as hours,
    coalesce(activity.counted_from <= $as_of and activity.starts_on <= $as_of, false) as is_counted,
    case
        when activity.starts_on > $as_of then 'after_as_of'
        when activity.counted_from > $as_of then 'nobody_took_part'
        else activity.reason
    end as reason,
    activity.source_file as source_file,
    activity.source_row as source_row
from activity
left join calendar
    on activity.starts_on = calendar.day
left join worked
    on activity.activity_id = worked.activity_id
left join met
    on activity.activity_id = met.activity_id
where
    activity.unit_code = $unit
    and year(activity.starts_on) = coalesce($year, year(cast($as_of as date)))
order by
    activity.starts_on desc,
    activity.title,
    activity.activity_id
