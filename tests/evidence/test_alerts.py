"""The declared alert: does it watch the model, and with the declared number."""
# ruff: noqa: E501  (tables of files)

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from govlint.facts.evidence import alerts, named, prometheus

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.nouns import Proof
    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]

RULES = """\
groups:
  - name: ranker
    rules:
      - alert: {name}
        expr: {expr}
        for: 1h
        annotations: {{summary: "{{{{ $value }}}}", runbook_url: https://x.example}}
"""
OBJECT = """\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: x}
spec:
  groups:
    - name: performance
      rules:
        - alert: ModelAUCLow
          expr: model_auc{service="ranker"} < 0.65
        - alert: MonitorSilent
          expr: time() - monitor_last_run > 172800
        - alert: ApplicantDrift
          expr: |
            max by (feature) (ranker_psi)
              > 0.35
"""
SERVERS = """\
groups:
  - name: servers
    rules:
      - {alert: HighLatency, expr: "histogram_quantile(0.95, rate(http_request_seconds_bucket[5m])) > 0.5"}
      - {alert: High5xx, expr: 'sum(rate(http_requests_total{status=~"5.."}[5m])) > 0.05'}
      - {alert: KafkaLag, expr: kafka_consumer_lag > 10000}
      - {alert: HighFraudRate, expr: fraud_rate > 0.1}
"""


def prove(
    grow: Grow, content: str | bytes, path: str = "monitoring/a.yml", **drift: object
) -> Proof:
    data: dict[str, Any] = {
        "monitoring": {
            "outcome_metric": {"name": "Precision at 10", "minimum": 0.62, "baseline": 0.71},
            "drift": {"method": "psi", "threshold": 0.2, "alert": path, **drift},
        }
    }
    tree = grow({path: content})
    return alerts.collect(tree, data, named.resolve(data, tree))


def rule(name: str, expr: str) -> str:
    return RULES.format(name=name, expr=expr)


MATCHES = [
    rule("ApplicantDrift", "ranker_psi > 0.2"),
    rule("ApplicantDrift", "0.5 * x > bool 0.20"),
    rule("X", "ranker_psi > 20"),
    rule("X", "model_precision_at_10 < 0.65"),
    rule("X", "model_precision_at_10 < 0.62"),
    rule("X", "model_f1 < 0.9"),
    rule("X", "avg(prediction_error_total) > 5"),
    rule("X", "ranker_psi > 0.2 and ranker_rows > 100"),
    rule("X", "ranker_psi > on() group_left() threshold"),
    rule("X", "ranker_psi > 0.1") + "      - {alert: Y, expr: ranker_psi > 0.2}\n",
    rule("DataDrift", "ranker_drift_detected > 0"),
    rule("DataDrift", "increase(drift_alerts_total[1d]) >= 1"),
    rule("MonitorSilent", "time() - drift_last_run_timestamp_seconds > 172800"),
    rule("DriftShare", "ranker_drift_share_of_columns > 0.5"),
    rule("Drift", "ranker_ks_distance > 0.05"),
    rule("LowRecall", "model_recall < 0.4"),
    rule("Slice", "min by (slice) (ranker_precision_at_10) < 0.4"),
    rule("FeatureDistributionShift", "ranker_feature_shift > 0.2"),
    rule("X", "evidently_datadrift_score > 0.2"),
    "kind: VMRule\nspec: {groups: [{rules: [{alert: D, expr: ranker_psi > 0.2}]}]}\n",
    "groups: [{rules: [{title: PSI drift, data: [{model: {expr: psi}}]}]}]\n",
    "drift: {ks_threshold: 0.05, psi_share_threshold: 0.5}\n",
    "psi: 0.2\n",
    "monitor: {metric: psi, threshold: 0.2}\n",
    "drift:\n  threshold: 0.2\n  window_days: 30\n  min_samples: 500\n",
    "alerts:\n  - {name: drift, threshold: 0.2}\n  - {name: latency, threshold: 500}\n",
]


