-- One person behind a name in a team (姓名加队伍对应的志愿者)
--
-- One row per name and team (as a keyed hash) that exactly one volunteer carries; two namesakes in a team identify nobody.
--
-- reads:   volunteer_row, person_identity

with

named as (

    select distinct
        volunteer_row.name_team_key as name_team_key,
        coalesce(
            volunteer_row.number_key,
            person_identity.person_key,
            volunteer_row.id_key,
            volunteer_row.name_team_key
        ) as person_key
    from volunteer_row
    left join person_identity
        on volunteer_row.id_key = person_identity.id_key
    where volunteer_row.name_team_key is not null

)

select
    named.name_team_key as name_team_key,
    min(named.person_key) as person_key
from named
group by named.name_team_key
having count(*) = 1
