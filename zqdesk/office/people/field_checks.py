"""Checks of single fields, with every problem put at the path it was asked for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zqdesk.records import codes
from zqdesk.rules.codes import check_code
from zqdesk.rules.people.identity import normalise_name, parse_id_number, parse_mobile
from zqdesk.rules.problem import Problem, Refused

LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")


def name_problems(name: str, path: str) -> Iterator[Problem]:
    """Empty, or what `normalise_name` refuses."""
    try:
        normalise_name(name)
    except Refused as refused:
        yield from (replace(each, field=path) for each in refused.problems)


def id_number_problems(number: str, path: str, today: date | None = None) -> Iterator[Problem]:
    """What is wrong with a number that is not empty."""
    if not number:
        return
    try:
        parse_id_number(number, today)
    except Refused as refused:
        yield from (replace(each, field=path) for each in refused.problems)


def phone_problems(phone: str, path: str) -> Iterator[Problem]:
    """A mobile, or a landline with its area code; empty is fine."""
    if not phone or LANDLINE.fullmatch(phone):
        return
    try:
        parse_mobile(phone)
    except Refused:
        text = f"电话应为11位手机号，或带区号的座机（如 0531-83000000），现在是“{phone}”"
        yield Problem("phone.form", text, path)


def code_problems(table: str, code: str, path: str) -> Iterator[Problem]:
    """A code that is not in its table; empty is fine."""
    yield from (replace(each, field=path) for each in check_code(codes.table(table), code, table))
