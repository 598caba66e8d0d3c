-- The activity of hour records without 项目编号 (无编号时长的归属活动)
--
-- One row per title, team and service day found in hour records that carry no 项目编号.
-- The activity has the same title and team and runs on that day; of several the one that began last.
-- Records that fit no activity keep a key of their own, so that their hours still count for their team.
--
-- reads:   hour_row, activity_known, team_name_match

with

wanted as (

    select distinct
        hour_row.activity_title as title,
        team_name_match.team_name as team_name,
        cast(hour_row.starts_at as date) as day
    from hour_row
    left join team_name_match
        on hour_row.team_name_raw = team_name_match.team_name_raw
    where
        hour_row.activity_number is null
        and hour_row.activity_title is not null

),

fitting as (

    select
        wanted.title as title,
        wanted.team_name as team_name,
        wanted.day as day,
        activity_known.activity_key as activity_key,
        row_number() over (
            partition by wanted.title, wanted.team_name, wanted.day
            order by activity_known.starts_on desc, activity_known.activity_key desc
        ) as nearest
    from wanted
    inner join activity_known
        on
            wanted.title = activity_known.title
            and wanted.team_name = activity_known.team_name
            and wanted.day >= activity_known.starts_on
            and wanted.day <= activity_known.ends_on

)

select
    wanted.title as title,
    wanted.team_name as team_name,
    wanted.day as day,
    coalesce(
        fitting.activity_key,
        'o:' || wanted.title || '|' || coalesce(wanted.team_name, '')
        || '|' || coalesce(cast(wanted.day as varchar), '')
    ) as activity_key
from wanted
left join fitting
    on
        wanted.title = fitting.title
        and wanted.team_name = fitting.team_name
        and wanted.day = fitting.day
        and fitting.nearest = 1
