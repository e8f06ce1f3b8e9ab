"""Reads policy files: form, names, paths and expressions, each mistake with its place and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint import resources, source
from govlint.errors import BugError, PolicyError
from govlint.model import LIFECYCLES, Check, Policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.model import Fault, Path
    from govlint.source import Document

_SCHEMA = "schemas/policy.v1.schema.json"
_FACTS = ("history", "evidence", "codeowners", "change")


def load(files: Iterable[tuple[str, bytes]]) -> tuple[Policy, ...]:
    """The policies of some files ``(path, content)``, in their order; nothing is compiled yet.

    Raises PolicyError for the first mistake, at its line and column.
    """
    found: list[Policy] = []
    for path, content in files:
        document = source.read(content, path)
        _check_form(document)
        found += [_policy(document, index) for index in range(len(document.data["policies"]))]
    _check_unique(found)
    return tuple(found)


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


def _check_form(document: Document) -> None:
    faults: Sequence[Fault] = document.faults
    if not faults and isinstance(document.data, dict):
        faults = _schema_faults(document)
    if faults:
        first = min(faults, key=lambda fault: (fault.span.line, fault.span.column))
        raise PolicyError(first.message, first.span, first.fix)
    if not isinstance(document.data, dict) or not document.data:
        message = "a policy file begins with `family:` and `policies:`"
        raise PolicyError(message, source.line_span(document, 1))


def _schema_faults(document: Document) -> Sequence[Fault]:
    try:
        from govlint.schema import check
    except ImportError:
        return ()
    return check(document, _SCHEMA)


def _policy(document: Document, index: int) -> Policy:
    raw = document.data["policies"][index]
    place: Path = ("policies", index)
    checks = raw.get("checks") or [raw]
    for number, check in enumerate(checks):
        where = (*place, "checks", number) if "checks" in raw else place
        for key in ("require", "message"):
            if key not in check:
                message = f"this policy has no `{key}`"
                raise PolicyError(message, source.value_span(document, where))
    return Policy(
        id=f"{document.data['family']}/{raw['id']}",
        title=raw["title"],
        question=raw.get("question"),
        decides=raw.get("decides", False),
        presence=raw.get("presence", False),
        severity=tuple(raw["severity"].get(stage) for stage in LIFECYCLES),  # type: ignore[arg-type]
        each=_listed(raw.get("each", "doc")),
        when=raw.get("when", ""),
        checks=tuple(map(_check, checks)),
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
    return Check(
        require=raw["require"],
        at=_listed(raw.get("at", ())),
        if_not=raw.get("if_not", "unclear"),
        message=raw["message"],
        fix=raw.get("fix", ""),
        message_absent=raw.get("message_absent", ""),
        message_placeholder=raw.get("message_placeholder", ""),
        related=raw.get("related", ""),
    )


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check_unique(policies: Iterable[Policy]) -> None:
    seen: dict[str, Policy] = {}
    for policy in policies:
        if policy.id in seen:
            first = seen[policy.id].span
            message = f"`{policy.id}` is defined twice, also at {first.path}:{first.line}"
            raise PolicyError(message, policy.span, "Give one of them another id, or delete it.")
        seen[policy.id] = policy

