-- People serving by week and scope (各范围每周服务人数)
--
-- One row per week and scope; a scope is a 镇街 (or all, empty) crossed with a kind of unit (or all, empty).
-- people are distinct within the whole week; a week that $as_of cuts short is counted from service instead.
--
-- reads:   service, activity_team, calendar

with

placed as (

    select distinct
        calendar.week_start as week_start,
        coalesce(activity_team.town_code, '') as town_code,
        coalesce(activity_team.unit_group, '') as unit_group,
        service.person_key as person_key
    from service
    inner join calendar
        on service.day = calendar.day
    left join activity_team
        on service.activity_id = activity_team.activity_id

),

scoped as (

    select
        '' as town_code,
        '' as unit_group,
        placed.week_start as week_start,
        count(distinct placed.person_key) as people
    from placed
    group by placed.week_start

    union all

    select
        placed.town_code as town_code,
        '' as unit_group,
        placed.week_start as week_start,
        count(distinct placed.person_key) as people
    from placed
    where placed.town_code <> ''
    group by
        placed.town_code,
        placed.week_start

    union all

    select
        '' as town_code,
        placed.unit_group as unit_group,
        placed.week_start as week_start,
        count(distinct placed.person_key) as people
    from placed
    where placed.unit_group <> ''
    group by
        placed.unit_group,
        placed.week_start

    union all

    select
        placed.town_code as town_code,
        placed.unit_group as unit_group,
        placed.week_start as week_start,
        count(*) as people
    from placed
    where
        placed.town_code <> ''
        and placed.unit_group <> ''
    group by
        placed.town_code,
        placed.unit_group,
        placed.week_start

)

select
    scoped.town_code as town_code,
    scoped.unit_group as unit_group,
    scoped.week_start as week_start,
    cast(scoped.people as integer) as people
from scoped
order by
    scoped.town_code,
    scoped.unit_group,
    scoped.week_start
