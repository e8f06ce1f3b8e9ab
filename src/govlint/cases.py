"""Cases of policies: small declarations, and what a policy must say of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import findings, schema, source
from govlint.engine import case as case_of
from govlint.errors import PolicyError
from govlint.model import Fact, Path
from govlint.snapshot import READ_LIMIT, is_outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from govlint.engine import Case, Judgement
    from govlint.facts.evidence import Evidence
    from govlint.model import Span
    from govlint.policy import Rule
    from govlint.schema import Form
    from govlint.snapshot import Kind
    from govlint.source import Document

    Ask = Callable[[Rule, Case, str], list[Judgement]]

_AS_OF = "2026-11-23"
_EXPECTATIONS = ("pass", "fail", "not_applicable", "open")
_KEYS = ("policy", "as_of", "facts", "files", *_EXPECTATIONS)
_FAIL_KEYS = ("declaration", "line", "column", "state", "related", "as_of", "facts", "files")
_FROM_FILES = ("evidence", "codeowners")


class Example(NamedTuple):
    """One small declaration, and the outcome that it must have."""

    policy: str
    expected: str
    declaration: str
    as_of: str
    facts: Mapping[str, Any]
    """Facts as they are given; those that files tell come from ``files`` otherwise."""
    files: Mapping[str, str]
    """What stands in the declaration's folder: paths and texts."""
    place: tuple[int, int] | None
    """Line and column of the failure, where the case names them."""
    state: str | None
    related: tuple[tuple[str, int], ...] | None
    """File and line of the second places of a failure."""
    span: Span
    """Where the case is written."""


class Texts:
    """A snapshot that is made of a case's own texts."""

    name = "case"

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def read(self, path: str, limit: int = READ_LIMIT) -> bytes | None:
        """See `Snapshot.read`."""
        text = self._files.get(path)
        return None if text is None else text.encode()[:limit]

    def kind(self, path: str) -> Kind | None:
        """See `Snapshot.kind`."""
        if is_outside(path):
            return "outside"
        if path in self._files:
            return "file"
        folder = f"{path.rstrip('/')}/"
        return "folder" if any(name.startswith(folder) for name in self._files) else None

    def real(self, path: str) -> str:
        """See `Snapshot.real`."""
        return path

    def list(self) -> Iterator[str]:
        """See `Snapshot.list`."""
        yield from sorted(self._files)


class Broken(NamedTuple):
    """A case that does not hold, and what came out instead."""

    example: Example
    message: str


def read(path: str, content: bytes, known: Mapping[str, Rule]) -> list[Example]:
    """The examples of a case file. Raises PolicyError for one that cannot be understood."""
    document = source.read(content, path)
    for fault in document.faults:
        raise PolicyError(fault.message, fault.span, fault.fix)
    if not isinstance(document.data, list):
        raise PolicyError("A case file is a list of cases.", source.line_span(document, 1))
    found: list[Example] = []
    for index, entry in enumerate(document.data):
        _check_keys(document, (index,), entry, _KEYS)
        if entry.get("policy") not in known:
            raise _wrong(document, (index,), f"There is no policy `{entry.get('policy')}`.")
        found += _examples(document, index, entry)
    return found


def run(example: Example, rule: Rule, limits: Mapping[str, Any], ask: Ask) -> Broken | None:
    """What is wrong with an example; None where it holds. ``ask`` judges a case as of a day."""
    document = source.read(example.declaration.encode(), "ai-governance.yaml")
    form = schema.check_form(document, example.as_of)
    values = {"today": example.as_of, "limits": dict(limits), "catalogue": [rule.id]}
    facts = {name: Fact(data=data) for name, data in example.facts.items()}
    evidence = _evidence(example, form, rule)
    if evidence is not None:
        form = form._replace(faults=(*form.faults, *evidence.missing(form.document)))
        told = {"evidence": evidence.fact(rule.facts), "codeowners": evidence.codeowners()}
        facts = {**told, **facts}
    found = ask(rule, case_of(form, values, facts), example.as_of)
    message = _mismatch(example, form, found)
    return Broken(example, message) if message else None


