"""Results files: CSV, JSON Lines, JSON and YAML as rows; overwritten metrics from their history."""

from __future__ import annotations

from govlint.facts.evidence.series import Cell, Columns, Series, chosen, day_of, number_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from govlint.facts.evidence.series import Point, Row
    from govlint.facts.evidence.tree import Tree

MOST_ROWS = 50_000
MOST_VERSIONS = 200
_LISTS = ("results", "records", "history", "measurements", "data", "metrics", "rows", "values")
_OTHERWISE = (".py", ".ipynb", ".sql", ".r", ".sh", ".html", ".htm", ".svg", ".rst")
"""What may compute or show measurements, and is no table of them."""
_DELIMITERS = ",;\t|"


def read(tree: Tree, path: str, columns: Columns, today: str) -> Series:
    """The measurements of a file up to ``today``; ``unsure`` tells what is wrong with them."""
    content = tree.read(path)
    if content is None or content.binary:
        return Series(path, (), unsure=f"the file {path} cannot be read as text")
    if path.lower().endswith(_OTHERWISE):
        return Series(path, (), unsure=f"the file {path} is no table that can be read here")
    try:
        found = _read(tree, path, content.text, columns, today)
    except (ValueError, RecursionError) as error:
        return Series(path, (), unsure=f"the file {path} cannot be read ({_reason(error)})")
    if not content.whole:
        return found._replace(unsure=f"only the first mebibyte of {path} was read")
    return found


def columns_of(written: object, metric: str = "") -> Columns:
    """The columns that ``results`` names."""
    if not isinstance(written, dict):
        return Columns(metric=metric)
    return Columns(str(written.get("date", "")), str(written.get("value", "")), metric)


class _UnreadableError(ValueError):
    """What is wrong, in the reader's words."""


def _reason(error: Exception) -> str:
    if isinstance(error, _UnreadableError):
        return str(error)
    line = getattr(error, "lineno", None)
    return f"line {line}" if line else "nested too deeply, or a number without end"


def _read(tree: Tree, path: str, text: str, columns: Columns, today: str) -> Series:
    ending = path.rpartition(".")[2].lower()
    rows: list[Row] | None
    if ending in ("json", "yaml", "yml"):
        rows = _rows(tree, path, text)
    elif ending in ("jsonl", "ndjson") or text.lstrip()[:1] == "{":
        rows = list(_lines(text))
    else:
        rows = list(_table(text))
    if rows is None:
        rows, columns, doubt = _overwritten(tree, path, text, columns)
        if doubt:
            return Series(path, (), unsure=doubt)
    return chosen(path, rows, columns, today)


def _table(text: str) -> Iterator[Row]:
    """The rows of a table; without a header the columns are ``1``, ``2``, …"""
    import _csv as csv  # what csv wraps; csv itself imports re

    lines = text.split("\n")
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            if not header:
                header = _header(cells)
                if header[0] != "1":
                    continue
            if reader.line_num > MOST_ROWS:
                raise _UnreadableError(f"more than {MOST_ROWS} rows")
            line = lines[reader.line_num - 1]
            yield _row(header, cells, reader.line_num, line, delimiter)
    except csv.Error:
        raise _UnreadableError(f"line {reader.line_num}") from None


def _header(cells: list[str]) -> list[str]:
    named = not any(day_of(cell) or number_of(cell) is not None for cell in cells)
    return [cell.strip() for cell in cells] if named else [str(n + 1) for n in range(len(cells))]


def _row(header: list[str], cells: list[str], number: int, line: str, delimiter: str) -> Row:
    row: Row = {}
    at = 0
    for name, cell in zip(header, cells, strict=False):
        found = line.find(cell, at) if cell else at
        row[name] = Cell(cell, number, found + 1 if found >= 0 else 1)
        end = line.find(delimiter, found + len(cell)) if found >= 0 else -1
        at = end + 1 if end >= 0 else at
    return row


def _lines(text: str) -> Iterator[Row]:
    import json

    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if number > MOST_ROWS:
            raise _UnreadableError(f"more than {MOST_ROWS} rows")
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            error.lineno = number
            raise
        if isinstance(value, dict):
            column = len(line) - len(line.lstrip()) + 1
            yield {name: Cell(cell, number, column) for name, cell in flat(value)}


