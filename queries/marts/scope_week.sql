-- Service by week and scope (各范围每周服务)
--
-- One row per scope and day with effective hours; a scope is a 镇街 (or all, empty) crossed with a kind of unit (or all, empty).
-- new_people are those whose first service of that week within the scope falls on the day, so that sums from Monday count
-- distinct people exactly; new_attendances likewise for a person in an activity.
--
-- reads:   service

with

scoped as (

    select
        '' as town_code,
        '' as unit_group,
        service.person_key as person_key,
        service.activity_key as activity_key,
        service.day as day,
        service.week_start as week_start,
        service.hours as hours
    from service

    union all

    select
        service.town_code as town_code,
        '' as unit_group,
        service.person_key as person_key,
        service.activity_key as activity_key,
        service.day as day,
        service.week_start as week_start,
        service.hours as hours
    from service
    where service.town_code is not null

    union all

    select
        '' as town_code,
        service.unit_group as unit_group,
        service.person_key as person_key,
        service.activity_key as activity_key,
        service.day as day,
        service.week_start as week_start,
        service.hours as hours
    from service
    where service.unit_group is not null

    union all

    select
        service.town_code as town_code,
        service.unit_group as unit_group,
        service.person_key as person_key,
        service.activity_key as activity_key,
        service.day as day,
        service.week_start as week_start,
        service.hours as hours
    from service
    where service.town_code is not null and service.unit_group is not null

),

ordered as (

    select
        scoped.town_code as town_code,
        scoped.unit_group as unit_group,
        scoped.week_start as week_start,
        scoped.day as day,
        scoped.hours as hours,
        case
            when scoped.person_key is not null and row_number() over (
                partition by scoped.town_code, scoped.unit_group, scoped.week_start, scoped.person_key
                order by scoped.day, scoped.activity_key
            ) = 1 then 1
            else 0
        end as new_people,
        case
            when scoped.person_key is not null and row_number() over (
                partition by
                    scoped.town_code, scoped.unit_group, scoped.week_start, scoped.person_key, scoped.activity_key
                order by scoped.day
            ) = 1 then 1
            else 0
        end as new_attendances
    from scoped

)

select
    ordered.town_code as town_code,
    ordered.unit_group as unit_group,
    ordered.week_start as week_start,
    ordered.day as day,
    cast(sum(ordered.hours) as double) as hours,
    cast(sum(ordered.new_people) as integer) as new_people,
    cast(sum(ordered.new_attendances) as integer) as new_attendances
from ordered
group by
    ordered.town_code,
    ordered.unit_group,
    ordered.week_start,
    ordered.day
order by
    ordered.town_code,
    ordered.unit_group,
    ordered.day