@pytest.mark.parametrize("text", MATCHES)
def test_the_declared_number(grow: Grow, text: str) -> None:
    found = prove(grow, text)
    assert found.unsure == ""
    assert (found.data["watches"], found.data["matches"]) == (True, True)
    assert found.contradictions == ()


OTHER = [
    (OBJECT, (15, 17), "the alert says 0.35, the declaration 0.2"),
    (rule("ApplicantDrift", "ranker_psi > 0.35"), (5, 28), "the alert says 0.35, the declaration 0.2"),
    (rule("X", "model_precision_at_10 < 0.5"), (5, 39), "the alert says 0.5, the declaration 0.62"),
    ("kind: Rules\nspec: {groups: [{rules: [{alert: D, expr: psi > 0.35}]}]}\n", (2, 49),
     "the alert says 0.35, the declaration 0.2"),
    ("drift:\n  psi_threshold: 0.35\n  ks_threshold: 0.2\n", (2, 18), "the alert says 0.35, the declaration 0.2"),
    ("monitor:\n  psi: 0.35\n", (2, 8), "the alert says 0.35, the declaration 0.2"),
    ("metric: psi\nthreshold: 0.35\n", (2, 12), "the alert says 0.35, the declaration 0.2"),
    ("drift: {max_psi: 0.35, rows: 9}\n", (1, 18), "the alert says 0.35, the declaration 0.2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "words"), OTHER)
def test_another_number_is_a_contradiction_at_its_place(
    grow: Grow, text: str, place: tuple[int, int], words: str
) -> None:
    found = prove(grow, text)
    assert (found.data["watches"], found.data["matches"]) == (True, False)
    assert [(note.line, note.column, note.text) for note in found.contradictions] == [
        (*place, words)
    ]


def test_alerts_on_servers_do_not_watch_the_model(grow: Grow) -> None:
    found = prove(grow, SERVERS)
    assert (found.data["watches"], found.data["matches"]) == (False, False)
    assert found.contradictions[0][1:] == (4, 17, "none of 4 alerts watches the model")


def test_an_alert_in_words_of_the_definition_is_unsure(grow: Grow) -> None:
    found = prove(grow, SERVERS, definition="The mix of fraud cases moves")
    assert "HighFraudRate" in found.unsure
    assert not {"watches", "matches"} & found.data.keys()


def test_a_file_of_rules_without_an_alert(grow: Grow) -> None:
    found = prove(grow, "groups:\n  - {name: x, rules: [{record: a, expr: b}]}\n")
    assert found.contradictions[0].text == "there is no alert in this file"


def test_the_metric_s_own_name_counts(grow: Grow) -> None:
    found = prove(grow, rule("X", "applicants_mixshift > 0.3"), method="mixshift", threshold=0.3)
    assert found.data["watches"]


def test_a_maximum_is_passed_from_below(grow: Grow) -> None:
    data: dict[str, Any] = {
        "monitoring": {
            "outcome_metric": {"name": "WAPE", "maximum": 0.12},
            "drift": {"threshold": 6.0, "alert": "a.yml"},
        }
    }
    for limit, matches in (("0.1", True), ("0.2", False)):
        tree = grow({"a.yml": rule("X", f"forecast_wape > {limit}")})
        found = alerts.collect(tree, data, named.resolve(data, tree))
        assert found.data["matches"] is matches


COMPARED = [
    ("psi > 0.35", [(">", "0.35")]),
    ("psi >= bool (0.35)", [(">=", "0.35")]),
    ("psi>.5e-3 or rows<=1E3", [(">", ".5e-3"), ("<=", "1E3")]),
    ("(psi > 0.35) * 100", [(">", "0.35")]),
    ("psi > -1", [(">", "-1")]),
    ("1 < psi", []),
    ("psi == 0.35 != 2", []),
    ("psi > 0.35 * on() group_left() factor", []),
    ("psi > 0.35/2", []),
    ("psi > (0.35) - 0.1", []),
    ("psi > 1_000 or psi > 5m or psi > nan or psi > limit", []),
    ('up{job=~"a>b"} > 2', [(">", "2")]),
    ("orders > 1 and landing > 2 unless x > 3", [(">", "1"), (">", "2"), (">", "3")]),
    ("psi >", []),
    ("> 5", [(">", "5")]),
]


@pytest.mark.parametrize(("expression", "found"), COMPARED)
def test_what_an_expression_compares_with_a_number(
    grow: Grow, expression: str, found: list[tuple[str, str]]
) -> None:
    tree = grow({"a.yml": RULES.format(name="X", expr="|-\n          " + expression)})
    rules = prometheus.rules(tree, "a.yml") or []
    compared = [(each.sign, each.number) for each in rules[0].comparisons]
    assert compared == [(sign, float(number)) for sign, number in found]


def test_what_stands_beside_an_and_is_compared_by_itself(grow: Grow) -> None:
    tree = grow({"a.yml": rule("X", "psi_total > 1 and(orders2 < 2)")})
    rules = prometheus.rules(tree, "a.yml") or []
    told = [sorted(prometheus.words(each.words)) for each in rules[0].comparisons]
    assert told == [["psi", "total", "x"], ["orders2", "x"]]


EVIDENTLY = """\
from evidently import Report
from evidently.presets import DataDriftPreset
report = Report([DataDriftPreset({argument})], include_tests=True)
"""


def test_evidently_scripts(grow: Grow) -> None:
    default = prove(grow, EVIDENTLY.format(argument=""), "mon/drift.py")
    assert (default.data["watches"], default.data["matches"]) == (True, True)
    other = prove(grow, EVIDENTLY.format(argument="threshold=0.35"), "mon/drift.py")
    assert [note[1:3] for note in other.contradictions] == [(3, 44)]
    for argument in ("threshold=0.2", "drift_share=0.5", "method='ks', threshold=0.05"):
        same = prove(grow, EVIDENTLY.format(argument=argument), "mon/drift.py")
        assert same.data["matches"]
    foreign = EVIDENTLY.format(argument="") + "classify(threshold=0.5)\n"
    assert prove(grow, foreign, "mon/drift.py").data["matches"]


UNSURE = [
    ("a.yml", "groups: [{name: x, rules: [\n"),
    ("a.yml", "groups:\n  - {{ .Values.rules }}\n"),
    ("a.yml", "receivers: [{name: x}]\n"),
    ("a.yml", ""),
    ("a.yml", b"\0\0"),
    ("a.py", "print('drift')\n"),
    ("a.py", "def (:\n"),
    ("a.json", '{"panels": []}'),
]


@pytest.mark.parametrize(("path", "content"), UNSURE)
def test_what_cannot_be_seen_is_unsure(grow: Grow, path: str, content: str | bytes) -> None:
    found = prove(grow, content, path)
    assert found.unsure
    assert not {"watches", "matches"} & found.data.keys()


def test_urls_and_names_are_declared_only(grow: Grow) -> None:
    data = {"monitoring": {"drift": {"alert": "https://grafana.example.com/x"}}}
    tree = grow({})
    found = alerts.collect(tree, data, named.resolve(data, tree))
    assert (found.strength, found.data["kind"]) == ("declared", "url")


HOSTILE = [
    rule("X", "psi > " + "(" * 50_000),
    rule("X", "psi " + "> 1 " * 100_000),
    rule("A" * 200_000, "psi > 1"),
    "groups:\n  - rules:\n" + "      - {alert: x, expr: psi > 1}\n" * 15_000,
    "a: &a {b: [1, 2]}\nc: " + "[*a, " * 50 + "]" * 50,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_rules_end_soon(grow: Grow, text: str) -> None:
    start = time.process_time()
    prove(grow, text)
    assert time.process_time() - start < 3
