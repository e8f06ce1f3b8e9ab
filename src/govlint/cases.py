"""Cases of policies: small declarations, and what a policy must say of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import findings, schema, source
from govlint.engine import case as case_of
from govlint.errors import PolicyError
from govlint.model import Fact
from govlint.schema.quick import is_date
from govlint.snapshot import READ_LIMIT, is_outside
from govlint.text import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from govlint.engine import Case, Judgement
    from govlint.facts.evidence import Evidence
    from govlint.model import Path, Span
    from govlint.policy import Rule
    from govlint.schema import Form
    from govlint.snapshot import Kind
    from govlint.source import Document

    Ask = Callable[[Rule, Case, str], list[Judgement]]

_AS_OF = "2026-11-23"
_EXPECTATIONS = ("pass", "fail", "not_applicable", "open")
_KEYS = ("policy", "as_of", "facts", "files", *_EXPECTATIONS)
_ITEM_KEYS = ("declaration", "as_of", "facts", "files")
_FAIL_KEYS = (*_ITEM_KEYS, "line", "column", "state", "related")
_STATES = ("absent", "unclear", "contradicted", "stale")
_FACTS = ("history", "evidence", "codeowners", "change")
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

    def list(self, folder: str = "") -> Iterator[str]:
        """See `Snapshot.list`."""
        prefix = f"{folder}/" if folder else ""
        yield from sorted(path for path in self._files if path.startswith(prefix))


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
        fix = "Begin each with its policy:   - policy: family/name"
        raise PolicyError("A case file is a list of cases.", source.line_span(document, 1), fix)
    found: list[Example] = []
    for index, entry in enumerate(document.data):
        _check_keys(document, (index,), entry, _KEYS)
        _check_policy(document, (index,), entry, known)
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
    places = [findings.pointed(form, j)[0] for j in failures]
    if example.place and example.place not in [(s.line, s.column) for s in places]:
        line, column = example.place
        told = ", ".join(f"{s.line}:{s.column}" for s in places)
        return f"expected at {line}:{column}, but it points at {told}"
    states = [j.state for j in failures]
    if example.state and example.state not in states:
        return f"expected the state {example.state}, but it is {', '.join(states)}"
    shown = [findings.related(each).span for j in failures for each in j.related]
    related = tuple((span.path, span.line) for span in shown)
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
        _check_keys(document, at, item, _FAIL_KEYS if expected == "fail" else _ITEM_KEYS)
    else:
        item = {"declaration": item}
    if "declaration" not in item or not _is_text(item["declaration"]):
        raise _wrong(document, at, *_FORMS["declaration"][1:])
    return Example(
        policy=entry["policy"],
        expected=expected,
        declaration=item["declaration"],
        as_of=item.get("as_of") or entry.get("as_of") or _AS_OF,
        facts={**entry.get("facts", {}), **item.get("facts", {})},
        files=item.get("files", entry.get("files")) or {},
        place=_place(document, at, item),
        state=item.get("state"),
        related=tuple(map(tuple, item["related"])) if "related" in item else None,
        span=source.value_span(document, at),
    )


def _place(document: Document, at: Path, item: dict[str, Any]) -> tuple[int, int] | None:
    for one, other in (("line", "column"), ("column", "line")):
        if one in item and other not in item:
            message = f"`{one}` stands without `{other}`."
            raise _wrong(document, (*at, one), message, f"Write both:   {other}: 1")
    return (item["line"], item["column"]) if "line" in item else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and is_date(value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _are_facts(value: Any) -> bool:
    return isinstance(value, dict) and all(
        name in _FACTS and isinstance(fact, dict) for name, fact in value.items()
    )


def _are_files(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, (*value, *value.values())))


def _are_places(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, list) and len(each) == 2 and _is_text(each[0]) and _is_count(each[1])
        for each in value
    )


_FORMS: dict[str, tuple[Callable[[Any], bool], str, str]] = {
    "declaration": (
        _is_text,
        "A case is the text of a declaration.",
        "Write | behind the key, and the declaration indented below it.",
    ),
    "as_of": (_is_day, "`as_of` is a day that exists.", "Write:   as_of: 2026-11-23"),
    "facts": (
        _are_facts,
        f"`facts` holds what is known beside the declaration, under {', '.join(_FACTS)}.",
        "Write:   facts: {history: {since: 2025-11-23}}",
    ),
    "files": (
        _are_files,
        "`files` holds paths, each with the text of the file.",
        'Write:   files: {docs/runbook.md: "What to do"}',
    ),
    "line": (_is_count, "`line` is a number from 1 on.", "Write:   line: 2"),
    "column": (_is_count, "`column` is a number from 1 on.", "Write:   column: 9"),
    "state": (
        lambda value: value in _STATES,
        f"`state` is one of {', '.join(_STATES)}.",
        "Write:   state: absent",
    ),
    "related": (
        _are_places,
        "`related` lists the second places: a file and a line for each.",
        "Write:   related: [[CODEOWNERS, 2]]",
    ),
}
"""What each key of a case may hold: a test, how to say it, and what to write."""


def _check_keys(document: Document, at: Path, item: Any, allowed: tuple[str, ...]) -> None:
    if not isinstance(item, dict):
        message = "A case names its policy, and declarations that pass or fail."
        raise _wrong(document, at, message, "Begin with the policy:   - policy: family/name")
    for key, value in item.items():
        if key not in allowed:
            message = f"`{key}` says nothing here."
            raise _wrong(document, (*at, key), message, f"Write one of {', '.join(allowed)}.")
        is_right, message, fix = _FORMS.get(key, (None, "", ""))
        if is_right is not None and not is_right(value):
            raise _wrong(document, (*at, key), message, fix)


def _check_policy(
    document: Document, at: Path, entry: dict[str, Any], known: Mapping[str, Rule]
) -> None:
    name = entry.get("policy")
    if not isinstance(name, str):
        message = "A case names one policy."
        raise _wrong(document, (*at, "policy"), message, "Write:   policy: family/name")
    if name not in known:
        meant = nearest(name, known)
        fix = f"Did you mean `{meant}`?" if meant else "Write its family and its id."
        raise _wrong(document, (*at, "policy"), f"There is no policy `{name}`.", fix)


def _wrong(document: Document, at: Path, message: str, fix: str) -> PolicyError:
    return PolicyError(message, source.value_span(document, source.nearest(document, at)), fix)
