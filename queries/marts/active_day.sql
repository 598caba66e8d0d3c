-- People active in the last twelve months, as changes by day (年度活跃人数的变动)
--
-- One row per unit and day on which the number of active registered people changes.
-- A registered person is active for twelve months from each day of service. Summing the changes up to a day counts the
-- distinct people active on it, exactly. A person counts for their own unit and every unit above it, and for the county.
--
-- reads:   service, person, unit, unit_ancestor, calendar

with

served as (

    select distinct
        service.person_key as person_key,
        case when service.day > person.counted_from then service.day else person.counted_from end as day,
        service.day as served_on
    from service
    inner join person
        on service.person_key = person.person_key
    where person.counted_from is not null

),

spanned as (

    select
        served.person_key as person_key,
        served.day as day,
        calendar.year_later as ends_on
    from served
    inner join calendar
        on served.served_on = calendar.day
    where served.day < calendar.year_later

),

longest as (

    select
        spanned.person_key as person_key,
        spanned.day as day,
        max(spanned.ends_on) as ends_on
    from spanned
    group by
        spanned.person_key,
        spanned.day

),

followed as (

    select
        longest.person_key as person_key,
        longest.day as day,
        longest.ends_on as ends_on,
        lead(longest.day) over (partition by longest.person_key order by longest.day) as next_day
    from longest

),

change as (

    select
        followed.person_key as person_key,
        followed.day as day,
        1 as people
    from followed

    union all

    select
        followed.person_key as person_key,
        case when followed.next_day < followed.ends_on then followed.next_day else followed.ends_on end as day,
        -1 as people
    from followed

),

placed as (

    select
        unit_ancestor.ancestor_code as unit_code,
        change.day as day,
        change.people as people
    from change
    inner join person
        on change.person_key = person.person_key
    inner join unit_ancestor
        on person.unit_code = unit_ancestor.unit_code
    inner join unit
        on unit_ancestor.ancestor_code = unit.unit_code
    where unit.unit_kind <> 'county'

    union all

    select
        unit.unit_code as unit_code,
        change.day as day,
        change.people as people
    from change
    cross join unit
    where unit.unit_kind = 'county'

)

select
    placed.unit_code as unit_code,
    placed.day as day,
    cast(sum(placed.people) as integer) as change_count
from placed
group by
    placed.unit_code,
    placed.day
having sum(placed.people) <> 0
order by
    placed.unit_code,
    placed.day
