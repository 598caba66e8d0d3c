-- Names that fit no unit (未对应到单位的名称)
--
-- One row per name that stands for no unit, or for several, with how many rows carry it. Such rows count for the county only.
-- candidates are the closest units, for a person to choose from.
--
-- params:
-- reads:   unit_name
-- returns: field, name, match_state, rows_count, candidates

select
    unit_name.field as field,
    unit_name.name as name,
    unit_name.how as match_state,
    unit_name.rows_count as rows_count,
    unit_name.candidates as candidates
from unit_name
where unit_name.unit_code is null
order by
    unit_name.rows_count desc,
    unit_name.field,
    unit_name.name
