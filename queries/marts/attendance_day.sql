-- Attendances by activity and day (人次)
--
-- One row per activity and day on which an attendance begins to count.
-- An attendance is one person in one activity. new_in_year falls on the first day of the year on which the person served in
-- the activity, new_in_week on the first of the week: summed up to a day they count distinct attendances exactly.
--
-- reads:   service, calendar

with

long_activity as (

    select service.activity_id as activity_id
    from service
    group by service.activity_id
    having min(service.day) <> max(service.day)

),

firsts as (

    select
        service.activity_id as activity_id,
        service.day as day,
        row_number() over (
            partition by service.activity_id, service.person_key, calendar.year
            order by service.day
        ) as place_in_year,
        row_number() over (
            partition by service.activity_id, service.person_key, calendar.week_start
            order by service.day
        ) as place_in_week
    from service
    inner join long_activity
        on service.activity_id = long_activity.activity_id
    inner join calendar
        on service.day = calendar.day

),

counted as (

    select
        firsts.activity_id as activity_id,
        firsts.day as day,
        sum(case when firsts.place_in_year = 1 then 1 else 0 end) as new_in_year,
        sum(case when firsts.place_in_week = 1 then 1 else 0 end) as new_in_week
    from firsts
    group by
        firsts.activity_id,
        firsts.day

    union all

    select
        service.activity_id as activity_id,
        service.day as day,
        count(*) as new_in_year,
        count(*) as new_in_week
    from service
    left join long_activity
        on service.activity_id = long_activity.activity_id
    where long_activity.activity_id is null
    group by
        service.activity_id,
        service.day

)

select
    counted.activity_id as activity_id,
    counted.day as day,
    cast(counted.new_in_year as integer) as new_in_year,
    cast(counted.new_in_week as integer) as new_in_week
from counted
