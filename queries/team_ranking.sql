-- Teams ranked inside their kind (队伍排名)
--
-- One row per team, from 1 January of the year of $as_of, ranked by $measure (hours where left out) among the teams of the same
-- 队伍层级 in the whole county; filters hide rows and change no rank. Ranks are competition ranks (1, 2, 2, 4).
-- rank_week_ago is the rank seven days earlier, empty where that day lies in the year before. People of several teams are counted
-- in each of them, so people do not add up over teams.
-- source: domain rule «rank goes by effective hours inside a 队伍层级»
--
-- params:  as_of, town?, unit_group?, measure?
-- reads:   unit, team_totals
-- returns: team_name, team_kind, unit_name, rank, rank_week_ago, activities, people, attendances, hours, hours_per_person,
--     checked_in_ratio, unit_code, town_code, town_name, rank_change, measure_value

with

now_measured as (

    select
        totals.*,
        case coalesce($measure, 'hours')
            when 'activities' then totals.activities
            when 'people' then totals.people
            when 'attendances' then totals.attendances
            when 'hours_per_person' then coalesce(totals.hours / nullif(totals.people, 0), 0)
            else totals.hours
        end as measure_value
    from team_totals($as_of) as totals

),

week_ago_measured as (

    select
        totals.team_name as team_name,
        totals.team_kind as team_kind,
        case coalesce($measure, 'hours')
            when 'activities' then totals.activities
            when 'people' then totals.people
            when 'attendances' then totals.attendances
            when 'hours_per_person' then coalesce(totals.hours / nullif(totals.people, 0), 0)
            else totals.hours
        end as measure_value
    from team_totals(cast($as_of as date) - 7) as totals
    where year(cast($as_of as date) - 7) = year(cast($as_of as date))

),

now_ranked as (

    select
        now_measured.*,
        cast(
            rank() over (partition by now_measured.team_kind order by round(now_measured.measure_value, 6) desc)
            as integer
        ) as rank
    from now_measured

),

week_ago_ranked as (

    select
        week_ago_measured.team_name as team_name,
        cast(
            rank() over (
                partition by week_ago_measured.team_kind
                order by round(week_ago_measured.measure_value, 6) desc
            ) as integer
        ) as rank
    from week_ago_measured

)

select
    now_ranked.team_name as team_name,
    now_ranked.team_kind as team_kind,
    unit.unit_name as unit_name,
    now_ranked.rank as rank,
    week_ago_ranked.rank as rank_week_ago,
    now_ranked.activities as activities,
    now_ranked.people as people,
    now_ranked.attendances as attendances,
    now_ranked.hours as hours,
    now_ranked.hours / nullif(now_ranked.people, 0) as hours_per_person,
    now_ranked.checked_in_hours / nullif(now_ranked.hours, 0) as checked_in_ratio,
    now_ranked.unit_code as unit_code,
    unit.town_code as town_code,
    unit.town_name as town_name,
    week_ago_ranked.rank - now_ranked.rank as rank_change,
    cast(now_ranked.measure_value as double) as measure_value
from now_ranked
left join week_ago_ranked
    on now_ranked.team_name = week_ago_ranked.team_name
left join unit
    on now_ranked.unit_code = unit.unit_code
where
    ($town is null or unit.town_code = $town)
    and ($unit_group is null or unit.unit_group = $unit_group)
order by
    array_position(
        ['corps', 'brigade', 'specialty', 'organisation', 'squad', 'other'],
        now_ranked.team_kind
    ),
    now_ranked.rank,
    now_ranked.team_name
