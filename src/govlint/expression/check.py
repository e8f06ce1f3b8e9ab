"""Checks a policy's expressions, templates and paths against the vocabulary."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from govlint.expression import shapes
from govlint.expression.cel import FACTS, Environment, ExpressionError
from govlint.expression.checking import Checker, Typed
from govlint.expression.shapes import STRING, TEXTS, Shape
from govlint.expression.signatures import TYPE_NAMES
from govlint.expression.template import TemplateError, parts
from govlint.expression.tree import parse
from govlint.text import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Wanted = Literal["bool", "text", "list"]

_KINDS = {
    "bool": "true or false",
    "text": "something that can be shown",
    "list": "a list of maps with `path`, `line` and `text`",
}
_SHOWN = ("string", "int", "uint", "double", "bool", "list", "dyn", "union", "null")
_NO_PATH = "a path is made of names, dots and [*]"


def check(
    source: str, each: Sequence[str], wanted: Wanted, texts: Sequence[str] = ()
) -> tuple[str, ...]:
    """The paths that an expression reads: ``doc.rollback.runbook``, ``history.review``.

    ``each`` holds the paths that ``it`` stands for, ``texts`` further variables. Raises
    ExpressionError for what is no CEL, names what does not exist, mixes types, or does not give
    what is wanted.
    """
    variables = {**_variables(tuple(each)), **dict.fromkeys(texts, Typed(STRING))}
    checker = Checker(source, parse(_environment().syntax(source)), variables)
    result = checker.check()
    _check_result(result, wanted)
    _environment().compile(source)
    return tuple(path for path in checker.reads if path.partition(".")[0] in _ROOTS)


def check_template(
    template: str, each: Sequence[str], texts: Sequence[str] = ()
) -> tuple[str, ...]:
    """The paths that a template reads. Raises ExpressionError, placed in the template."""
    reads: dict[str, None] = {}
    try:
        found = parts(template)
    except TemplateError as error:
        raise _at(ExpressionError(error.message), template, error.offset) from None
    for part in found:
        if part.is_expression:
            try:
                reads.update(dict.fromkeys(check(part.text, each, "text", texts)))
            except ExpressionError as error:
                raise _at(error, template, part.offset) from None
    return tuple(reads)


def check_each(path: str) -> None:
    """Raise ExpressionError for a subject that no declaration can have."""
    _follow(path)


def check_at(path: str, each: Sequence[str]) -> None:
    """Raise ExpressionError for a path below the subject, or from ``doc``, that cannot be."""
    if path == "doc" or path.startswith("doc."):
        _follow(path)
        return
    errors = []
    for subject in each:
        try:
            _follow(f"{subject}.{path}", offset=len(subject) + 1)
        except ExpressionError as error:
            errors.append(error)
    if len(errors) == len(each):
        raise errors[0]


Request = tuple[str, str, tuple[str, ...]]
"""What to check, as plain data: ``each``, ``at``, ``bool``, ``list``, ``template`` or
``placeholder`` (a template that knows ``written``); the text; the subjects."""

Answer = tuple[str, ...] | tuple[str, int, int, str]
"""The paths that are read, or what is wrong: the message, its line and column, a way out."""


def answer(request: Request) -> tuple[bool, Answer]:
    """Whether a request is in order, and its answer: for another process, so nothing is raised."""
    try:
        return True, _answer(*request)
    except ExpressionError as error:
        return False, (error.message, error.line, error.column, error.fix)


def answering(_setup: object) -> Callable[[list[Request]], list[tuple[bool, Answer]]]:
    """For a sandbox: what answers the requests of one policy."""
    return lambda requests: [answer(request) for request in requests]


def _answer(kind: str, text: str, each: tuple[str, ...]) -> tuple[str, ...]:
    match kind:
        case "each":
            check_each(text)
        case "at":
            check_at(text, each)
        case "template":
            return check_template(text, each)
        case "placeholder":
            return check_template(text, each, ("written",))
        case "bool" | "list":
            return check(text, each, kind)
    return ()


_ROOTS = ("doc", *FACTS)


@cache
def _environment() -> Environment:
    return Environment("2000-01-01", {})


@cache
def _declaration() -> Shape:
    return shapes.declaration()


@cache
def _variables(each: tuple[str, ...]) -> dict[str, Typed]:
    facts = {name: Typed(shapes.fact(name), (name,)) for name in FACTS}
    return {
        "doc": Typed(_declaration(), ("doc",)),
        "it": Typed(shapes.union(_follow(path) for path in each), each),
        "limits": Typed(_limits()),
        "today": Typed(STRING),
        "key": Typed(STRING),
        "people": Typed(TEXTS),
        "catalogue": Typed(TEXTS),
        **facts,
        **dict.fromkeys(TYPE_NAMES, Typed(Shape("type"))),
    }


@cache
def _limits() -> Shape:
    from govlint import resources

    names = [
        line.partition(":") for line in resources.read("policies/limits.yaml").decode().split("\n")
    ]
    fields = {
        name: STRING if value.strip().startswith("P") else shapes.DOUBLE
        for name, sign, value in names
        if sign and not name.startswith("#")
    }
    return Shape("record", fields=fields)


def _follow(path: str, offset: int = 0) -> Shape:
    """The shape at a path such as ``doc.data.sources[*]``. Errors are placed from ``offset`` on."""
    shape, place, done = _declaration(), 0, ""
    for number, segment in enumerate(path.replace("[*]", ".[*]").split(".")):
        if number == 0:
            if segment != "doc":
                fix = f"Write doc.{path}." if path else "Write for example doc.rollback."
                raise ExpressionError("a path begins with `doc`", fix=fix)
        elif segment == "[*]":
            shape = _items(shape, done, max(place - offset, 1))
            place -= 1
        elif not segment or not segment.replace("_", "a").replace("-", "a").isalnum():
            raise ExpressionError(_NO_PATH, 1, max(place - offset, 0) + 1)
        else:
            shape = _field(shape, done, segment, max(place - offset, 0) + 1)
        done = path[: place + len(segment)]
        place += len(segment) + 1
    return shape


def _field(shape: Shape, path: str, name: str, column: int) -> Shape:
    found = shapes.member(shape, name)
    if found is None:
        meant = nearest(name, shapes.names(shape))
        known = ", ".join(shapes.names(shape)[:12])
        fix = f"Did you mean `{meant}`?" if meant else f"There are {known}." if known else ""
        raise ExpressionError(f"`{path}` has no `{name}`", 1, column, fix)
    return found


def _items(shape: Shape, path: str, column: int) -> Shape:
    found = shapes.each_of(shape)
    if found is None:
        raise ExpressionError(f"`{path}` has no items for [*] to select", 1, column)
    return found


def _check_result(result: Shape, wanted: Wanted) -> None:
    if not result.is_ordered and wanted != "bool":
        message = "a list made from a map has another order each time"
        raise ExpressionError(message, fix="Wrap it in sorted(…).")
    kinds = _SHOWN if wanted == "text" else (wanted, "dyn", "union")
    item = result.item.kind if wanted == "list" and result.item else "dyn"
    if result.kind not in kinds or item not in ("map", "record", "dyn", "union"):
        fix = "Say what of it is meant, for example it.name." if wanted == "text" else ""
        raise ExpressionError(f"this does not give {_KINDS[wanted]}", fix=fix)


def _at(error: ExpressionError, template: str, offset: int) -> ExpressionError:
    """The error of a part, placed in the template that holds the part at ``offset``."""
    before = template[:offset]
    line = before.count("\n") + error.line
    column = error.column
    if error.line == 1:
        column += offset - (before.rfind("\n") + 1)
    return ExpressionError(error.message, line, column, error.fix)
