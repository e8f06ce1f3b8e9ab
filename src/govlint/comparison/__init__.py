"""Two declarations compared by what they mean: stronger, weaker or neither, and why."""

from __future__ import annotations

from govlint.comparison.nouns import Approval, Change, Comparison, Person
from govlint.comparison.side import Side
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.comparison.nouns import Kind
    from govlint.schema import Form

__all__ = ["Approval", "Change", "Comparison", "Person", "compare"]


def compare(base: Form | None, head: Form | None) -> Comparison:
    """What the head says differently from the base. One of them may be missing, not both.

    Comments, the order of keys and lists, the way values are written and ``x-`` keys are no
    change. A higher number is looser where it is a maximum or a threshold of drift.
    """
    if base is None or head is None:
        return _whole(base, head)
    if base is head:
        return _comparison(Side(base), Side(head))
    unread = next((form for form in (head, base) if not form.document.complete), None)
    old, new = Side(base), Side(head)
    if unread is not None:
        side = "head" if unread is head else "base"
        told = f"{visible(unread.document.path)} could not be read to its end in the {side}."
        return _comparison(old, new)._replace(incomparable=told)
    from govlint.comparison.approval import approvals
    from govlint.comparison.walk import Spot, Walk

    walk = Walk(old, new)
    walk.visit(Spot((), (), ()))
    return _comparison(old, new)._replace(
        changes=tuple(walk.changes), approvals=approvals(walk.changes, old)
    )


def _whole(base: Form | None, head: Form | None) -> Comparison:
    """A declaration that came or went; who agrees to a new one stands in itself."""
    from govlint.comparison.approval import approvals
    from govlint.comparison.vocabulary import PARTS

    form = head or base
    assert form is not None
    side = Side(form)
    system = visible(str(side.value(("system", "id")) or form.document.path))
    if head is None:
        kind: Kind = "weaker"
        why = f"The declaration was deleted: nobody answers for {system} any more."
    else:
        kind = "stronger"
        why = f"{system} is declared for the first time."
    change = Change(
        path=(),
        section="",
        name="",
        kind=kind,
        why=why,
        before=None if base is None else base.data,
        after=None if head is None else head.data,
        base=None if base is None else side.place(()),
        head=None if head is None else side.place(()),
        right=PARTS[()].right if head is None else "owners",
    )
    made = _comparison(Side(base) if base else None, Side(head) if head else None)
    return made._replace(changes=(change,), approvals=approvals([change], side))


def _comparison(base: Side | None, head: Side | None) -> Comparison:
    known = head or base
    assert known is not None
    return Comparison(
        system=str(known.value(("system", "id")) or ""),
        before=base.form.document.path if base else "",
        after=head.form.document.path if head else "",
        changes=(),
        approvals=(),
    )
