"""Reads policy files: form, names, paths and expressions, each mistake with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import resources, schema, source
from govlint.errors import BugError, PolicyError
from govlint.model import LIFECYCLES, Check, Policy
from govlint.policy.placing import place_in
from govlint.sandbox import Sandbox, Stopped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govlint.expression.check import Answer, Request
    from govlint.model import Fault, Path
    from govlint.source import Document

_SCHEMA = "policy.v1"
_TEXTS = ("message", "message_absent", "fix")
_OF_CHECKS = ("require", "at", "if_not", *_TEXTS, "message_placeholder", "related")

Checked = list[tuple[bool, "Answer"]] | Stopped
"""The answers to the requests of one policy, or why there are none."""
Checking = Callable[[Sequence[tuple[str, list["Request"]]]], list[Checked]]


class Draft(NamedTuple):
    """A policy whose expressions are still to be checked."""

    policy: Policy
    document: Document
    questions: tuple[tuple[Path, Request], ...]
    """What to check, and where it is written."""


class Loaded(NamedTuple):
    """What some policy files hold."""

    policies: tuple[Policy, ...]
    broken: tuple[PolicyError, ...]
    """One for each policy, or file, that is not in order: the others stand."""


def load(files: Iterable[tuple[str, bytes]], checking: Checking) -> Loaded:
    """The policies of some files ``(path, content)``, in their order.

    ``checking`` answers the requests of each policy ``(id, requests)``, in their order.
    """
    broken: list[PolicyError] = []
    drafts = _unique(list(_drafts(files, broken)), broken)
    asked = [(draft.policy.id, [request for _, request in draft.questions]) for draft in drafts]
    policies = []
    for draft, answers in zip(drafts, checking(asked), strict=True):
        try:
            policies.append(_finished(draft, answers))
        except PolicyError as error:
            broken.append(error)
    return Loaded(tuple(policies), tuple(sorted(broken, key=_place)))


def check_apart(asked: Sequence[tuple[str, list[Request]]]) -> list[Checked]:
    """The answers, given in a process of their own: for policies that nobody vouches for."""
    if not asked:
        return []
    with Sandbox("govlint.expression.check:answering", None) as sandbox:
        return sandbox.ask_all(asked)


def check_here(asked: Sequence[tuple[str, list[Request]]]) -> list[Checked]:
    """The answers, given in this process: for our own policies."""
    from govlint.expression.check import answer

    return [[answer(request) for request in requests] for _, requests in asked]


def words() -> dict[str, list[str]]:
    """The word lists of ``policies/words.yaml``."""
    return dict(_own("policies/words.yaml"))


def limits() -> dict[str, str | float]:
    """The limits of ``policies/limits.yaml``; numbers are doubles, as expressions see them."""
    return {
        name: float(value) if isinstance(value, int) else value
        for name, value in _own("policies/limits.yaml").items()
    }


def _own(name: str) -> dict[str, Any]:
    document = source.read(resources.read(name), name)
    if document.faults or not isinstance(document.data, dict):
        raise BugError(f"{name} cannot be read: {document.faults}")
    return document.data


def _drafts(files: Iterable[tuple[str, bytes]], broken: list[PolicyError]) -> Iterator[Draft]:
    for path, content in files:
        document = source.read(content, path)
        try:
            faults = _faults(document)
        except PolicyError as error:
            broken.append(error)
            continue
        for index in range(len(document.data["policies"])):
            try:
                yield _draft(document, index, faults.get(index, ()))
            except PolicyError as error:
                broken.append(error)


def _faults(document: Document) -> dict[int, list[Fault]]:
    """The mistakes of form by the policy's index. Raises PolicyError for one outside them."""
    if not document.faults and not (isinstance(document.data, dict) and document.data):
        message = "A policy file begins with `family:` and `policies:`."
        raise PolicyError(message, source.line_span(document, 1))
    found: dict[int, list[Fault]] = {}
    for fault in document.faults or schema.check(document, _SCHEMA):
        match fault.path:
            case ("policies", int(index), *_) if document.complete:
                found.setdefault(index, []).append(fault)
            case _:
                raise PolicyError(_sentence(fault.message), fault.span, fault.fix)
    return found


def _draft(document: Document, index: int, faults: Sequence[Fault]) -> Draft:
    for fault in faults:
        raise PolicyError(_sentence(fault.message), fault.span, fault.fix)
    raw = document.data["policies"][index]
    place: Path = ("policies", index)
    _check_parts(document, raw, place)
    return Draft(_policy(document, raw, place), document, tuple(_questions(raw, place)))


def _check_parts(document: Document, raw: dict[str, Any], place: Path) -> None:
    """Raise PolicyError where a check is not whole, or stands in two forms."""
    for where, check in _checks(raw, place):
        for key in ("require", "message"):
            if key not in check:
                message = f"`{raw['id']}` has no `{key}`."
                at = (*place, "id") if where == place else where
                raise PolicyError(message, source.value_span(document, at))
    for key in _OF_CHECKS if "checks" in raw else ():
        if key in raw:
            message = f"`{key}` stands beside `checks`."
            fix = "Move it into each of them."
            raise PolicyError(message, source.key_span(document, (*place, key)), fix)


