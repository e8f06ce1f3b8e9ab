"""The ten questions that a pilot has to answer before it is production: a data table.

Which policies belong to a question, and which decide it, each policy says itself.
"""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    FailureMode = Literal["ownership", "data", "trust"]


FAILURE_MODES: dict[FailureMode, str] = {"ownership": "Ownership", "data": "Data", "trust": "Trust"}
"""Where pilots stop, in the order to mend them; the title of each."""

LIMIT = 3
"""More unanswered questions than this is pilot purgatory."""


class Question(Record):
    """One of the ten questions."""

    number: int
    title: str
    """The question in full, as the source article asks it."""
    glance: str
    """The same in at most 34 characters, for a line of a table."""
    asks: str
    why: str
    answer: str
    """A piece of declaration that answers it."""
    planned: bool
    """It is asked of a planned system too; of a pilot and of production all ten are."""
    mode: FailureMode | None
    """The failure mode that it belongs to."""


QUESTIONS: tuple[Question, ...] = (
    Question(
        number=1,
        title="Who owns this system in production, by name?",
        glance="Who owns it, by name?",
        asks=(
            "Two people: one who owns the technology, and one who owns the business process that "
            "the system changes. Each has a name and a contact that answers."
        ),
        why=(
            "When the system is wrong, somebody has to be called, and somebody has to decide what "
            "the people who work with it do meanwhile. A team has no telephone at two in the "
            "morning, and one person in both roles rarely has the authority for both."
        ),
        answer="""\
owners:
  technical: {name: Priya Nair, role: ML platform lead, contact: priya.nair@example.com}
  business:
    name: Tom Okafor
    role: Head of talent acquisition
    contact: tom.okafor@example.com
    process: Candidate screening
""",
        planned=True,
        mode="ownership",
    ),
    Question(
        number=2,
        title="What specific business metric does this change, and what's the baseline?",
        glance="Which metric, from what baseline?",
        asks=(
            "The decision that someone makes differently because of the system, one business "
            "figure that shows it, and the value of that figure from before the pilot began."
        ),
        why=(
            "Without a figure from before, nobody can show later that anything changed, in "
            "either direction. A figure taken while the system already runs contains its effect."
        ),
        answer="""\
purpose:
  decision: Which applicants a recruiter calls first for each open role
success_metric:
  name: Median working days from application to first call
  direction: decrease
  baseline: {value: 6.5, measured_on: 2026-08-31}
  target: {value: 4, by: 2027-06-30}
""",
        planned=True,
        mode=None,
    ),
    Question(
        number=3,
        title="Can data refresh automatically without manual intervention?",
        glance="Does the data refresh by itself?",
        asks=(
            "Every source of data, whether each refreshes by itself, and the job that prepares "
            "the data, on a schedule and without a step that a person does by hand."
        ),
        why=(
            "Data that was cleaned once carries a demonstration. Data that somebody cleans every "
            "week stops on the day when that person is ill, leaves or has other work."
        ),
        answer="""\
data:
  sources:
    - {name: Applicant tracking system, kind: api, automated: true, refresh: PT6H}
  preparation: {automated: true, job: pipelines/prepare.py, cadence: P1D}
""",
        planned=True,
        mode="data",
    ),
    Question(
        number=4,
        title="Do users understand why the AI makes its recommendations?",
        glance="Do users see the reasons?",
        asks=(
            "Who acts on the output, how the reasons for it are computed, where that person sees "
            "them, and the guide that says how to read them."
        ),
        why=(
            "A person who has to answer for a decision does not act on a figure without a reason; "
            "or acts on all of them, which is worse."
        ),
        answer="""\
explanations:
  audience: Recruiters
  method: The three strongest reasons for and against, in words
  shown_in: Candidate page, beside the rank
  guide: docs/reading-the-rank.md
""",
        planned=False,
        mode="trust",
    ),
    Question(
        number=5,
        title="Have you defined model drift for this use case and who monitors it?",
        glance="Drift: defined, and watched?",
        asks=(
            "What drift would look like here, the number from which it counts, and the person "
            "who looks when an alert rings."
        ),
        why=(
            "A model loses accuracy without any error message. A definition that fits every "
            "model tells nobody what to look at, and a tool can notice but cannot act."
        ),
        answer="""\
monitoring:
  drift:
    definition: The mix of applicants by job family moves away from that of the training year
    method: population stability index
    threshold: 0.2
    cadence: P7D
    owner: Priya Nair
""",
        planned=False,
        mode="trust",
    ),
    Question(
        number=6,
        title="Is the AI designed to help your team do more, or replace what they do?",
        glance="Does it help people, or replace?",
        asks=(
            "Which of the two it is, in one word: augments, replaces or mixed. Each is an honest "
            "answer; only silence is none."
        ),
        why=(
            "The people who are to use the system will answer this question for themselves if "
            "nobody answers it for them, and they use it, or do not, accordingly."
        ),
        answer="""\
purpose:
  workforce_effect: augments
  people_can_now: Call the best-matching applicants on the day they apply
""",
        planned=True,
        mode=None,
    ),
    Question(
        number=7,
        title="What's the rollback plan if production degrades?",
        glance="What is the way back?",
        asks=(
            "When to go back, the runbook with the steps, what the work falls back to meanwhile, "
            "and who may decide it without asking."
        ),
        why=(
            "The hour in which a plan is needed is the wrong one to write it in. If nobody may "
            "decide alone, the decision waits for a meeting while the system is wrong."
        ),
        answer="""\
rollback:
  trigger: Precision at 10 below 0.62 for two weekly runs
  runbook: docs/runbooks/rollback.md
  fallback_to: Chronological list
  last_tested: 2026-10-02
decision_rights:
  roll_back: [technical, business]
""",
        planned=False,
        mode=None,
    ),
    Question(
        number=8,
        title="Who has authority to change workflows when integration requires it?",
        glance="Who may change the workflow?",
        asks=(
            "One named person who may change the way of working around the system, the owner of "
            "that process among them. Committees are consulted; they do not decide."
        ),
        why=(
            "A model that fits into no workflow is not used. Changing the workflow is somebody's "
            "decision, and a group can make it only at its next meeting."
        ),
        answer="""\
decision_rights:
  change_workflow: {decides: business, consults: [Works council]}
""",
        planned=True,
        mode="ownership",
    ),
    Question(
        number=9,
        title="Has anyone measured actual outcome accuracy since deployment?",
        glance="Was real accuracy measured?",
        asks=(
            "One metric that compares the output with what really happened, where the truth comes "
            "from, and a measurement within the declared cadence; in production, since go-live."
        ),
        why=(
            "The pilot's figure says how good the model was on the pilot's data. Whether people "
            "like the answers, or use them, does not say whether the answers were right."
        ),
        answer="""\
monitoring:
  outcome_metric:
    name: Precision at 10 against the recruiter's decision after the interview
    baseline: 0.71
    minimum: 0.62
    ground_truth: {source: Applicant tracking system, lag: P21D}
    cadence: P7D
    last_measured: {on: 2026-11-16, value: 0.69}
""",
        planned=False,
        mode="trust",
    ),
    Question(
        number=10,
        title="Is there a process for updating the model when data patterns shift?",
        glance="Can the model be updated?",
        asks=(
            "How the model is retrained or swapped, what sets that off, the job that does it, and "
            "an approval that takes less than six weeks."
        ),
        why=(
            "The world that a model learned from changes on its own schedule. An update that "
            "takes a quarter to approve arrives for a world that is gone."
        ),
        answer="""\
retraining:
  method: retrain
  triggers: [schedule, drift]
  cadence: P3M
  job: pipelines/retrain.py
  validation: tests/gate/test_beats_running_model.py
  approval: {by: technical, max_duration: P5D}
""",
        planned=False,
        mode=None,
    ),
)
"""In the article's order, numbered from 1."""
