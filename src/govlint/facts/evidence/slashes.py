"""Dates with slashes, ``31/12/2026``: which of the two numbers is the day, by the whole column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.facts.evidence.series import Row

_FORM = r"(\d\d?)/(\d\d?)/(\d{4})"


def ordered(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with such dates as ``2026-12-31``, in columns in which a value tells the order."""
    for name in rows[0]:
        texts = [str(row[name].value).strip()[:20] if name in row else "" for row in rows]
        found = [re.fullmatch(_FORM, text) for text in texts]
        first = max((int(each[1]) for each in found if each), default=0)
        second = max((int(each[2]) for each in found if each), default=0)
        if (first > 12) == (second > 12):
            continue
        day, month = (1, 2) if first > 12 else (2, 1)
        days = [each and f"{each[3]}-{each[month]:0>2}-{each[day]:0>2}" for each in found]
        rows = [
            {**row, name: row[name]._replace(value=text)} if text else row
            for row, text in zip(rows, days, strict=True)
        ]
    return rows
