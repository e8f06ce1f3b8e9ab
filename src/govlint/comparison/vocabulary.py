"""What each part of a declaration means for a comparison: a data table, key by key."""

from __future__ import annotations

from govlint.paths import parse
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.comparison.nouns import Kind
    from govlint.model import Path


class Field(Record):
    """How a value is compared."""

    rule: str
    """A name in `rules.RULES` or `lists.RULES`."""
    label: str
    """The value in a sentence; ``{item}`` is the list item's name, ``{key}`` a free key."""
    right: str
    """Whose say it is: a decision right, ``technical``, ``business`` or ``owners``."""


class Part(Record):
    """A group of values, or an item of a list, that comes or goes as a whole."""

    label: str
    right: str
    dropped: Kind = "weaker"
    added: Kind = "stronger"


def _fields(rows: str) -> dict[Path, Field]:
    """By path; a row is ``path | rule | right | label``."""
    table = {}
    for row in filter(None, map(str.strip, rows.splitlines())):
        path, rule, right, label = (cell.strip() for cell in row.split("|"))
        table[parse(path)] = Field(rule, label, right)
    return table


FIELDS = _fields(
    """
    schema                                | label      | owners            | the version of the vocabulary
    system.id                             | word       | owners            | the id of the system
    system.name                           | label      | owners            | the name of the system
    system.description                    | label      | owners            | the description of the system
    system.type                           | kind       | business          | the kind of system
    system.decides_about                  | subject    | business          | what the system decides about
    system.lifecycle                      | stage      | change_workflow   | the lifecycle stage
    system.pilot_started                  | start      | business          | the start of the pilot
    system.pilot_ends                     | deadline   | business          | the end of the pilot
    system.production_since               | fact       | owners            | the day of go-live
    system.retired.on                     | fact       | retire_system     | the day of retirement
    system.retired.replaced_by            | label      | retire_system     | what replaced the system
    system.retired.reason                 | label      | retire_system     | the reason for retirement
    system.retired.data                   | text       | retire_system     | what became of the data
    system.suppliers[*].name              | label      | technical         | the name of the supplier {item}
    system.suppliers[*].model             | word       | deploy_model      | the model of {item}
    system.suppliers[*].version           | version    | deploy_model      | the version of {item}
    system.regulation.eu_ai_act.role      | word       | owners            | the role under the EU AI Act
    system.regulation.eu_ai_act.category  | word       | owners            | the category under the EU AI Act
    system.regulation.eu_ai_act.annex_iii | word       | owners            | the point of Annex III
    governs.model                         | items      | technical         | what is governed as model
    governs.data                          | items      | technical         | what is governed as data
    governs.prompts                       | items      | change_prompt     | what is governed as prompts
    governs.serving                       | items      | technical         | what is governed as serving
    governs.deployment                    | items      | technical         | what is governed as deployment
    purpose.decision                      | text       | change_workflow   | the decision that changes
    purpose.workforce_effect              | word       | change_workflow   | the effect on the workforce
    purpose.people_can_now                | text       | change_workflow   | what people can do now
    purpose.out_of_scope                  | items      | change_workflow   | what is out of scope
    success_metric.name                   | word       | change_workflow   | the business metric
    success_metric.unit                   | text       | change_workflow   | the unit of the business metric
    success_metric.direction              | word       | change_workflow   | the direction of the business metric
    success_metric.baseline.value         | success    | change_workflow   | the baseline of the business metric
    success_metric.baseline.measured_on   | fact       | change_workflow   | the day of that baseline
    success_metric.baseline.source        | path       | change_workflow   | the source of the baseline
    success_metric.target.value           | success    | change_workflow   | the target of the business metric
    success_metric.target.by              | deadline   | change_workflow   | the date of the target
    success_metric.measurements           | record     | business          | the record of business measurements
    owners.technical.name                 | person     | owners            | the technical owner
    owners.technical.role                 | label      | owners            | the role of the technical owner
    owners.technical.contact              | contact    | technical         | the contact of the technical owner
    owners.technical.deputy               | person     | technical         | the deputy of the technical owner
    owners.business.name                  | person     | owners            | the business owner
    owners.business.role                  | label      | owners            | the role of the business owner
    owners.business.contact               | contact    | business          | the contact of the business owner
    owners.business.deputy                | person     | business          | the deputy of the business owner
    owners.business.process               | text       | business          | the process of the business owner
    decision_rights.change_workflow       | deciders   | change_workflow   | the right to change the workflow
    decision_rights.deploy_model          | deciders   | deploy_model      | the right to deploy a model
    decision_rights.roll_back             | deciders   | roll_back         | the right to roll back
    decision_rights.retrain_model         | deciders   | retrain_model     | the right to retrain the model
    decision_rights.change_thresholds     | deciders   | change_thresholds | the right to change thresholds
    decision_rights.change_prompt         | deciders   | change_prompt     | the right to change the prompt
    decision_rights.retire_system         | deciders   | retire_system     | the right to retire the system
    access.code                           | teams      | technical         | who has access to the code
    access.model_registry                 | teams      | technical         | who has access to the model registry
    access.production                     | teams      | technical         | who has access to production
    data.condition                        | word       | technical         | the condition of the data
    data.sources[*].name                  | label      | technical         | the name of the data source {item}
    data.sources[*].kind                  | source     | technical         | the kind of the data source {item}
    data.sources[*].automated             | flag       | technical         | the refresh of {item}
    data.sources[*].refresh               | duration   | technical         | the time between two refreshes of {item}
    data.sources[*].owner                 | reference  | technical         | the owner of the data source {item}
    data.sources[*].replace_by            | deadline   | technical         | the date by which {item} is replaced
    data.preparation.automated            | flag       | technical         | the preparation of the data
    data.preparation.job                  | job        | technical         | the job that prepares the data
    data.preparation.cadence              | duration   | technical         | the time between two preparations of the data
    data.preparation.manual_steps         | burdens    | technical         | the list of steps by hand
    data.preparation.automate_by          | deadline   | technical         | the date by which the preparation is automated
    data.checks                           | items      | technical         | the list of data checks
    explanations.audience                 | text       | change_workflow   | whom the explanations are for
    explanations.method                   | text       | change_workflow   | the method of explanation
    explanations.shown_in                 | text       | change_workflow   | where explanations are shown
    explanations.guide                    | path       | change_workflow   | the guide to the explanations
    human_oversight.mode                  | oversight  | change_workflow   | the mode of human oversight
    human_oversight.override              | text       | change_workflow   | how a person overrides the system
    monitoring.outcome_metric.name        | word       | change_thresholds | the outcome metric
    monitoring.outcome_metric.baseline    | launch     | change_thresholds | the baseline of the outcome metric
    monitoring.outcome_metric.minimum     | floor      | change_thresholds | the minimum of the outcome metric
    monitoring.outcome_metric.maximum     | ceiling    | change_thresholds | the maximum of the outcome metric
    monitoring.outcome_metric.ground_truth.source | text | technical       | the source of the truth
    monitoring.outcome_metric.ground_truth.lag | duration | technical      | the time until the truth is known
    monitoring.outcome_metric.cadence     | duration   | technical         | the time between two measurements of the outcome
    monitoring.outcome_metric.results     | results    | technical         | the file of measured outcomes
    monitoring.outcome_metric.last_measured | record   | technical         | the last measured outcome
    monitoring.drift.definition           | text       | change_thresholds | the definition of drift
    monitoring.drift.method               | word       | change_thresholds | the method of measuring drift
    monitoring.drift.threshold            | ceiling    | change_thresholds | the threshold of drift
    monitoring.drift.cadence              | duration   | technical         | the time between two looks at drift
    monitoring.drift.owner                | reference  | technical         | the person who watches drift
    monitoring.drift.alert                | path       | technical         | the alert on drift
    monitoring.fairness.metric            | word       | change_thresholds | the fairness metric
    monitoring.fairness.minimum           | floor      | change_thresholds | the minimum of fairness
    monitoring.fairness.results           | results    | technical         | the file of fairness results
    rollback.trigger                      | text       | roll_back         | the trigger of a rollback
    rollback.runbook                      | path       | roll_back         | the runbook of the rollback
    rollback.fallback_to                  | text       | roll_back         | what it falls back to
    rollback.time_to_restore              | duration   | roll_back         | the time to restore
    rollback.last_tested                  | record     | roll_back         | the last rehearsal of the rollback
    retraining.method                     | word       | retrain_model     | the way the model is updated
    retraining.triggers                   | items      | retrain_model     | the list of triggers of an update
    retraining.cadence                    | duration   | retrain_model     | the time between two updates
    retraining.job                        | job        | retrain_model     | the job of an update
    retraining.validation                 | path       | retrain_model     | the gate of an update
    retraining.approval.by                | deciders   | deploy_model      | the right to approve an update
    retraining.approval.max_duration      | duration   | deploy_model      | the time that an approval may take
    retraining.last_run                   | record     | retrain_model     | the last update
    incidents.report_to                   | contact    | technical         | where incidents are reported
    incidents.process                     | path       | technical         | the process of an incident
    adoption.population                   | word       | business          | the number of people it is for
    adoption.target_daily_share           | floor      | business          | the target of daily use
    adoption.measurements                 | record     | business          | the record of daily use
    roadmap.started                       | fact       | business          | the start of the roadmap
    roadmap.milestones[*].due             | deadline   | business          | the due date of the milestone {key}
    roadmap.milestones[*].done            | record     | business          | the milestone {key}
    review.cadence                        | duration   | owners            | the time between two reviews
    review.last_reviewed                  | record     | owners            | the last review
    review.reviewed_by                    | record     | owners            | the last reviewer
    waivers[*].policy                     | label      | owners            | the policy of the waiver
    waivers[*].subject                    | label      | owners            | the subject of the waiver
    waivers[*].reason                     | label      | owners            | the reason of the waiver for {item}
    waivers[*].approved_by                | reference  | owners            | the approver of the waiver for {item}
    waivers[*].expires                    | deadline   | owners            | the end of the waiver for {item}
    references[*]                         | path       | technical         | the reference {key}
    """  # noqa: E501
)


