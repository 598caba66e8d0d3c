-- One person behind an id number (证件号对应的志愿者)
--
-- One row per id number (as a keyed hash) that some volunteer with a 志愿者编号 carries; of several numbers the smallest stands.
-- So a row that carries the id number only, from another platform, finds the person.
--
-- reads:   volunteer_row

select
    volunteer_row.id_key as id_key,
    min(volunteer_row.number_key) as person_key
from volunteer_row
where
    volunteer_row.id_key is not null
    and volunteer_row.number_key is not null
group by volunteer_row.id_key
