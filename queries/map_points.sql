-- Points inside the towns (镇街内的点位)
--
-- One row per unit with coordinates that lies in a 镇街; the schematic map draws its cells from them.
--
-- params:
-- reads:   unit
-- returns: unit_code, unit_name, unit_group, town_code, longitude, latitude, coordinate_system

select
    unit.unit_code as unit_code,
    unit.unit_name as unit_name,
    unit.unit_group as unit_group,
    unit.town_code as town_code,
    unit.longitude as longitude,
    unit.latitude as latitude,
    unit.coordinate_system as coordinate_system
from unit
where
    unit.town_code is not null
    and unit.longitude is not null
    and unit.latitude is not null
order by
    unit.unit_order,
    unit.unit_code
