-- Teams (志愿服务队伍)
--
-- One row per team: those of the 队伍架构, of the 队伍 export, and every publisher that activities or hours name.
-- unit_code is whose the team is: the 所属单位 of the 队伍架构, else the unit whose own name the team bears. A name that
-- fits no unit, or several, leaves it null: ask, do not pick. Where the 队伍架构 says no 队伍层级, 队伍类型 2 is 志愿服务组织.
--
-- source: domain rule «An activity counts for the unit whose own team ran it»
--
-- reads:   team_tree_row, team_row, team_name_match, unit_name_match

with

tree_ranked as (

    select
        team_name_match.team_name as team_name,
        team_tree_row.team_level as team_level,
        team_tree_row.unit_text as unit_text,
        team_tree_row.parent_team as parent_team,
        team_tree_row.lead_unit_text as lead_unit,
        team_tree_row.source_file as source_file,
        team_tree_row.source_row as source_row,
        row_number() over (
            partition by team_name_match.team_name
            order by team_tree_row.batch_order desc, team_tree_row.row_order desc
        ) as newest
    from team_tree_row
    inner join team_name_match
        on team_tree_row.team_name_raw = team_name_match.team_name_raw

),

listed_ranked as (

    select
        team_name_match.team_name as team_name,
        team_row.team_type as team_type,
        team_row.source_file as source_file,
        team_row.source_row as source_row,
        row_number() over (
            partition by team_name_match.team_name
            order by team_row.batch_order desc, team_row.row_order desc
        ) as newest
    from team_row
    inner join team_name_match
        on team_row.team_name_raw = team_name_match.team_name_raw

),

tree as (

    select
        tree_ranked.team_name as team_name,
        tree_ranked.team_level as team_level,
        tree_ranked.unit_text as unit_text,
        tree_ranked.parent_team as parent_team,
        tree_ranked.lead_unit as lead_unit,
        tree_ranked.source_file as source_file,
        tree_ranked.source_row as source_row
    from tree_ranked
    where tree_ranked.newest = 1

),

listed as (

    select
        listed_ranked.team_name as team_name,
        listed_ranked.team_type as team_type,
        listed_ranked.source_file as source_file,
        listed_ranked.source_row as source_row
    from listed_ranked
    where listed_ranked.newest = 1

),

named as (

    select distinct team_name_match.team_name as team_name
    from team_name_match

)

select
    cast(row_number() over (order by named.team_name) as integer) as team_id,
    named.team_name as team_name,
    case
        when tree.team_level is not null then tree.team_level
        when listed.team_type = '2' then 'organisation'
        else 'other'
    end as team_kind,
    listed.team_type as team_type,
    case
        when tree.unit_text is not null then tree_unit.unit_code
        else own_unit.unit_code
    end as unit_code,
    tree.parent_team as parent_team,
    tree.lead_unit as lead_unit,
    case when tree.team_name is not null then 1 else 0 end as in_team_tree,
    coalesce(tree.source_file, listed.source_file) as source_file,
    coalesce(tree.source_row, listed.source_row) as source_row
from named
left join tree
    on named.team_name = tree.team_name
left join listed
    on named.team_name = listed.team_name
left join unit_name_match as tree_unit
    on tree.unit_text = tree_unit.name
left join unit_name_match as own_unit
    on named.team_name = own_unit.name
