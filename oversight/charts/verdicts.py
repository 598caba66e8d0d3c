"""The shares of verdicts by town or by kind of unit."""

from collections import Counter

import pandas as pd
import plotly.graph_objects as go

from oversight import palette, terms
from oversight.charts import frame, rows, wording
from oversight.charts.grid import fill, verdict_keys
from oversight.charts.key import Trace
from oversight.charts.table import records

COUNTS = {"met": "units_met", "open": "units_open", "no_record": "units_no_record", "missed": "units_missed"}
NO_TOWN = "县直及其他"
QUARTERS = [0, 0.25, 0.5, 0.75, 1]


def verdict_bar(by_town: pd.DataFrame, by: str = "town_name") -> go.Figure:
    """Shares of verdicts as one stacked bar per town, or per kind of unit with by="unit_group".

    Takes the answer of compliance_by_town. A click on a town's bar gives its unit_code; a kind's gives None.
    """
    if by_town.empty:
        return frame.empty("所选范围内没有应开展活动的单位。")
    groups: dict[str, Counter[str]] = {}
    codes: dict[str, str | None] = {}
    for row in records(by_town, "town_code", "town_name", "unit_group", *COUNTS.values()):
        town = by == "town_name"
        name = row["town_name"] or NO_TOWN if town else terms.label(f"unit_group.{row['unit_group']}")
        codes.setdefault(name, row["town_code"] if town else None)
        groups.setdefault(name, Counter()).update(
            {verdict: int(row[column] or 0) for verdict, column in COUNTS.items()}
        )
    placed, height = rows.arrange([(codes[name], name, _figures(groups[name])) for name in groups])
    return frame.figure(
        _heading(groups, "个镇街" if by == "town_name" else "类"),
        [rows.track(placed, 1), *_segments(placed, list(groups.values())), *rows.texts(placed, 1)],
        plot_height=height,
        keys=verdict_keys(sum(groups.values(), Counter())),
        layout={
            "xaxis": {
                **rows.across(1, "占应达标单位的比例（%），条内为单位数（个）", ".0%"),
                "tickvals": QUARTERS,
            },
            "yaxis": rows.down(height),
        },
        left=12,
        right=20,
    )


def _segments(placed: list[rows.Row], groups: list[Counter[str]]) -> list[Trace]:
    totals = [group.total() for group in groups]
    start = [0.0] * len(groups)
    traces = []
    for verdict in COUNTS:
        mark, word = palette.VERDICTS[verdict], palette.word(verdict)
        amounts = [group[verdict] for group in groups]
        shares = [amount / total if total else 0 for amount, total in zip(amounts, totals, strict=True)]
        hover = [
            f"{row.name}　{word}：{amount} / {total} 个单位"
            for row, amount, total in zip(placed, amounts, totals, strict=True)
        ]
        traces.append(
            {
                **rows.bars(placed, shares, hover, ()),
                "name": word,
                "base": start,
                "width": rows.BAR + 4,
                "marker": fill(mark, 1),
                "text": [str(amount) if amount else "" for amount in amounts],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"size": frame.SMALL_SIZE, "color": mark.ink},
            }
        )
        start = [before + share for before, share in zip(start, shares, strict=True)]
    return traces


def _figures(group: Counter[str]) -> str:
    total = group.total()
    if not total:
        return "无应达标单位"
    return f"达标 {group['met']}/{total}　{wording.plain(terms.ratio(group['met'] / total))}"


def _heading(groups: dict[str, Counter[str]], what: str) -> str:
    due = {name: group for name, group in groups.items() if group.total()}
    if not due:
        return "没有应达标的单位"
    met = sum(group["met"] for group in due.values())
    total = sum(group.total() for group in due.values())
    lead = f"{total} 个单位中 {met} 个达标"
    shares = {name: group["met"] / group.total() for name, group in due.items()}
    lowest = min(shares.values())
    last = [name for name, share in shares.items() if share == lowest]
    if len(last) == len(shares):
        return lead
    others = f"等 {len(last)} {what}" if len(last) > 1 else ""
    return f"{lead}；{last[0]}{others}达标率最低（{terms.ratio(lowest)}）"
