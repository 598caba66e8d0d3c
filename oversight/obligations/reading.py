"""Read rules from `obligations.toml` and the office's own, and refuse what cannot be meant."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any

from oversight import terms
from oversight.obligations.rulebook import Obligation, Requirement, Rulebook
from oversight.periods import PeriodKind

SHIPPED = Path(__file__).parent.with_name("obligations.toml")
PERIODS = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
WHOLE_NUMBERS = ("per_period", "per_year", "minimum_count")


class ObligationError(Exception):
    """A rule cannot be used; the first argument is one Chinese sentence naming the entry."""


def load(
    path: Path = SHIPPED, office: Mapping[str, Any] | None = None, office_name: str = "office.toml"
) -> Rulebook:
    """The rules of a file, with the office's own merged in; raises ObligationError naming the entry.

    `office` has the same shape as the file. Under a rule that the file already has it may only date new
    values (`required`): from the first of them on, the office's values hold and the file's no longer.
    A rule of another name is the office's own and is given whole.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ObligationError(f"{path.name} 读不出来：{problem}") from problem
    rules = {rule: _obligation(rule, entry, path.name) for rule, entry in entries.items()}
    for rule, entry in (office or {}).items():
        if rule in rules:
            rules[rule] = _overridden(rules[rule], entry, office_name)
        else:
            rules[rule] = _obligation(rule, entry, office_name)
    _refuse_double_duty(rules.values())
    return Rulebook(rules)


def _obligation(rule: str, entry: object, file_name: str) -> Obligation:
    where = f"{file_name} [{rule}]"
    given = _table(entry, where)
    _refuse_other_keys(given, {field.name for field in fields(Obligation)} - {"rule"}, where, complete=True)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", rule):
        raise ObligationError(f"{where} 的名称应为英文小写单词，以下划线相连")
    applies_to = given["applies_to"]
    known = terms.choices("unit_kind")
    if not isinstance(applies_to, list) or not applies_to or not set(applies_to) <= set(known):
        raise ObligationError(f"{where} 的 applies_to 应为单位类型的列表：{'、'.join(known)}")
    if given["period"] not in PERIODS:
        raise ObligationError(f"{where} 的 period 应为 {'、'.join(PERIODS)} 之一")
    measure = _text(given, "measure", where)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", measure):
        raise ObligationError(f"{where} 的 measure 应为一个指标的英文名称")
    return Obligation(
        rule=rule,
        label=_text(given, "label", where),
        applies_to=tuple(dict.fromkeys(applies_to)),
        measure=measure,
        period=PeriodKind(given["period"]),
        required=_requirements(given["required"], where),
    )


def _overridden(shipped: Obligation, entry: object, file_name: str) -> Obligation:
    where = f"{file_name} [{shipped.rule}]"
    given = _table(entry, where)
    _refuse_other_keys(given, {"required"}, where, complete=True)
    own = _requirements(given["required"], where)
    kept = tuple(value for value in shipped.required if value.valid_from < own[0].valid_from)
    return replace(shipped, required=kept + own)


def _requirements(entries: object, where: str) -> tuple[Requirement, ...]:
    if not isinstance(entries, list) or not entries:
        raise ObligationError(f"{where} 至少要有一条 [[….required]]，写明从哪一天起要求多少")
    found = sorted(
        (_requirement(entry, f"{where} 第{number}条") for number, entry in enumerate(entries, 1)),
        key=lambda requirement: requirement.valid_from,
    )
    for earlier, later in pairwise(found):
        if earlier.valid_from == later.valid_from:
            raise ObligationError(f"{where} 在 {later.valid_from} 这一天有两个值，只能留一个")
    return tuple(found)


def _requirement(entry: object, where: str) -> Requirement:
    given = dict(_table(entry, where))
    _refuse_other_keys(given, {field.name for field in fields(Requirement)}, where, complete=False)
    valid_from = given.get("valid_from")
    if not isinstance(valid_from, date) or isinstance(valid_from, datetime):
        raise ObligationError(f"{where} 缺少生效日期 valid_from（写成 2026-01-01，不加引号）")
    _text(given, "source", where)
    for name in WHOLE_NUMBERS:
        number = given.get(name)
        if number is not None and (not isinstance(number, int) or isinstance(number, bool) or number < 0):
            raise ObligationError(f"{where} 的 {name} 应为不小于 0 的整数")
    if "target_ratio" in given:
        given["target_ratio"] = _ratio(given["target_ratio"], where)
    repealed = given.get("repealed", False)
    if not isinstance(repealed, bool):
        raise ObligationError(f"{where} 的 repealed 应为 true 或 false")
    has_value = any(given.get(name) is not None for name in (*WHOLE_NUMBERS, "target_ratio"))
    if has_value == repealed:
        raise ObligationError(f"{where} 应写明要求多少；废止时只写 repealed = true，不再写数值")
    return Requirement(**given)


def _ratio(value: object, where: str) -> Decimal:
    try:
        ratio = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
        if 0 < ratio <= 1 and ratio == round(ratio, 6):
            return ratio
    except InvalidOperation:
        pass
    raise ObligationError(f"{where} 的 target_ratio 应大于 0、不超过 1，最多六位小数（如 0.13）")


def _table(entry: object, where: str) -> Mapping[str, Any]:
    if not isinstance(entry, Mapping):
        raise ObligationError(f"{where} 应是一组“名称 = 值”")
    return entry


def _refuse_other_keys(given: Mapping[str, Any], known: set[str], where: str, *, complete: bool) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        usable = "、".join(sorted(known))
        raise ObligationError(f"{where} 有不认识的项：{'、'.join(unknown)}；可用的项：{usable}")
    missing = sorted(known - set(given)) if complete else []
    if missing:
        raise ObligationError(f"{where} 缺少：{'、'.join(missing)}")


def _text(given: Mapping[str, Any], name: str, where: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        what = "依据 source（文件名称和条款）" if name == "source" else name
        raise ObligationError(f"{where} 缺少{what}")
    return value


def _refuse_double_duty(obligations: Iterable[Obligation]) -> None:
    """One kind of unit may owe one measure by one rule at a time, or it would be judged twice."""
    held: dict[tuple[str, str], list[tuple[str, date, date]]] = {}
    for obligation in obligations:
        for unit_kind in obligation.applies_to:
            others = held.setdefault((unit_kind, obligation.measure), [])
            for requirement, valid_to in obligation.spans():
                begins, ends = requirement.valid_from, valid_to or date.max
                for rule, other_begins, other_ends in others:
                    if rule != obligation.rule and begins < other_ends and other_begins < ends:
                        kind = terms.choices("unit_kind")[unit_kind]
                        both = f"[{rule}] 与 [{obligation.rule}]"
                        raise ObligationError(f"{both} 同时对{kind}规定了 {obligation.measure}，只能留一条")
                others.append((obligation.rule, begins, ends))