def _parts() -> dict[Path, Part]:
    table = {
        "": Part("the declaration", "retire_system"),
        "system": Part("the description of the system", "owners"),
        "system.retired": Part("the record of retirement", "retire_system", "neutral", "neutral"),
        "system.suppliers": Part("the list of suppliers", "technical"),
        "system.suppliers[*]": Part("the supplier {item}", "technical", "neutral", "neutral"),
        "system.regulation": Part("the reading of the regulation", "owners"),
        "system.regulation.eu_ai_act": Part("the reading of the EU AI Act", "owners"),
        "governs": Part("the list of what is governed", "technical", "neutral", "neutral"),
        "purpose": Part("the purpose", "change_workflow"),
        "success_metric": Part("the business metric", "change_workflow"),
        "success_metric.baseline": Part("the baseline of the business metric", "change_workflow"),
        "success_metric.target": Part("the target of the business metric", "change_workflow"),
        "owners": Part("the section of owners", "owners"),
        "owners.technical": Part("the technical owner", "owners"),
        "owners.business": Part("the business owner", "owners"),
        "decision_rights": Part("the section of decision rights", "owners"),
        "access": Part("who has access", "technical"),
        "data": Part("the section about data", "technical"),
        "data.sources": Part("the list of data sources", "technical"),
        "data.sources[*]": Part("the data source {item}", "technical", "neutral", "neutral"),
        "data.preparation": Part("the preparation of the data", "technical"),
        "explanations": Part("the section on explanations", "change_workflow"),
        "human_oversight": Part("human oversight", "change_workflow"),
        "monitoring": Part("monitoring", "change_thresholds"),
        "monitoring.outcome_metric": Part("the outcome metric", "change_thresholds"),
        "monitoring.outcome_metric.ground_truth": Part("the source of the truth", "technical"),
        "monitoring.drift": Part("the watch over drift", "change_thresholds"),
        "monitoring.fairness": Part("the measurement of fairness", "change_thresholds"),
        "rollback": Part("the rollback plan", "roll_back"),
        "retraining": Part("the way to update the model", "retrain_model"),
        "retraining.approval": Part("the approval of an update", "deploy_model"),
        "incidents": Part("where to report incidents", "technical"),
        "adoption": Part("the measurement of adoption", "business"),
        "roadmap": Part("the roadmap", "business"),
        "roadmap.milestones": Part("the list of milestones", "business"),
        "roadmap.milestones[*]": Part("the milestone {key}", "business"),
        "review": Part("the rhythm of review", "owners"),
        "waivers": Part("the list of waivers", "owners", "stronger", "weaker"),
        "waivers[*]": Part("the waiver for {item}", "owners", "stronger", "weaker"),
        "references": Part("the list of references", "technical"),
    }
    return {parse(path) if path else (): part for path, part in table.items()}


PARTS = _parts()
