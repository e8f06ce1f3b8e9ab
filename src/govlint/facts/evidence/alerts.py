"""The declared alert: whether it watches the model, and with the declared threshold."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, prometheus
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.places import value_at
from govlint.facts.evidence.prometheus import words
from govlint.facts.evidence.series import number_of
from govlint.paths import lookup
from govlint.record import Record
from govlint.text import number, plural, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.prometheus import Comparison, Rule
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path
    from govlint.source import Document

_STATISTICS = frozenset(
    {"psi", "ks", "kl", "kld", "js", "jsd", "wasserstein", "hellinger", "mmd", "chi2", "chisquare"}
    | {"jensen", "kolmogorov"}
)
_DRIFT = _STATISTICS | {"drift", "drifted", "skew", "shift", "shifted", "divergence", "ood"}
_METRICS = frozenset(
    {"auc", "auroc", "roc", "f1", "accuracy", "precision", "recall", "mape", "smape", "rmse", "mse"}
    | {"wape", "mae", "brier", "ndcg", "mrr", "logloss", "bleu", "rouge", "wer", "cer", "r2"}
    | {"perplexity", "groundedness", "faithfulness", "hallucination", "toxicity", "gini"}
)
_QUALITY = _METRICS | {"calibration", "performance", "correctness", "hallucinations", "quality"}
_CLOCK = frozenset({"time", "timestamp", "seconds", "age", "absent"})
"""Words of an alert that watches whether the monitor still reports."""
_THRESHOLD = ("monitoring", "drift", "threshold")
_PARTS = frozenset(
    {"share", "fraction", "proportion", "columns", "count", "number", "slice", "segment"}
)
"""Words of a number that is one of many parts', and no limit of the whole."""
_DULL = frozenset(
    {"rate", "change", "model", "with", "from", "than", "against", "over", "under", "that", "this"}
    | {"share", "weekly", "daily", "total", "count", "average", "mean", "median", "value", "test"}
    | {"error", "time", "percentage", "ahead", "weeks", "four", "closed", "which", "queue", "run"}
)


class Wanted(Record):
    """What the declaration says that the alert should watch."""

    drift: float | None
    drift_words: frozenset[str]
    limit: float | None
    falling: bool
    metric_words: frozenset[str]
    named: frozenset[str]
    """The telling words of the method and of the metric's own name."""
    told: frozenset[str]
    """Every word of the method, the definition and the metric's name."""

    def drifts(self, found: frozenset[str]) -> bool:
        """Whether words speak of drift."""
        return not found.isdisjoint(self.drift_words) or any("drift" in word for word in found)

    def comparable(self, found: frozenset[str], kinds: frozenset[str]) -> bool:
        """Whether a number is of the declared kind: no other statistic, no part, no clock."""
        own, other = self.named & kinds, found & kinds
        apart = own and other and own.isdisjoint(other)
        return not apart and found.isdisjoint(_CLOCK | (_PARTS - self.told))


def collect(tree: Tree, data: Mapping[str, Any], named: Mapping[Path, Named]) -> Proof:
    """What the file behind ``monitoring.drift.alert`` watches."""
    absent = elsewhere.alert(named)
    if absent is not None:
        return absent
    one = named[elsewhere.ALERT]
    wanted = wanted_of(data)
    if one.real.endswith(".py"):
        return _script(tree, one, wanted)
    documents = tree.documents(one.real)
    if not documents or not all(document.complete for document in documents):
        return _unsure(one, tree.trouble(one.real))
    rules = prometheus.rules(tree, one.real)
    return _rules(one, rules, wanted) if rules is not None else _config(one, documents, wanted)


def wanted_of(data: Mapping[str, Any]) -> Wanted:
    """Thresholds and words of ``monitoring``."""
    drift = lookup(data, ("monitoring", "drift")) or {}
    metric = lookup(data, ("monitoring", "outcome_metric")) or {}
    falling = _float(metric.get("minimum")) is not None
    method, name = str(drift.get("method", "")), str(metric.get("name", ""))
    named = words(f"{method} {name}")
    return Wanted(
        drift=_float(drift.get("threshold")),
        drift_words=_DRIFT | _telling(method),
        limit=_float(metric.get("minimum" if falling else "maximum")),
        falling=falling,
        metric_words=_QUALITY | _telling(name),
        named=named & (_STATISTICS | _METRICS) | _telling(method) | _telling(name),
        told=named | words(str(drift.get("definition", ""))),
    )


