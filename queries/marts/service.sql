-- Service (服务)
--
-- One row per activity, person and day with effective hours, in order of days.
-- Records whose day or person cannot be told cannot be placed and are left out of people, not of hours: see activity_day.
--
-- reads:   hour

select
    hour.activity_id as activity_id,
    hour.person_key as person_key,
    hour.day as day,
    cast(sum(hour.hours) as double) as hours
from hour
where
    hour.is_effective = 1
    and hour.day is not null
    and hour.person_key is not null
group by
    hour.activity_id,
    hour.person_key,
    hour.day
order by hour.day
