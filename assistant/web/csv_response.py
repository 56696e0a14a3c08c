"""A table for a spreadsheet, as a browser saves it."""

from __future__ import annotations

from starlette.responses import Response


class CsvResponse(Response):
    """`table`, which `spreadsheet.as_csv` has written, to be saved as `name`.csv."""

    media_type = "text/csv"

    def __init__(self, table: str, name: str) -> None:
        super().__init__(table, headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})
