-- Teams by day (队伍每日服务)
--
-- One row per team and day with effective hours.
-- new_people are those whose first service for the team in that year falls on the day, new_attendances likewise for a
-- person in an activity: summed from 1 January they count distinct people and attendances exactly.
--
-- reads:   service

with

person_first as (

    select
        service.team_name as team_name,
        service.year as year,
        service.person_key as person_key,
        min(service.day) as day
    from service
    where service.person_key is not null
    group by
        service.team_name,
        service.year,
        service.person_key

),

attendance_first as (

    select
        service.team_name as team_name,
        service.year as year,
        service.person_key as person_key,
        service.activity_key as activity_key,
        min(service.day) as day
    from service
    where service.person_key is not null
    group by
        service.team_name,
        service.year,
        service.person_key,
        service.activity_key

),

counted as (

    select
        service.team_name as team_name,
        service.day as day,
        service.hours as hours,
        service.checked_in_hours as checked_in_hours,
        0 as new_people,
        0 as new_attendances
    from service

    union all

    select
        person_first.team_name as team_name,
        person_first.day as day,
        0.0 as hours,
        0.0 as checked_in_hours,
        1 as new_people,
        0 as new_attendances
    from person_first

    union all

    select
        attendance_first.team_name as team_name,
        attendance_first.day as day,
        0.0 as hours,
        0.0 as checked_in_hours,
        0 as new_people,
        1 as new_attendances
    from attendance_first

)

select
    counted.team_name as team_name,
    counted.day as day,
    cast(sum(counted.hours) as double) as hours,
    cast(sum(counted.checked_in_hours) as double) as checked_in_hours,
    cast(sum(counted.new_people) as integer) as new_people,
    cast(sum(counted.new_attendances) as integer) as new_attendances
from counted
where counted.team_name is not null
group by
    counted.team_name,
    counted.day
order by
    counted.team_name,
    counted.day
