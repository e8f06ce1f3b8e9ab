"""A report that another job wrote as JSON, read back: from a fork it is a stranger's file.

It is read to a limit, held against ``schemas/report.v1.schema.json``, and then only its texts,
numbers and words from known lists are taken. Who shows it encodes it as any text of a repository.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from govlint.comparison import Approval, Change, Comparison, Person
from govlint.errors import UsageError
from govlint.model import Finding, Related, Span, Unavailable, Waiver
from govlint.report import Against, Answer, Declaration, Report, Summary
from govlint.schema.prepare import load
from govlint.schema.quick import misfits
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.model import Path

MOST_BYTES = 32 * 1024 * 1024
"""A report with 10,000 findings has 13 MB."""
_WRITE = "Write it with `govlint check --output json=FILE`, and keep the file as it is."


def read(path: str) -> Report:
    """The report in a file. Raises `UsageError` where it is none."""
    return parsed(_content(path), visible(path))


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"{visible(path)} cannot be read: {why}.", fix=_WRITE) from None
    if len(content) > MOST_BYTES:
        told = f"{visible(path)} is larger than {MOST_BYTES >> 20} MiB."
        raise UsageError(told, fix=_WRITE)
    return content


def parsed(content: bytes, name: str) -> Report:
    """The report that is written in ``content``. Raises `UsageError` where it is none."""
    try:
        data = json.loads(content, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise UsageError(f"{name} is no JSON.", fix=_WRITE) from None
    wrong = misfits(data, load("report.v1"))
    if wrong:
        at = _named(wrong[0].path)
        raise UsageError(
            f"{name} is no report of govlint: {at} is not as it should be.", fix=_WRITE
        )
    return _report(data)


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _named(path: Path) -> str:
    return f"`{visible('.'.join(map(str, path)), 100)}`" if path else "the whole"


def _report(data: dict[str, Any]) -> Report:
    unavailable = data["unavailable"].items()
    return Report(
        as_of=data["as_of"],
        declarations=tuple(map(_declaration, data["declarations"])),
        findings=tuple(map(_finding, data["findings"])),
        unavailable={k: Unavailable(v["reason"], v["remedy"]) for k, v in unavailable},
        summary=Summary(**{key: data["summary"][key] for key in Summary._fields}),
        sources={},
        against=_against(data["against"]) if data.get("against") else None,
        mended=tuple(data.get("mended", ())),
        failed=data.get("failed"),
    )


def _declaration(data: dict[str, Any]) -> Declaration:
    return Declaration(
        path=data["path"],
        system=data["system"],
        lifecycle=data["lifecycle"],
        headline="",
        verdict=data["verdict"],
        verdict_text="",
        questions=tuple(map(_answer, data["questions"])),
        groups=(),
        stuck="",
    )


def _answer(data: dict[str, Any]) -> Answer:
    strength = data.get("strength")
    return Answer(
        int(data["number"]), data["title"], data["state"], tuple(data["policies"]), "", strength
    )


def _finding(data: dict[str, Any]) -> Finding:
    return Finding(
        policy=data["policy"],
        outcome=data["outcome"],
        severity=data["severity"],
        message=data["message"],
        fix=data["fix"],
        span=_span(data),
        subject=data["subject"],
        question=None if data["question"] is None else int(data["question"]),
        state=data["state"],
        fingerprint=data["fingerprint"],
        waiver=_waiver(data) if data["waiver"] else None,
        related=tuple(Related(_point(each), each["text"]) for each in data.get("related", ())),
        strength=data.get("strength"),
        base=data["base"],
    )


def _waiver(finding: dict[str, Any]) -> Waiver:
    data = finding["waiver"]
    told = data["reason"], data["approved_by"], data["expires"]
    return Waiver(finding["policy"], finding["subject"], *told, _point(data))


def _point(data: dict[str, Any]) -> Span:
    line, column = _whole(data["line"]), _whole(data["column"])
    return Span(data["path"], line, column, line, column)


def _span(data: dict[str, Any]) -> Span:
    return Span(data["path"], *(_whole(data[key]) for key in Span._fields[1:]))


def _whole(value: float) -> int:
    """A line or column: no file has more than this."""
    return int(min(value, 2**31))


def _against(data: dict[str, Any]) -> Against:
    return Against(
        name=data["name"],
        commit=data["commit"],
        head=data["head"],
        event=data["event"],
        number=data["number"],
        comparisons=tuple(map(_comparison, data["comparisons"])),
        notes=tuple(data["notes"]),
    )


def _comparison(data: dict[str, Any]) -> Comparison:
    return Comparison(
        system=data["system"],
        before=data["before"] or "",
        after=data["after"] or "",
        changes=tuple(map(_change, data["changes"])),
        approvals=tuple(map(_approval, data["approvals"])),
        incomparable=data["incomparable"] or "",
    )


def _change(data: dict[str, Any]) -> Change:
    return Change(
        path=tuple(data["path"]),
        section=data["section"],
        name=data["name"],
        kind=data["kind"],
        why=data["why"],
        before=data["before"],
        after=data["after"],
        base=_span(data["base"]) if data["base"] else None,
        head=_span(data["head"]) if data["head"] else None,
        right="",
        record=data["record"],
    )


def _approval(data: dict[str, Any]) -> Approval:
    people = tuple(Person(each["name"], each["contact"]) for each in data["people"])
    return Approval(data["right"], people, tuple(data["changes"]), data["weaker"])
