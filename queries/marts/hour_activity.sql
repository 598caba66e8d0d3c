-- The activity behind hour records (时长记录的归属活动)
--
-- One row per distinct 项目编号, or title, team and service day where the records carry no 项目编号.
-- A record without 项目编号 belongs to the activity of the same title and team that runs on its day; of several the one that
-- began last. Records that fit no activity get a number of their own, so that their hours still count for their team.
--
-- reads:   hour_row, activity_known, team_name_match

with

wanted as (

    select distinct
        hour_row.activity_number as activity_number,
        case when hour_row.activity_number is null then hour_row.activity_title end as title,
        case when hour_row.activity_number is null then cast(hour_row.starts_at as date) end as day,
        hour_row.team_name_raw as team_name_raw,
        team_name_match.team_name as team_name
    from hour_row
    left join team_name_match
        on hour_row.team_name_raw = team_name_match.team_name_raw

),

numbered as (

    select
        wanted.activity_number as activity_number,
        min(wanted.team_name) as team_name
    from wanted
    where wanted.activity_number is not null
    group by wanted.activity_number

),

titled as (

    select distinct
        wanted.title as title,
        wanted.day as day,
        wanted.team_name as team_name
    from wanted
    where wanted.activity_number is null

),

fitting as (

    select
        titled.title as title,
        titled.day as day,
        titled.team_name as team_name,
        activity_known.activity_id as activity_id,
        row_number() over (
            partition by titled.title, titled.day, titled.team_name
            order by activity_known.starts_on desc, activity_known.activity_key desc
        ) as nearest
    from titled
    inner join activity_known
        on
            titled.title = activity_known.title
            and titled.team_name = activity_known.team_name
            and titled.day >= activity_known.starts_on
            and titled.day <= activity_known.ends_on

),

resolved as (

    select
        numbered.activity_number as activity_number,
        cast(null as varchar) as title,
        cast(null as date) as day,
        numbered.team_name as team_name,
        activity_known.activity_id as activity_id
    from numbered
    left join activity_known
        on numbered.activity_number = activity_known.activity_number

    union all

    select
        cast(null as varchar) as activity_number,
        titled.title as title,
        titled.day as day,
        titled.team_name as team_name,
        fitting.activity_id as activity_id
    from titled
    left join fitting
        on
            titled.title = fitting.title
            and titled.day = fitting.day
            and titled.team_name = fitting.team_name
            and fitting.nearest = 1

)

select
    resolved.activity_number as activity_number,
    resolved.title as title,
    resolved.day as day,
    resolved.team_name as team_name,
    case when resolved.activity_id is null then 0 else 1 end as is_known,
    coalesce(
        resolved.activity_id,
        - cast(
            row_number() over (
                order by resolved.activity_number, resolved.title, resolved.day, resolved.team_name
            ) as integer
        )
    ) as activity_id
from resolved