def _checks(raw: dict[str, Any], place: Path) -> list[tuple[Path, dict[str, Any]]]:
    if "checks" not in raw:
        return [(place, raw)]
    return [((*place, "checks", number), check) for number, check in enumerate(raw["checks"])]


def _questions(raw: dict[str, Any], place: Path) -> Iterator[tuple[Path, Request]]:
    """Every path, expression and template of a policy, with where it is written."""
    each = _listed(raw.get("each", "doc"))
    yield from (((*at,), ("each", path, ())) for at, path in _each_listed(raw, "each", place))
    if "when" in raw:
        yield (*place, "when"), ("bool", raw["when"], each)
    for where, check in _checks(raw, place):
        yield (*where, "require"), ("bool", check["require"], each)
        yield from ((at, ("at", path, each)) for at, path in _each_listed(check, "at", where))
        if "related" in check:
            yield (*where, "related"), ("list", check["related"], each)
        for key in (*_TEXTS, "message_placeholder"):
            if key in check:
                kind = "template" if key in _TEXTS else "placeholder"
                yield (*where, key), (kind, check[key], each)


def _each_listed(raw: dict[str, Any], key: str, place: Path) -> Iterator[tuple[Path, str]]:
    """A value that is one text or several, each with its place."""
    value = raw.get(key, ())
    if isinstance(value, str):
        yield (*place, key), value
    else:
        yield from (((*place, key, index), item) for index, item in enumerate(value))


def _policy(document: Document, raw: dict[str, Any], place: Path) -> Policy:
    return Policy(
        id=f"{document.data['family']}/{raw['id']}",
        title=raw["title"],
        question=raw.get("question"),
        decides=raw.get("decides", False),
        presence=raw.get("presence", False),
        severity=tuple(raw["severity"].get(stage) for stage in LIFECYCLES),
        each=_listed(raw.get("each", "doc")),
        when=raw.get("when", ""),
        checks=tuple(_check(check) for _, check in _checks(raw, place)),
        not_for=tuple(raw.get("not_for", ())),
        reads=(),
        facts=(),
        why=raw.get("why", ""),
        avoid=raw.get("avoid", ""),
        prefer=raw.get("prefer", ""),
        references=tuple(raw.get("references") or ()),
        span=source.value_span(document, (*place, "id")),
    )


def _check(raw: dict[str, Any]) -> Check:
    own = raw.get("severity")  # a policy of one check holds its severity by stage there
    return Check(
        require=raw["require"],
        at=_listed(raw.get("at", ())),
        if_not=raw.get("if_not", "unclear"),
        message=raw["message"],
        fix=raw.get("fix", ""),
        message_absent=raw.get("message_absent", ""),
        message_placeholder=raw.get("message_placeholder", ""),
        related=raw.get("related", ""),
        severity=own if isinstance(own, str) else None,  # type: ignore[arg-type]
    )


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _finished(draft: Draft, answers: Checked) -> Policy:
    """The policy with what it reads. Raises PolicyError for the first answer that is a mistake."""
    if isinstance(answers, Stopped):
        message = f"`{draft.policy.id}` cannot be checked: it {answers.reason}."
        raise PolicyError(message, draft.policy.span)
    reads: dict[str, None] = {}
    for (path, (kind, *_)), (is_right, answer) in zip(draft.questions, answers, strict=True):
        if not is_right:
            message, line, column, fix = map(str, answer)
            span = place_in(draft.document, path, int(line), int(column))
            raise PolicyError(_sentence(message), span, fix)
        if kind in ("bool", "list"):
            reads.update(dict.fromkeys(map(str, answer)))
    facts = dict.fromkeys(path.partition(".")[0] for path in reads)
    facts.pop("doc", None)
    return draft.policy._replace(reads=tuple(reads), facts=tuple(facts))


def _unique(drafts: Iterable[Draft], broken: list[PolicyError]) -> list[Draft]:
    """The drafts without those whose id was there before."""
    seen: dict[str, Draft] = {}
    for draft in drafts:
        first = seen.setdefault(draft.policy.id, draft).policy.span
        if first is not draft.policy.span:
            message = f"`{draft.policy.id}` is there twice, also at {first.path}:{first.line}."
            fix = "Give one of them another id, or delete it."
            broken.append(PolicyError(message, draft.policy.span, fix))
    return list(seen.values())


def _sentence(message: str) -> str:
    text = f"{message[:1].upper()}{message[1:]}"
    return text if text.endswith((".", "?")) else f"{text}."


def _place(error: PolicyError) -> tuple[object, ...]:
    return tuple(error.span or ())
