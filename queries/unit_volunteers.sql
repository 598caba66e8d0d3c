-- Volunteers of one unit (单位志愿者明细)
--
-- One row per person of the unit or of a unit below it, known by $as_of, newest registration first; names are masked.
-- reason says why a person does not count as registered.
--
-- params:  as_of, unit
-- reads:   person, unit_ancestor
-- returns: name_masked, team_name, registered_on, is_counted, reason, source_file, source_row

select
    person.name_masked as name_masked,
    person.team_name as team_name,
    person.registered_on as registered_on,
    coalesce(person.counted_from <= $as_of, false) as is_counted,
    person.reason as reason,
    person.source_file as source_file,
    person.source_row as source_row
from person
inner join unit_ancestor
    on person.unit_code = unit_ancestor.unit_code
where
    unit_ancestor.ancestor_code = $unit
    and (person.registered_on is null or person.registered_on <= $as_of)
order by
    person.registered_on desc nulls last,
    person.source_file,
    person.source_row
