"""Which column of a results file holds the metric, where the declaration does not name it."""

from __future__ import annotations

from govlint.facts.evidence import series
from govlint.text import listing, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_NEUTRAL = frozenset({"value", "values", "score", "result", "metric", "outcome", "measurement"})
"""Names of the one column of a file that is about one metric."""
_APART = frozenset(
    {"train", "training", "val", "valid", "validation", "test", "holdout", "cv", "dev", "offline"}
    | {"target", "goal", "baseline", "threshold", "limit", "lower", "upper"}
    | {"low", "high", "min", "max", "minimum", "maximum", "ci", "std", "stddev", "stderr", "var"}
    | {"delta", "change", "diff", "previous", "expected", "count", "total", "number", "volume"}
    | {"latency", "duration", "seconds", "secs", "ms", "cost", "price", "users", "requests"}
)
"""Words of a number that stands beside the metric."""
_OTHERS = frozenset(
    {"auc", "auroc", "roc", "f1", "accuracy", "acc", "precision", "recall", "mape", "smape"}
    | {"rmse", "mse", "mae", "wape", "brier", "ndcg", "mrr", "logloss", "loss", "error", "errors"}
    | {"bleu", "rouge", "wer", "cer", "r2", "perplexity", "psi", "drift", "gini", "ks"}
)
"""Words of metrics: a column with another one than the declared is another metric."""


def choose(metric: str, names: Sequence[str], path: str) -> tuple[str, str]:
    """The column that is surely the metric's, and empty words; or none, and why.

    The one that shares most words with the metric's name and has fewest of its own counts; else
    the only one, or the only one with a name like ``value``, unless it says that it is something
    else.
    """
    wanted = _parts(metric)
    short = frozenset(part for part in _parts(" ".join(names)) if series.is_short_for(part, metric))
    wanted |= short
    possible = [name for name in names if not series.is_counter(name) and not _apart(name, wanted)]
    best = sorted(((_alike(name, wanted), name) for name in possible), reverse=True)
    if best and best[0][0][0] and (len(best) == 1 or best[0][0] > best[1][0]):
        return best[0][1], ""
    neutral = [name for name in possible if _parts(name) <= _NEUTRAL]
    unlike = possible if best and not best[0][0][0] else []
    for one in (unlike, neutral):
        if len(one) == 1:
            return one[0], ""
    if len(names) == 1:
        return (
            "",
            f"whether the column {visible(names[0], 40)} of {path} is the metric is not known",
        )
    told = listing(visible(name, 40) for name in names[:4])
    return "", f"which column of {path} is the metric is not known ({told})"


def _parts(text: str) -> frozenset[str]:
    folded = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return frozenset(folded.split())


def _apart(name: str, wanted: frozenset[str]) -> bool:
    """Whether a name has a word of something else than the metric."""
    parts = _parts(name)
    other = parts & _OTHERS
    if other and wanted and not any(word.startswith(part) for part in other for word in wanted):
        return True
    numbers = {part for part in parts if part.isdigit()}
    another = any(word.isdigit() for word in wanted) and not numbers <= wanted
    return another or not (parts & _APART) <= wanted


def _alike(name: str, wanted: frozenset[str]) -> tuple[int, int]:
    """How many words a name shares with the metric's, and how few it has of its own."""
    parts = _parts(name)
    shared = {
        part
        for part in parts - series.DULL
        if part in wanted or (len(part) > 2 and any(word.startswith(part) for word in wanted))
    }
    return len(shared), -len(parts - shared)
