"""What a hall of the first version holds, and a row of any table as plain SQL."""

from typing import Any

from sqlalchemy import Connection

BLANKS = {
    "VARCHAR": "",
    "TEXT": "",
    "INTEGER": 0,
    "BIGINT": 0,
    "DATE": "2026-11-24",
    "JSON": "[]",
    "BOOLEAN": 0,
}
OLD_ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("accounts", {"id": "clerk", "login": "01", "name": "王小某", "roles": '["clerk"]'}),
    ("persons", {"id": "head", "name": "𬭎某", "id_number": "370114190001010014"}),
    ("households", {"id": "home", "head_id": "head"}),
    *[
        ("cases", {"id": i, "household_id": "home", "applicant_id": "head", "clerk_id": "clerk", "number": i})
        for i in ("case-1", "case-2")
    ],
    *[
        (
            "papers",
            {
                "id": f"paper-{i}",
                "case_id": case_id,
                "kind": "approval",
                "number": f"示街〔2026〕{i}号",
                "sheet_code": f"SHEET{i}",
                "digest": f"{i}" * 64,
                "page_count": i,
                "copy_count": i + 1,
                "by_name": "王小某",
                "content": f'{{"name": "𬭎某{i}"}}',
            },
        )
        for i, case_id in enumerate(("case-1", "case-1", "case-2"), 1)
    ],
    ("parameters", {"id": "p", "key": "standard.rural", "scope": "370114", "value": "80400"}),
    ("number_series", {"id": "n", "series": "370114001-2026-DB", "last": 2}),
)
"""What a hall of the first version may hold, as far as the second touches it."""


def insert(connection: Connection, table: str, values: dict[str, Any]) -> None:
    columns = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
    row = {c[1]: BLANKS[c[2].partition("(")[0]] for c in columns if c[3]} | values
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
