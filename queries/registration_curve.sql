-- Registration over the year (注册进度曲线)
--
-- One row per week of the year of $as_of, and per $as_of itself, for one unit ($unit, else the county).
-- registered is empty after $as_of; expected is the straight line from the end of last year to the target on 31 December.
-- source: 实施方案 三(一)1
--
-- params:  as_of, unit?
-- reads:   unit, obligation, registration_day
-- returns: day, registered, expected, target_count

with

chosen as (

    select
        unit.unit_code as unit_code,
        cast(ceil(unit.residents * obligation.target_ratio) as integer) as target_count,
        make_date(year(cast($as_of as date)) - 1, 12, 31) as begins_on,
        make_date(year(cast($as_of as date)), 12, 31) as ends_on
    from unit
    left join obligation
        on
            unit.unit_kind = obligation.unit_kind
            and obligation.rule = 'registration'
            and obligation.valid_from <= $as_of
            and (obligation.valid_to is null or obligation.valid_to > $as_of)
    where unit.unit_code = $unit or ($unit is null and unit.unit_kind = 'county')
    order by unit.unit_order
    limit 1

),

marked as (

    select cast(unnest(generate_series(chosen.begins_on, chosen.ends_on, interval 7 day)) as date) as day
    from chosen

    union

    select cast($as_of as date) as day
    from chosen

    union

    select chosen.ends_on as day
    from chosen

),

begun as (

    select coalesce(sum(registration_day.new_people), 0) as registered
    from registration_day
    inner join chosen
        on registration_day.unit_code = chosen.unit_code
    where registration_day.day <= chosen.begins_on

),

reached as (

    select
        marked.day as day,
        cast(coalesce(sum(registration_day.new_people), 0) as integer) as registered
    from marked
    cross join chosen
    left join registration_day
        on
            chosen.unit_code = registration_day.unit_code
            and marked.day >= registration_day.day
    group by marked.day

)

select
    reached.day as day,
    case when reached.day <= $as_of then reached.registered end as registered,
    case
        when chosen.target_count > begun.registered
            then begun.registered + (chosen.target_count - begun.registered)
                * date_diff('day', chosen.begins_on, reached.day) / date_diff('day', chosen.begins_on, chosen.ends_on)
        else chosen.target_count
    end as expected,
    chosen.target_count as target_count
from reached
cross join chosen
cross join begun
order by reached.day
