-- Files the figures rest on (数据来源)
--
-- One row per imported file, sheet and kind of a batch in force, newest import first.
--
-- params:
-- reads:   source_file
-- returns: kind, source_file, source_sheet, batch_id, imported_at, rows_accepted, rows_merged, rows_refused

select
    source_file.kind as kind,
    source_file.source_file as source_file,
    source_file.source_sheet as source_sheet,
    source_file.batch_id as batch_id,
    source_file.imported_at as imported_at,
    source_file.rows_accepted as rows_accepted,
    source_file.rows_merged as rows_merged,
    source_file.rows_refused as rows_refused
from source_file
order by
    source_file.imported_at desc,
    source_file.batch_id desc,
    source_file.source_file,
    source_file.source_sheet
