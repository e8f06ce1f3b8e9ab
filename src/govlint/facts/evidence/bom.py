"""CycloneDX ML-BOM: the models that a bill of materials lists, against the declared suppliers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.places import list_of, map_of, text_of
from govlint.facts.evidence.tree import joined
from govlint.text import listing, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govlint.facts.evidence.tree import Content, Tree
    from govlint.model import Path

KEY = ("system", "suppliers")
_STEMS = ("bom", "sbom", "ml-bom", "bom.cdx", "sbom.cdx", "model.cdx")
_NAMES = tuple(f"{stem}.{ending}" for ending in ("json", "xml") for stem in _STEMS)
_MODEL = "machine-learning-model"
MOST = 500


def collect(tree: Tree, data: Mapping[str, Any]) -> Proof:
    """The models of a CycloneDX file beside the declaration or at the top."""
    folders = dict.fromkeys((tree.base, "", "sbom"))
    path = tree.first(joined(folder, name) for folder in folders for name in _NAMES)
    if not path:
        return _proof(None, [], [], "")
    content = tree.read(path)
    found = _parsed(content, path) if content and content.whole else None
    if found is None:
        return _proof(Note(path, 1, 1, path), [], [], f"the file {path} could not be read")
    if text_of(found, "bomFormat") != "CycloneDX" or content is None:
        return _proof(None, [], [], "")
    models = list(_models(path, content.text, found))
    return _proof(Note(path, 1, 1, path), models, list(_other(models, data)), "")


def _parsed(content: Content, path: str) -> dict[str, Any] | None:
    """The file as CycloneDX writes it in JSON; None where it cannot be read."""
    try:
        found = _of_xml(content.text) if path.endswith(".xml") else json.loads(content.text)
    except (ValueError, SyntaxError, RecursionError):  # SyntaxError: what is no XML
        return None
    return found if isinstance(found, dict) else None


def _of_xml(text: str) -> dict[str, Any] | None:
    """The components of the XML form; None where it declares entities, which nothing here needs."""
    from xml.etree import ElementTree

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    top = ElementTree.fromstring(text)
    kind = top.tag.rpartition("}")[0]
    listed = [
        {
            "type": item.get("type"),
            **{part.tag.rpartition("}")[2]: part.text or "" for part in item},
        }
        for item in top.iter(f"{kind}}}component")
    ]
    return {"bomFormat": "CycloneDX" if "cyclonedx" in kind else "", "components": listed[:MOST]}


def _models(path: str, text: str, found: Any) -> Iterator[tuple[str, str, Note]]:
    listed = [
        *list_of(found, "components")[:MOST],
        map_of(found, "metadata").get("component"),
    ]
    for component in listed:
        if isinstance(component, dict) and component.get("type") == _MODEL:
            name, version = text_of(component, "name"), text_of(component, "version")
            at = max(text.find(json.dumps(name)), text.find(f">{name}<"))
            line = text.count("\n", 0, at) + 1 if at >= 0 else 1
            yield (
                name,
                version,
                Note(path, line, 1, f"{visible(name, 60)} {visible(version, 40)}".strip()),
            )


def _other(
    models: list[tuple[str, str, Note]], data: Mapping[str, Any]
) -> Iterator[tuple[Path, Note]]:
    """The models that the declaration names with another version, and where it does."""
    declared = {
        text_of(supplier, "model").casefold(): (text_of(supplier, "version"), number)
        for number, supplier in enumerate(list_of(data, *KEY))
    }
    for name, version, at in models:
        said, number = declared.get(name.casefold(), ("", 0))
        if said and version and said != version:
            told = f"{at.text}, but the declaration says {visible(said, 40)}"
            yield (*KEY, number, "version"), at._replace(text=told)


def _proof(
    at: Note | None, models: list[Any], other: list[tuple[Path, Note]], unsure: str
) -> Proof:
    notes = [note for _, _, note in models]
    return Proof(
        part="suppliers",
        key=KEY,
        written="",
        strength="has substance" if models else ("exists" if at else ""),
        found=listing(note.text for note in notes[:5])
        if notes
        else (unsure or "no bill of materials"),
        at=notes[0] if notes else at,
        stronger="" if models else "List the models in a CycloneDX file, with their versions.",
        unsure=unsure,
        contradictions=tuple(note for _, note in other),
        data={"models": [note.plain() for note in notes]},
        against=other[0][0] if other else (),
    )
