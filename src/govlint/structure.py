"""What every declaration is checked for before a policy judges it: a data table.

These findings have ids like a policy's, but come from reading the file. They are errors at every
stage unless a line says otherwise, and can be neither waived nor switched off.
"""

from __future__ import annotations

from typing import NamedTuple


class Structural(NamedTuple):
    """One kind of mistake of form."""

    id: str
    title: str
    """A sentence that is true when all is well."""
    why: str
    avoid: str
    prefer: str


STRUCTURAL: tuple[Structural, ...] = (
    Structural(
        "declaration/missing",
        "There is a declaration to judge",
        "Nothing was found under the paths that were given: no `ai-governance.yaml` or "
        "`ai-governance.yml`, and no file that `declarations` in the configuration names. A check "
        "that finds nothing to check must not look like one that found nothing wrong.",
        "",
        "schema: ai-governance/v1\nsystem: {id: candidate-ranker, lifecycle: planned}\n",
    ),
    Structural(
        "declaration/syntax",
        "The file can be read to its end",
        "A sign stands where YAML cannot take it: a handle or a comparison without quotes, a tab, "
        "a hard space pasted from a wiki, a bracket or a quote that is never closed. The place is "
        "the sign to mend. Where it is clear what was meant, the rest of the file is read and "
        "judged all the same. Merge keys, tags, several documents in one file and files above a "
        "size or a depth that no declaration needs are refused here too.",
        "owners:\n  technical: {name: Priya Nair, contact: @priya-nair}\n",
        'owners:\n  technical: {name: Priya Nair, contact: "@priya-nair"}\n',
    ),
    Structural(
        "declaration/unknown-version",
        "The version of the vocabulary is known",
        "`schema` says which words the file uses. govlint does not guess at the meaning of words "
        "from a version that it does not know.",
        "schema: ai-governance/v9\n",
        "schema: ai-governance/v1\n",
    ),
    Structural(
        "declaration/duplicate-key",
        "No key is written twice",
        "YAML readers keep the second value and drop the first without a word, so two people can "
        "read two different answers out of one file. Nothing else is reported inside either part "
        "until one of them is gone.",
        "rollback: {runbook: docs/rollback.md}\nrollback: {runbook: docs/way-back.md}\n",
        "rollback: {runbook: docs/rollback.md}\n",
    ),
    Structural(
        "declaration/unknown-key",
        "Every key is known, and stands in its place",
        "A key that nobody reads looks like an answer and is none. The message names the key that "
        "was probably meant, or the place where this one belongs; what stands inside a misspelt "
        "key is judged as if it were spelt right. Keys that begin with `x-` are yours and are "
        "never judged.",
        "owners:\n  bussiness: {name: Tom Okafor, contact: tom.okafor@example.com}\n",
        "owners:\n  business: {name: Tom Okafor, contact: tom.okafor@example.com}\n",
    ),
    Structural(
        "declaration/wrong-value",
        "Every value is of the kind that belongs there",
        "A text where a number belongs, a share above 1, a word that is not among the choices, a "
        "list where named parts are expected, or one of `schema`, `system.id` and "
        "`system.lifecycle` not written. A limit that is text cannot be compared with anything. "
        "`yes`, `no`, `on` and `off` are a warning: write true or false.",
        'monitoring:\n  outcome_metric: {name: Routing accuracy, minimum: ">= 0.82"}\n',
        "monitoring:\n  outcome_metric: {name: Routing accuracy, minimum: 0.82}\n",
    ),
    Structural(
        "declaration/date",
        "Every date is a day that exists, and a record lies in the past",
        "Dates are written YYYY-MM-DD, because 03/04/2026 is two different days. A record, such as "
        "`last_tested` or `last_measured.on`, says what has happened, so it cannot lie ahead.",
        "rollback: {last_tested: 2026-02-30}\n",
        "rollback: {last_tested: 2026-02-28}\n",
    ),
    Structural(
        "declaration/duration",
        "Every duration is written as one, and its size is plausible",
        "Durations are ISO 8601: P1D is a day, P7D a week, P3M a quarter, P1Y a year, PT30M half "
        "an hour. The T comes before hours and minutes: PT3M is three minutes, and where a quarter "
        "was probably meant that is a warning.",
        "retraining: {method: retrain, cadence: quarterly}\n",
        "retraining: {method: retrain, cadence: P3M}\n",
    ),
    Structural(
        "declaration/placeholder",
        "No text of a template is left",
        "TBD, Jane Doe or `<your metric>` fills the line and answers nothing. Where the answer is "
        "honestly not known, several values can say so: `{value: null, reason: …}`. A placeholder "
        "for a whole section is a matter for that section's own policy.",
        "owners:\n  technical: {name: Jane Doe, contact: jane@example.com}\n",
        "owners:\n  technical: {name: Priya Nair, contact: priya.nair@example.com}\n",
    ),
    Structural(
        "declaration/path-missing",
        "Every file that is named is there for everyone",
        "A file that is missing, ignored by git, outside the repository or written in another "
        "letter case is there on one laptop and nowhere else. Paths start from the declaration's "
        "own folder; with a leading / from the repository's root.",
        "incidents: {report_to: ml@example.com, process: docs/no-such-file.md}\n",
        "incidents: {report_to: ml@example.com, process: ai-governance.yaml}\n",
    ),
)