def _float(value: Any) -> float | None:
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if known else None


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) > 3) - _DULL


def _rules(one: Named, rules: list[Rule], wanted: Wanted) -> Proof:
    watching = [rule for rule in rules if _watches(rule, wanted)]
    perhaps = [rule for rule in rules if _telling(rule.words) & wanted.told]
    if perhaps and not watching:
        told = f"whether the alert {visible(perhaps[0].name, 60)} watches the model is not known"
        return _unsure(one, told)
    if not watching:
        count = (
            "the only alert does not watch"
            if len(rules) == 1
            else f"none of {len(rules)} alerts watches"
        )
        at = rules[0].at if rules else Note(one.real, 1, 1, "")
        text = f"{count} the model" if rules else "there is no alert in this file"
        return _proof(one, "rules", _AGREED, at._replace(text=text), watches=False)
    compared = [comparison for rule in watching for comparison in rule.comparisons]
    at = watching[0].at._replace(text=f"{plural(len(watching), 'alert')} on the model")
    return _proof(one, "rules", _wrong(compared, wanted), at, watches=True)


def _watches(rule: Rule, wanted: Wanted) -> bool:
    found = words(rule.words)
    if wanted.drifts(found) or not found.isdisjoint(wanted.metric_words):
        return True
    return "error" in found and not found.isdisjoint({"prediction", "predictions", "predicted"})


class Wrong(Record):
    """The numbers that are not the declared one, and which that is."""

    about: str
    """``drift``, ``outcome``, or empty where all agree."""
    notes: tuple[Note, ...]
    against: Path = ()
    """The declared number."""


_AGREED = Wrong("", ())


def _wrong(compared: Iterable[Comparison], wanted: Wanted) -> Wrong:
    """The comparisons that ring at another number than the declared one.

    Of several on one matter (a warning before the alarm) one that agrees is enough. An alert on
    the outcome may ring before its limit, but not after.
    """
    listed = [(c, words(c.words)) for c in compared]
    drift = [(c, found) for c, found in listed if wanted.drifts(found)]
    agreed = any(wanted.drift is None or _same(c.number, wanted.drift) for c, _ in drift)
    other = [c for c, found in drift if not _is_flag(c) and wanted.comparable(found, _STATISTICS)]
    if wanted.drift is not None and other and not agreed:
        notes = (c.at._replace(text=_says(c.number, wanted.drift)) for c in other)
        return Wrong("drift", tuple(notes), _THRESHOLD)
    sign, limit = ("<" if wanted.falling else ">"), wanted.limit
    outcome = [
        c
        for c, found in listed
        if not wanted.drifts(found) and found & wanted.named and c.sign.startswith(sign)
        if wanted.comparable(found, _METRICS)
    ]
    if limit is not None and outcome and all(_late(c.number, limit, sign) for c in outcome):
        late = tuple(c.at._replace(text=_says(c.number, limit)) for c in outcome)
        key = "minimum" if wanted.falling else "maximum"
        return Wrong("outcome", late, (*elsewhere.OUTCOME, key))
    return _AGREED


def _is_flag(compared: Comparison) -> bool:
    """Whether a comparison asks for yes or no, or for any at all."""
    return compared.number == 0 or (compared.number == 1 and compared.sign[0] == ">")


def _same(one: float, two: float) -> bool:
    return any(abs(one * scale - two) <= 1e-9 + 1e-6 * abs(two) for scale in (1, 100, 0.01))


def _late(value: float, limit: float, sign: str) -> bool:
    if _same(value, limit):
        return False
    if limit and not 0.1 <= abs(value / limit) <= 10:
        return False
    return value < limit if sign == "<" else value > limit


def _says(found: float, declared: float) -> str:
    return f"the alert says {number(found)}, the declaration {number(declared)}"


