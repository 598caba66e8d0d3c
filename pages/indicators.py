"""指标说明: what every figure means, how it is worked out, on whose authority, from which files, and by which SQL.

Answers queries/source_files.sql and unmatched_names.sql; the rest is the table of terms and the questions themselves.
"""

from oversight import ui

# What the reader chose: the filters, and the day everything is seen from.
view = ui.page("indicators")

# What cannot be answered, said before anything is drawn.
files = view.ask("source_files")
if files.empty:
    view.nothing("当前的数据不是由导入的文件生成的，说不出来源。请重新导入。")

# The answer: which files are in force, and which names in them no unit could be found for.
unmatched = view.ask("unmatched_names")

# The headline: what the figures rest on.
view.headline(ui.sources_sentence(files), "下面是每个数字的定义、计算、依据和 SQL，以及数字所用的文件。")

# The evidence: definitions, questions with their SQL, files, unmatched names.
view.section("定义", "同一个名称在各页、下载的表格和简报中意思相同。")
view.definitions()
view.section("每个问题的 SQL", "可以在 DuckDB 里原样运行；用到的是只读的数据文件。")
view.statements()
view.section("所用的文件", "每个文件读入、合并和未通过的行数。")
view.table(files, (
    "source_file", "source_sheet", "kind", "rows_accepted", "rows_merged", "rows_refused", "imported_at", "batch_id",
), "所用的文件")
if not unmatched.empty:
    view.section("没有对上单位的名称", "系统不替人选择：请在别名表中写明它们是哪个单位，再导入一次。")
    view.table(unmatched, ("name", "field", "match_state", "rows_count", "candidates"), "没有对上单位的名称")

# What the figures rest on.
view.footing("source_files", "unmatched_names")
