-- Hours by activity (活动时长汇总)
--
-- One row per activity with at least one hour record, also one that no activity export lists.
-- Everything about activities and their hours is built from this table, never from the single records again.
--
-- reads:   hour

select
    hour.activity_id as activity_id,
    cast(count(*) as integer) as hour_records,
    cast(sum(hour.is_effective) as integer) as effective_records,
    min(case when hour.is_effective = 1 then hour.day end) as first_effective_on
from hour
where hour.activity_id is not null
group by hour.activity_id