def flat(value: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The leaves of a mapping under dotted names."""
    for key, item in value.items():
        if isinstance(item, dict) and depth < 5:
            yield from flat(item, f"{prefix}{key}.", depth + 1)
        elif not isinstance(item, (dict, list)):
            yield f"{prefix}{key}", item


def _rows(tree: Tree, path: str, text: str) -> list[Row] | None:
    """The rows of a list of records, or of values by day; None where there is one record only."""
    if path.endswith("json"):
        items = list(_json_items(text))
        return None if not items else [_placed(item, line) for item, line in items]
    documents = tree.documents(path)
    if not all(document.complete for document in documents):
        raise _UnreadableError("no plain YAML")
    items = [(item, 1) for document in documents for item in _items(document.data)]
    return [_placed(item, line) for item, line in items] or None


def _placed(item: Mapping[str, Any], line: int) -> Row:
    return {name: Cell(cell, line, 1) for name, cell in flat(item)}


def _items(data: Any) -> list[Mapping[str, Any]]:
    if isinstance(data, list):
        return [item for item in data if isinstance(item, dict)]
    if not isinstance(data, dict):
        return []
    for name in _LISTS:
        if isinstance(data.get(name), list):
            return _items(data[name])
    if len(data) > 1 and all(day_of(key) for key in data):
        values = {key: item for key, item in data.items() if not isinstance(item, list)}
        return [{"date": key, **_as_record(item)} for key, item in values.items()]
    return []


def _as_record(item: Any) -> dict[str, Any]:
    return item if isinstance(item, dict) else {"value": item}


def _json_items(text: str) -> Iterator[tuple[Mapping[str, Any], int]]:
    """The records of a JSON file with their lines: of a list inside it, each record's own."""
    import json
    import re

    data = json.loads(text)
    items = _items(data)
    key = next((k for k in _LISTS if isinstance(data, dict) and isinstance(data.get(k), list)), "")
    opening = re.search(rf'"{key}"\s*:\s*\[', text) if key else re.match(r"\s*\[", text)
    if opening is None or len(items) > MOST_ROWS:
        yield from ((item, 1) for item in items[:MOST_ROWS])
        return
    decoder = json.JSONDecoder()
    at, line, seen = opening.end(), 1, 0
    for _ in range(len(items)):
        at = text.index("{", at)
        line += text.count("\n", seen, at)
        seen = at
        item, at = decoder.raw_decode(text, at)
        yield item, line


def _overwritten(
    tree: Tree, path: str, text: str, columns: Columns
) -> tuple[list[Row], Columns, str]:
    """One record that each run writes anew: its earlier values stand in the file's history.

    With the columns to read, and why there is nothing to read.
    """
    now = _record(path, text, tree)
    versions = tree.past(path)
    rows = [_version(path, content, day) for day, content in (versions or ())[-MOST_VERSIONS:]]
    dated = any(day_of(cell) for name, cell in now.items() if name != _COMMITTED)
    if not dated and versions is None:
        return [], columns, f"the file {path} holds one record without a date, and no history"
    if dated:
        line = _line_of(text, columns.value)
        rows.append({name: Cell(cell, line, 1) for name, cell in now.items()})
        return rows, columns, ""
    return rows, columns if columns.date else columns._replace(date=_COMMITTED), ""


_COMMITTED = "(committed)"


def _version(path: str, content: bytes, day: str) -> Row:
    text = content.decode("utf-8", "replace")
    try:
        record = _record(path, text, None)
    except (ValueError, RecursionError):
        record = {}
    cells = {name: Cell(cell, _line_of(text, name), 1) for name, cell in record.items()}
    return {**cells, _COMMITTED: Cell(day, 1, 1)}


def _record(path: str, text: str, tree: Tree | None) -> dict[str, Any]:
    if path.endswith("json"):
        import json

        data = json.loads(text)
    else:
        from govlint.source import read_foreign

        documents = tree.documents(path) if tree else read_foreign(text.encode(), path)
        data = documents[0].data if documents else {}
    return dict(flat(data)) if isinstance(data, dict) else {}


def _line_of(text: str, name: str) -> int:
    at = text.find(f'"{name.rpartition(".")[2]}"') if name else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def since(series: Series, day: str) -> tuple[Point, ...]:
    """The measurements on a day or later."""
    return tuple(point for point in series.points if point.day >= day)
