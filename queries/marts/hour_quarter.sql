-- Quarters with hour records (有时长记录的季度)
--
-- One row per quarter in which at least one hour record, of any status, is loaded.
-- In such a quarter an activity needs an effective record of its own to count; in the others the reported people decide.
--
-- source: domain rule «A counted activity»
--
-- reads:   hour, calendar

with

hour_day as (

    select distinct hour.day as day
    from hour

)

select distinct calendar.quarter_start as quarter_start
from hour_day
inner join calendar
    on hour_day.day = calendar.day
