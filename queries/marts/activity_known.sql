-- Activities as last reported (项目/活动)
--
-- One row per activity: 项目编号, else 名称 + 队伍 + 开始日期. The last import wins, so that an activity exported again
-- next week with another status is one activity. activity_id numbers them inside this snapshot only.
--
-- reads:   activity_row, team_name_match

with

keyed as (

    select
        case
            when activity_row.activity_number is not null then 'n:' || activity_row.activity_number
            else
                't:' || activity_row.title || '|' || coalesce(team_name_match.team_name, '')
                || '|' || cast(cast(activity_row.starts_at as date) as varchar)
        end as activity_key,
        activity_row.activity_number as activity_number,
        activity_row.title as title,
        team_name_match.team_name as team_name,
        cast(activity_row.starts_at as date) as starts_on,
        cast(coalesce(activity_row.ends_at, activity_row.starts_at) as date) as ends_on,
        activity_row.status as status,
        activity_row.category as category,
        coalesce(activity_row.recruited_people, activity_row.planned_people) as reported_people,
        activity_row.batch_order as batch_order,
        activity_row.row_order as row_order,
        activity_row.source_file as source_file,
        activity_row.source_row as source_row
    from activity_row
    left join team_name_match
        on activity_row.team_name_raw = team_name_match.team_name_raw

),

ranked as (

    select
        keyed.*,
        row_number() over (
            partition by keyed.activity_key
            order by keyed.batch_order desc, keyed.row_order desc
        ) as newest
    from keyed

)

select
    cast(row_number() over (order by ranked.activity_key) as integer) as activity_id,
    ranked.activity_key as activity_key,
    ranked.activity_number as activity_number,
    ranked.title as title,
    ranked.team_name as team_name,
    ranked.starts_on as starts_on,
    ranked.ends_on as ends_on,
    ranked.status as status,
    ranked.category as category,
    ranked.reported_people as reported_people,
    ranked.source_file as source_file,
    ranked.source_row as source_row
from ranked
where ranked.newest = 1