def _script(tree: Tree, one: Named, wanted: Wanted) -> Proof:
    from govlint.facts.evidence import evidently

    found = evidently.script(tree, one.real)
    if found is None or not found.uses:
        return _unsure(one, f"what {one.real} watches cannot be seen from here")
    at = Note(one.real, 1, 1, "a drift report of Evidently")
    numbers = [n for n in found.thresholds if wanted.comparable(words(n.words), _STATISTICS)]
    if wanted.drift is None or not numbers or any(_same(n.value, wanted.drift) for n in numbers):
        return _proof(one, "script", _AGREED, at, watches=True)
    wrong = (n.at._replace(text=_says(n.value, wanted.drift)) for n in numbers)
    return _proof(one, "script", Wrong("drift", tuple(wrong), _THRESHOLD), at, watches=True)


def _config(one: Named, documents: Iterable[Document], wanted: Wanted) -> Proof:
    """A settings file: numbers under a key with ``threshold`` or the method's name in its path."""
    leaves = [(document, *leaf) for document in documents for leaf in _leaves(document)]
    model = wanted.drift_words | wanted.metric_words
    told = any(words(".".join(map(str, path)) + f" {value}") & model for _, path, value in leaves)
    numbers = [
        (number_of(value), value_at(document, path))
        for document, path, value in leaves
        if _is_threshold(document, path, wanted) and number_of(value) is not None
    ]
    at = Note(one.real, 1, 1, "settings of a monitor")
    if not told:
        return _unsure(one, f"what {one.real} watches cannot be seen from here")
    if wanted.drift is None or not numbers:
        return _proof(one, "settings", _AGREED, at, watches=True)
    if any(_same(value, wanted.drift) for value, _ in numbers if value is not None):
        return _proof(one, "settings", _AGREED, at, watches=True)
    wrong = (note._replace(text=_says(v, wanted.drift)) for v, note in numbers if v is not None)
    return _proof(one, "settings", Wrong("drift", tuple(wrong), _THRESHOLD), at, watches=True)


def _leaves(document: Document) -> list[tuple[Path, Any]]:
    if not isinstance(document.data, (dict, list)):
        return []
    found: list[tuple[Path, Any]] = []
    left: list[tuple[Path, Any]] = [((), document.data)]
    while left and len(found) < 2000:
        at, value = left.pop()
        if isinstance(value, dict):
            left += [((*at, key), item) for key, item in value.items()]
        elif isinstance(value, list):
            left += [((*at, index), item) for index, item in enumerate(value)]
        else:
            found.append((at, value))
    return found[::-1]


def _is_threshold(document: Document, path: Path, wanted: Wanted) -> bool:
    """Whether a number at ``path`` is the threshold for drift, and not for something else."""
    key = words(str(path[-1])) if path else frozenset()
    around = words(" ".join(str(part) for part in path))
    if not wanted.comparable(around, _STATISTICS):
        return False
    if key <= wanted.drift_words | {"max", "score"} and key & wanted.drift_words:
        return True
    beside = lookup(document.data, path[:-1])
    texts = [v for v in beside.values() if isinstance(v, str)] if isinstance(beside, dict) else []
    around |= words(" ".join(texts))
    return bool(key & {"threshold", "limit"}) and bool(around & wanted.drift_words)


def _proof(one: Named, kind: str, wrong: Wrong, at: Note, *, watches: bool) -> Proof:
    notes = wrong.notes if watches else (at,)
    return Proof(
        part="alert",
        key=elsewhere.ALERT,
        written=one.written,
        strength="is wired"
        if watches and kind == "rules"
        else ("has substance" if watches else "exists"),
        found=visible(notes[0].text if notes else at.text),
        at=at,
        stronger="" if watches else "Add an alert on the drift or the outcome metric.",
        contradictions=notes,
        data={
            **elsewhere.alert_fields(kind, notes),
            "watches": watches,
            "matches": not notes,
            "about": wrong.about,
        },
        against=wrong.against,
    )


def _unsure(one: Named, why: str) -> Proof:
    fields = elsewhere.alert_fields("file", ())
    del fields["watches"], fields["matches"]
    at, better = Note(one.real, 1, 1, why), elsewhere.ALERT_HERE
    return Proof("alert", elsewhere.ALERT, one.written, "exists", why, at, better, why, data=fields)