def _evidence(example: Example, form: Form, rule: Rule) -> Evidence | None:
    """What the files of a case tell, where the policy reads it."""
    if not any(read.startswith(_FROM_FILES) for read in rule.facts):
        return None
    from govlint.facts.evidence import Evidence, Tree

    tree = Tree(Texts(example.files), "")
    return Evidence(tree, form.data, "ai-governance.yaml", example.as_of)


def _mismatch(example: Example, form: Form, found: list[Judgement]) -> str:
    outcome = _outcome(found)
    if outcome != example.expected:
        told = "; ".join(j.message for j in found if j.message)
        return f"expected {example.expected}, but it is {outcome}" + (f": {told}" if told else "")
    if example.expected != "fail":
        return ""
    failures = [j for j in found if j.outcome == "fail"]
    places = [findings.place(form, j.at) for j in failures]
    if example.place and example.place not in [(s.line, s.column) for s in places]:
        line, column = example.place
        told = ", ".join(f"{s.line}:{s.column}" for s in places)
        return f"expected at {line}:{column}, but it points at {told}"
    states = [j.state for j in failures]
    if example.state and example.state not in states:
        return f"expected the state {example.state}, but it is {', '.join(states)}"
    related = tuple((str(r["path"]), int(r["line"])) for j in failures for r in j.related)
    if example.related is not None and example.related != related:
        return f"expected the second places {example.related}, but they are {related}"
    return ""


def _outcome(found: list[Judgement]) -> str:
    """What a list of judgements comes to; a failure is worse than one that is open."""
    outcomes = {judgement.outcome for judgement in found}
    for outcome in ("fail", "open", "pass"):
        if outcome in outcomes:
            return outcome
    return "not_applicable"


def _examples(document: Document, index: int, entry: dict[str, Any]) -> Iterator[Example]:
    for expected in _EXPECTATIONS:
        written = entry.get(expected, [])
        for number, item in enumerate(written if isinstance(written, list) else [written]):
            at: Path = (index, expected, number) if isinstance(written, list) else (index, expected)
            yield _example(document, at, entry, expected, item)


def _example(
    document: Document, at: Path, entry: dict[str, Any], expected: str, item: Any
) -> Example:
    if isinstance(item, dict):
        _check_keys(document, at, item, _FAIL_KEYS)
    else:
        item = {"declaration": item}
    if not isinstance(item.get("declaration"), str):
        raise _wrong(document, at, "A case is the text of a declaration.")
    place = (int(item["line"]), int(item["column"])) if "line" in item else None
    return Example(
        policy=entry["policy"],
        expected=expected,
        declaration=item["declaration"],
        as_of=item.get("as_of") or entry.get("as_of") or _AS_OF,
        facts={**entry.get("facts", {}), **item.get("facts", {})},
        files=item.get("files", entry.get("files")) or {},
        place=place,
        state=item.get("state"),
        related=_second_places(document, at, item["related"]) if "related" in item else None,
        span=source.value_span(document, at),
    )


def _second_places(document: Document, at: Path, written: Any) -> tuple[tuple[str, int], ...]:
    try:
        return tuple((str(path), int(line)) for path, line in written)
    except (TypeError, ValueError):
        message = "`related` is a list of pairs: a file and a line."
        raise _wrong(document, (*at, "related"), message) from None


def _check_keys(document: Document, at: Path, item: Any, allowed: tuple[str, ...]) -> None:
    if not isinstance(item, dict):
        raise _wrong(document, at, "A case names its policy, and declarations that pass or fail.")
    for key in item:
        if key not in allowed:
            names = ", ".join(allowed)
            raise _wrong(document, (*at, key), f"`{key}` says nothing here; write one of {names}.")


def _wrong(document: Document, at: Path, message: str) -> PolicyError:
    return PolicyError(message, source.value_span(document, source.nearest(document, at)))
