-- People who begin to serve in a year, by whom they serve (当年新增服务人数)
--
-- One row per grain (team, unit or town), its key, and day on which somebody first serves for it in the year.
-- Summed from 1 January to a day these are distinct people, exactly. People do not add up over rows of different keys.
--
-- reads:   team_person, team, unit

with

unit_person as (

    select
        team.unit_code as unit_code,
        team_person.year as year,
        team_person.person_key as person_key,
        min(team_person.day) as day
    from team_person
    inner join team
        on team_person.team_id = team.team_id
    where team.unit_code is not null
    group by
        team.unit_code,
        team_person.year,
        team_person.person_key

),

town_person as (

    select
        unit.town_code as town_code,
        unit_person.year as year,
        unit_person.person_key as person_key,
        min(unit_person.day) as day
    from unit_person
    inner join unit
        on unit_person.unit_code = unit.unit_code
    where unit.town_code is not null
    group by
        unit.town_code,
        unit_person.year,
        unit_person.person_key

),

keyed as (

    select
        'team' as grain,
        cast(team_person.team_id as varchar) as grain_key,
        team_person.day as day,
        count(*) as people
    from team_person
    where team_person.team_id is not null
    group by
        team_person.team_id,
        team_person.day

    union all

    select
        'unit' as grain,
        unit_person.unit_code as grain_key,
        unit_person.day as day,
        count(*) as people
    from unit_person
    group by
        unit_person.unit_code,
        unit_person.day

    union all

    select
        'town' as grain,
        town_person.town_code as grain_key,
        town_person.day as day,
        count(*) as people
    from town_person
    group by
        town_person.town_code,
        town_person.day

)

select
    keyed.grain as grain,
    keyed.grain_key as grain_key,
    keyed.day as day,
    cast(keyed.people as integer) as new_people
from keyed
order by
    keyed.grain,
    keyed.grain_key,
    keyed.day
