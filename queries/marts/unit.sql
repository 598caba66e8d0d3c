-- Units (单位)
--
-- One row per unit of the 单位表, in 行政区划 order; the county stands first even where the 单位表 forgot it.
-- town_code is the 镇街 that the unit lies in (its own code for a 镇街), null for the county and for 党委 outside any 镇街.
--
-- reads:   unit_known, unit_ancestor

with

town_kind as (

    select
        unit_known.unit_code as unit_code,
        unit_known.unit_name as unit_name
    from unit_known
    where unit_known.unit_kind in ('town', 'township', 'subdistrict')

),

nearest_town as (

    select
        unit_ancestor.unit_code as unit_code,
        max(town_kind.unit_code) as town_code,
        max(town_kind.unit_name) as town_name
    from unit_ancestor
    inner join town_kind
        on unit_ancestor.ancestor_code = town_kind.unit_code
    group by unit_ancestor.unit_code

)

select
    unit_known.unit_code as unit_code,
    unit_known.unit_name as unit_name,
    unit_known.unit_kind as unit_kind,
    case
        when unit_known.unit_kind in ('town', 'township', 'subdistrict') then 'town'
        else unit_known.unit_kind
    end as unit_group,
    unit_known.parent_code as parent_code,
    nearest_town.town_code as town_code,
    nearest_town.town_name as town_name,
    unit_known.residents as residents,
    unit_known.residents_year as residents_year,
    unit_known.residents_source as residents_source,
    unit_known.longitude as longitude,
    unit_known.latitude as latitude,
    unit_known.coordinate_system as coordinate_system,
    unit_known.unit_order as unit_order,
    unit_known.source_file as source_file,
    unit_known.source_row as source_row
from unit_known
left join nearest_town
    on unit_known.unit_code = nearest_town.unit_code
order by unit_known.unit_order
