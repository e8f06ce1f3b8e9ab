"""The declared alert: whether it watches the model, and with the declared threshold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from govlint.facts.evidence import elsewhere, prometheus
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.places import value_at
from govlint.facts.evidence.series import number_of
from govlint.paths import lookup
from govlint.record import Record
from govlint.text import number, plural, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.prometheus import Comparison, Rule
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path
    from govlint.source import Document

_DRIFT = frozenset({"drift", "psi", "ks", "kl", "js", "wasserstein", "hellinger", "skew"})
_QUALITY = frozenset(
    {"auc", "auroc", "roc", "f1", "accuracy", "precision", "recall", "mape", "rmse", "wape", "mae"}
    | {"calibration", "brier", "ndcg", "performance"}
)
_DULL = frozenset(
    {"rate", "change", "model", "with", "from", "than", "against", "over", "under", "that", "this"}
    | {"share", "weekly", "daily", "total", "count", "average", "mean", "median", "value", "test"}
    | {"error", "time", "percentage", "ahead", "weeks", "four", "closed", "which", "queue", "run"}
)
_WORD = r"[a-z]+\d*"
_SEAM = r"([a-z0-9])([A-Z])|([A-Z]+)([A-Z][a-z])"


class Wanted(Record):
    """What the declaration says that the alert should watch."""

    drift: float | None
    drift_words: frozenset[str]
    limit: float | None
    falling: bool
    metric_words: frozenset[str]


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
        return _unsure(one, tree.trouble(one.real), ())
    rules = prometheus.rules(tree, one.real)
    return _rules(one, rules, wanted) if rules is not None else _config(one, documents, wanted)


def wanted_of(data: Mapping[str, Any]) -> Wanted:
    """Thresholds and words of ``monitoring``."""
    drift = lookup(data, ("monitoring", "drift")) or {}
    metric = lookup(data, ("monitoring", "outcome_metric")) or {}
    falling = _float(metric.get("minimum")) is not None
    method = str(drift.get("method", ""))
    return Wanted(
        drift=_float(drift.get("threshold")),
        drift_words=_DRIFT | _telling(method),
        limit=_float(metric.get("minimum" if falling else "maximum")),
        falling=falling,
        metric_words=_QUALITY | _telling(str(metric.get("name", ""))),
    )


def _float(value: Any) -> float | None:
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if known else None


def words(text: str) -> frozenset[str]:
    """The words of a name or an expression: ``HighPSIDrift`` is high, psi, drift."""
    text = text[:4000]
    split = text if text.islower() else re.sub(_SEAM, r"\1\3 \2\4", text)
    return frozenset(re.findall(_WORD, split.lower()))


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) > 3) - _DULL


def _rules(one: Named, rules: list[Rule], wanted: Wanted) -> Proof:
    model = wanted.drift_words | wanted.metric_words
    watching = [rule for rule in rules if words(rule.words) & model or _of_predictions(rule)]
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


def _of_predictions(rule: Rule) -> bool:
    found = words(rule.words)
    return "error" in found and not found.isdisjoint({"prediction", "predictions", "predicted"})


class Wrong(Record):
    """The numbers that are not the declared one, and which that is."""

    about: str
    """``drift``, ``outcome``, or empty where all agree."""
    notes: tuple[Note, ...]


_AGREED = Wrong("", ())


def _wrong(compared: Iterable[Comparison], wanted: Wanted) -> Wrong:
    """The comparisons that ring at another number than the declared one.

    Of several on one matter (a warning before the alarm) one that agrees is enough. An alert on
    the outcome may ring before its limit, but not after.
    """
    listed = list(compared)
    drift = [c for c in listed if words(c.words) & wanted.drift_words]
    other = [c for c in listed if c not in drift and words(c.words) & wanted.metric_words]
    if wanted.drift is not None and drift and not any(_same(c.number, wanted.drift) for c in drift):
        notes = (c.at._replace(text=_says(c.number, wanted.drift)) for c in drift)
        return Wrong("drift", tuple(notes))
    sign, limit = ("<" if wanted.falling else ">"), wanted.limit
    outcome = [c for c in other if c.sign.startswith(sign) and limit is not None]
    if limit is not None and outcome and all(_late(c.number, limit, sign) for c in outcome):
        return Wrong("outcome", tuple(c.at._replace(text=_says(c.number, limit)) for c in outcome))
    return _AGREED


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
        return _unsure(one, f"what {one.real} watches cannot be seen from here", ())
    at = Note(one.real, 1, 1, "a drift report of Evidently")
    numbers = [value for value, _ in found.thresholds]
    if wanted.drift is None or not numbers or any(_same(v, wanted.drift) for v in numbers):
        return _proof(one, "script", _AGREED, at, watches=True)
    wrong = (note._replace(text=_says(value, wanted.drift)) for value, note in found.thresholds)
    return _proof(one, "script", Wrong("drift", tuple(wrong)), at, watches=True)


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
        return _unsure(one, f"what {one.real} watches cannot be seen from here", ())
    if wanted.drift is None or not numbers:
        return _proof(one, "settings", _AGREED, at, watches=True)
    if any(_same(value, wanted.drift) for value, _ in numbers if value is not None):
        return _proof(one, "settings", _AGREED, at, watches=True)
    wrong = (note._replace(text=_says(v, wanted.drift)) for v, note in numbers if v is not None)
    return _proof(one, "settings", Wrong("drift", tuple(wrong)), at, watches=True)


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
    )


def _unsure(one: Named, reason: str, notes: tuple[Note, ...]) -> Proof:
    fields = {
        k: v
        for k, v in elsewhere.alert_fields("file", notes).items()
        if k not in ("watches", "matches")
    }
    at = Note(one.real, 1, 1, reason)
    return Proof(
        "alert",
        elsewhere.ALERT,
        one.written,
        "exists",
        reason,
        at,
        elsewhere.ALERT_HERE,
        reason,
        data=fields,
    )
