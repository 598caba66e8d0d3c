-- Registrations by unit and day (每日新增注册)
--
-- One row per unit and day on which somebody began to count as registered. A person counts for their unit and for every
-- unit above it; the county counts everybody, also people whose unit is not known.
-- Registered on a day = the sum up to and including that day.
--
-- reads:   person, unit, unit_ancestor

with

placed as (

    select
        unit_ancestor.ancestor_code as unit_code,
        person.counted_from as day
    from person
    inner join unit_ancestor
        on person.unit_code = unit_ancestor.unit_code
    inner join unit
        on unit_ancestor.ancestor_code = unit.unit_code
    where
        person.counted_from is not null
        and unit.unit_kind <> 'county'

    union all

    select
        unit.unit_code as unit_code,
        person.counted_from as day
    from person
    cross join unit
    where
        person.counted_from is not null
        and unit.unit_kind = 'county'

)

select
    placed.unit_code as unit_code,
    placed.day as day,
    cast(count(*) as integer) as new_people
from placed
group by
    placed.unit_code,
    placed.day
order by
    placed.unit_code,
    placed.day
