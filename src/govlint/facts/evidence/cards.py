"""Model cards: Hugging Face front matter, and headings that still wait for their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.facts.evidence import prose
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.tree import joined
from govlint.source import read_foreign, value_span
from govlint.text import listing, number, plural, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path
    from govlint.source import Document

KEY = ("references", "model_card")
_NAMES = ("MODEL_CARD.md", "model_card.md", "docs/model_card.md", "docs/MODEL_CARD.md", "README.md")


def collect(tree: Tree, named: Mapping[Path, Named]) -> Proof:
    """The model card that the declaration names, or one beside it that has front matter."""
    one = named.get(KEY)
    path = one.real if one and one.readable else ""
    path = path or tree.first(joined(tree.base, name) for name in _NAMES)
    content = tree.read(path) if path else None
    if content is None or content.binary:
        return Proof(
            "model_card",
            KEY,
            one.written if one else "",
            "",
            "no model card",
            None,
            _WRITE,
            data=_NONE,
        )
    page = prose.read(content.text)
    written = one.written if one else ""
    document = _front(page.front, path)
    if not written and (document is None or not _is_card(document.data)):
        return Proof("model_card", KEY, "", "", "no model card", None, _WRITE, data=_NONE)
    return _judged(written, path, page, document)


def _judged(written: str, path: str, page: prose.Page, document: Document | None) -> Proof:
    metrics = list(_metrics(document)) if document else []
    waiting = len(page.placeholders)
    filled = page.words >= 30 and waiting < max(1, page.lines)
    found = [note.text for note in metrics[:3]] or [plural(page.words, "word")]
    if waiting:
        found.append(f"{plural(waiting, 'place')} still to fill")
    line = page.placeholders[0][1] if waiting else 1
    return Proof(
        part="model_card",
        key=KEY,
        written=written,
        strength="has substance" if filled else "exists",
        found=listing(found),
        at=Note(path, line, 1, found[0]),
        stronger="Fill what the template left open." if waiting else "",
        data={
            "metrics": [note.plain() for note in metrics],
            "placeholders": float(waiting),
            "filled": filled,
        },
    )


def _front(text: str, path: str) -> Document | None:
    documents = read_foreign(b"\n" + text.encode("utf-8", "replace"), path) if text else ()
    return documents[0] if documents and isinstance(documents[0].data, dict) else None


def _is_card(data: Mapping[str, Any]) -> bool:
    return not {"model-index", "pipeline_tag", "base_model"}.isdisjoint(data)


def _metrics(document: Document) -> Iterator[Note]:
    """``model-index[].results[].metrics[]`` with a number, verified or not."""
    for at, metric in _walk(document.data, ("model-index", "results", "metrics")):
        if isinstance(metric, dict) and isinstance(metric.get("value"), (int, float)):
            span = value_span(document, (*at, "value"))
            name = visible(str(metric.get("type") or metric.get("name") or "metric"), 40)
            verified = " (verified)" if metric.get("verified") is True else ""
            text = f"{name} {number(metric['value'])}{verified}"
            yield Note(document.path, span.line, span.column, text)


def _walk(data: Any, keys: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = [((), data)]
    for key in keys:
        inner = [
            (at, v[key]) for at, v in found if isinstance(v, dict) and isinstance(v.get(key), list)
        ]
        found = [((*at, key, n), item) for at, items in inner for n, item in enumerate(items[:200])]
    yield from found


_NONE: dict[str, Any] = {"metrics": [], "placeholders": 0.0, "filled": False}
_WRITE = "Write a model card: what the model is for, what it is not for, how well it does."
