"""What a report says to those who read a pull request: the headline, and who must act."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from govlint.model import SEVERITIES, UNANSWERED
from govlint.render import selection
from govlint.render.change import words
from govlint.render.parts import safe
from govlint.text import listing, plural, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.comparison import Approval, Comparison
    from govlint.model import Finding, Verdict
    from govlint.report import Declaration, Report

VERDICTS: dict[Verdict, str] = {
    "pilot-purgatory": "pilot purgatory",
    "gaps": "gaps",
    "under-way": "under way",
    "not-judged": "not judged",
    "clear": "clear",
}
"""In words, the one that says most first."""
_DOES = {
    True: "mends {}. Until then this check fails.",
    False: "decides what to mend now. Nothing here fails the check.",
    None: "mends {}.",
}
"""By whether the run fails."""
_MOST_LINES = 5
"""Declarations whose verdict gets a line, and rights whose holders are named."""


class Told:
    """A report, sorted by what this change did."""

    def __init__(self, report: Report, request: str) -> None:
        self.report = report
        self.request = request
        """``pull request`` or ``merge request``."""
        self.against = report.against
        self.known = any(each.base for each in report.findings) or report.against is not None
        """Whether there was something to compare with."""

    @cached_property
    def new(self) -> list[Finding]:
        """What this change brings, the gravest first, what is waived last."""
        here = [f for f in selection.problems(self.report) if f.base != "existing"]
        told = [f for f in here if f.state != "not-checked" or f.outcome != "open"]
        return sorted(told, key=lambda f: (f.waiver is not None, SEVERITIES.index(f.severity)))

    @cached_property
    def unchecked(self) -> Report:
        """The report with only what could not be checked, and could before."""
        found = selection.problems(self.report)
        kept = (f for f in found if f.state == "not-checked" and f.base != "existing")
        return self.report._replace(findings=tuple(kept))

    @cached_property
    def fixed(self) -> list[Finding]:
        """What is gone."""
        return [f for f in self.report.findings if f.base == "fixed"]

    @cached_property
    def existing(self) -> int:
        """How many findings were there before."""
        return sum(f.base == "existing" for f in self.report.findings)

    @cached_property
    def weaker(self) -> list[Comparison]:
        """The declarations that the change weakens, or makes unreadable."""
        compared = self.against.comparisons if self.against else ()
        return [each for each in compared if each.weaker or each.incomparable]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the change does that counts after the merge."""
        return self.against.notes if self.against else ()

    @property
    def clean(self) -> bool:
        """Whether this change brings nothing that somebody should look at."""
        return not (self.new or self.unchecked.findings or self.weaker or self.notes)

    def clean_line(self) -> str:
        """Return the one line of a change that brings nothing."""
        what = f"nothing new in this {self.request}" if self.known else "nothing to do"
        more = [f"{len(self.fixed)} fixed"] if self.fixed else []
        more += [f"{plural(self.existing, 'finding')} from before"] if self.existing else []
        sign, fails = ("❌", "; this check fails") if self.report.failed else ("✅", "")
        return f"{sign} **govlint**: {', '.join([what, *more])}{fails}."

    def headline(self) -> str:
        """Return the counts of what is new, and the verdict that says most."""
        failures = [f for f in self.new if f.outcome == "fail" and f.waiver is None]
        word = "new " if self.known else ""
        counts = [(sum(f.severity == s for f in failures), s) for s in SEVERITIES]
        told = ", ".join(plural(count, f"{word}{name}") for count, name in counts if count)
        stops = self.report.failed if self.report.failed is not None else bool(counts[0][0])
        sign = "❌" if stops else "⚠️"
        return f"### {sign} govlint: {told or self._otherwise()}{self._verdict()}"

    def _otherwise(self) -> str:
        if any(each.weaker for each in self.weaker):
            return "this change weakens the declaration"
        return "what changed cannot be told" if self.weaker else "something to look at"

    def _verdict(self) -> str:
        present = {each.verdict for each in self.concerned()}
        told = [word for name, word in VERDICTS.items() if name in present and name != "clear"]
        return f" · {told[0]}" if told else ""

    def concerned(self) -> list[Declaration]:
        """The declarations that this change touches; all, where none is."""
        paths = {f.span.path for f in self.new} | {each.after for each in self.weaker}
        every = list(self.report.declarations)
        return [each for each in every if each.path in paths] or every

    def verdicts(self) -> Iterator[str]:
        """Yield a line for each declaration that the change touches."""
        concerned = self.concerned()
        several = len(self.report.declarations) > 1
        for each in concerned[:_MOST_LINES]:
            name = f"`{safe(each.path, 120)}`: " if several else ""
            if several or each.verdict != "not-judged":
                yield f"{name}{verdict(each)}"
        if len(concerned) > _MOST_LINES:
            yield f"And {plural(len(concerned) - _MOST_LINES, 'more declaration')}, below."

    def who_acts(self) -> Iterator[str]:
        """Yield who has to do what, and whether it stops the change."""
        if self.new:
            what = "what is new" if self.known else "what was found"
            yield f"The author of this {self.request} {_DOES[self.report.failed].format(what)}"
        elif self.report.failed is not None:
            yield f"{'This check fails' if self.report.failed else 'Nothing here fails the check'}."
        yield from (_should_agree(each) for each in self.approvals()[:_MOST_LINES])

    def approvals(self) -> list[Approval]:
        """Return who should agree to what is weaker."""
        return [each for one in self.weaker for each in words.asked(one) if each.weaker]


def _should_agree(each: Approval) -> str:
    people = listing([f"`{safe(person.name, 120)}`" for person in each.people[:_MOST_LINES]], "or")
    names = listing(
        f"`{safe(name)}`" if name else "the whole declaration" for name in each.names[:3]
    )
    more = f" and {len(each.names) - 3} more" if len(each.names) > 3 else ""
    who = f"{people} should approve" if people else "Somebody should approve"
    why = f", by `{safe(each.right, 120)}`" if people else ", but the base names nobody for it"
    return f"{who} the change of {names}{more}{why}."


def verdict(declaration: Declaration) -> str:
    """Return the verdict as a sentence, from the states of the questions."""
    asked = [each for each in declaration.questions if each.state != "not-asked"]
    left = [str(each.number) for each in asked if each.state in UNANSWERED]
    word = sentence(VERDICTS[declaration.verdict])[:-1]
    if declaration.verdict == "not-judged" or not asked:
        return f"{word}."
    aside = {
        state: sum(each.state == state for each in asked) for state in ("not-checked", "waived")
    }
    more = "".join(f", {n} {state.replace('-', ' ')}" for state, n in aside.items() if n)
    clear = sum(each.state == "clear" for each in asked)
    if not left:
        return f"{word}: {clear} of {len(asked)} questions have a clear answer{more}."
    verb, numbers = "has" if len(left) == 1 else "have", ", ".join(left)
    return (
        f"{word}: {len(left)} of {len(asked)} questions {verb} no clear answer ({numbers}){more}."
    )
