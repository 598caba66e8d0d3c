-- Units to choose from (单位列表)
--
-- One row per unit of the 单位表, in 行政区划 order.
--
-- params:
-- reads:   unit
-- returns: unit_code, unit_name, unit_kind, unit_group, town_code, town_name, unit_order

select
    unit.unit_code as unit_code,
    unit.unit_name as unit_name,
    unit.unit_kind as unit_kind,
    unit.unit_group as unit_group,
    unit.town_code as town_code,
    unit.town_name as town_name,
    unit.unit_order as unit_order
from unit
order by
    unit.unit_order,
    unit.unit_code
