"""The real yaml-language-server, with our schema, wired as `govlint doctor` says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import consuming
import pytest
from language_server import LanguageServer

from govlint import doctor, resources

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent.parent
VALID = sorted([*TESTS.glob("examples/*.yaml"), *TESTS.glob("repositories/*/ai-governance.yaml")])
SCHEMA = "schemas/ai-governance.v1.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA}\n"
HEAD = f"{MODELINE}schema: ai-governance/v1\n"


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LanguageServer]:
    modules = consuming.from_npm(request).modules
    folder = tmp_path_factory.mktemp("editor")
    (folder / "schemas").mkdir()
    (folder / SCHEMA).write_bytes(resources.read(f"schemas/{Path(SCHEMA).name}"))
    with LanguageServer(modules, folder) as running:
        yield running


def labels(completion: Any) -> dict[str, dict[str, Any]]:
    items = completion["items"] if isinstance(completion, dict) else completion
    return {item["label"]: item for item in items}


def documented(item: dict[str, Any]) -> str:
    told = item.get("documentation") or ""
    return str(told["value"] if isinstance(told, dict) else told)


@pytest.mark.parametrize("path", VALID, ids=[str(path.relative_to(TESTS)) for path in VALID])
def test_nothing_is_marked_in_what_is_valid(server: LanguageServer, path: Path) -> None:
    name = f"{path.parent.name}-{path.name}"
    marked = server.open(name, MODELINE + path.read_text(encoding="utf-8"))
    assert [each["message"] for each in marked] == []


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("choice", "system: {id: ranker, lifecycle: prod}\n", 2, '"planned", "pilot"'),
        ("key", "system: {id: ranker, lifecycle: pilot}\nowner: x\n", 3, "owner is not allowed"),
        ("missing", "system: {id: ranker}\n", 2, 'Missing property "lifecycle"'),
        ("type", "system: {id: ranker, lifecycle: pilot}\nowners: []\n", 3, 'Expected "Owners"'),
    ],
)
def test_what_is_wrong_is_marked(
    server: LanguageServer, name: str, text: str, line: int, words: str
) -> None:
    marked = server.open(f"{name}.yaml", HEAD + text)
    told = [(each["range"]["start"]["line"], each["message"]) for each in marked]
    assert [where for where, message in told if words in message] == [line], told


def test_a_wrong_choice_is_mended(server: LanguageServer) -> None:
    marked = server.open("mend.yaml", f"{HEAD}system: {{id: ranker, lifecycle: prod}}\n")
    asked = server.ask(
        "textDocument/codeAction",
        textDocument={"uri": server.uri("mend.yaml")},
        range=marked[0]["range"],
        context={"diagnostics": marked},
    )
    assert "production" in json.dumps(asked)


def test_keys_are_completed_and_explained(server: LanguageServer) -> None:
    server.open("keys.yaml", f"{HEAD}system: {{id: ranker, lifecycle: pilot}}\nro")
    found = labels(server.at("completion", "keys.yaml", 3, 2))
    schema = json.loads(resources.read(f"schemas/{Path(SCHEMA).name}"))
    for key, node in schema["properties"].items():
        if key not in ("schema", "system"):
            assert documented(found[key]) == node["description"]


def test_choices_are_completed_and_explained(server: LanguageServer) -> None:
    server.open("choices.yaml", f"{HEAD}system:\n  id: ranker\n  lifecycle: \n")
    found = labels(server.at("completion", "choices.yaml", 4, 13))
    assert {label: documented(item) for label, item in found.items()} == {
        "planned": "Not running yet.",
        "pilot": "On trial, with an end.",
        "production": "People rely on it.",
        "retired": "Switched off for good.",
    }


def test_a_snippet_starts_a_declaration(server: LanguageServer) -> None:
    server.open("snippet.yaml", f"{HEAD}system: {{id: ranker, lifecycle: pilot}}\n")
    item = labels(server.at("completion", "snippet.yaml", 3, 0))["smallest pilot"]
    assert item["insertTextFormat"] == 2, "its gaps are to be filled in"
    assert "technical:\n    name: $" in item["insertText"]


def test_a_key_is_explained_where_the_mouse_is(server: LanguageServer) -> None:
    server.open("hover.yaml", f"{HEAD}system:\n  id: ranker\n  lifecycle: pilot\n")
    told = server.at("hover", "hover.yaml", 4, 4)["contents"]["value"]
    for words in ("Lifecycle", "this picks what is asked", "`pilot`: On trial, with an end."):
        assert words in told


def test_what_the_doctor_says_to_paste_works(server: LanguageServer, tmp_path: Path) -> None:
    text = "schema: ai-governance/v1\nsystem: {id: ranker, lifecycle: prod}\n"
    path = "teams/ranker/ai-governance.yaml"
    (tmp_path / "teams" / "ranker").mkdir(parents=True)
    (tmp_path / path).write_text(text)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (answer,) = [
        a
        for a in doctor.examine(str(tmp_path), "2026-11-23", {}).answers
        if a.id == "editor/schema"
    ]
    line = answer.mend.splitlines()[-1].strip()
    assert f"  govlint schema > {SCHEMA}" in answer.mend.splitlines()
    marked = server.open(path, f"{line}\n{text}")
    assert [each["range"]["start"]["line"] for each in marked] == [2]
