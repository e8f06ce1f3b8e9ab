"""A repository in which things are set up, or are not, and what the doctor says of it."""

from __future__ import annotations

import json
from typing import Any

import checked
import jsonschema

from govlint import resources

DECLARATION = """\
schema: ai-governance/v1
system: {id: ranker, lifecycle: planned}
owners:
  business: {name: Tom Okafor, contact: "@tomokafor"}
"""
SCHEMA = json.loads(resources.read("schemas/doctor.v1.schema.json"))


class Practice(checked.Repository):
    """A git repository that the doctor looks at."""

    def answers(self, *arguments: str) -> dict[str, dict[str, Any]]:
        """Each answer by its id; the whole is held against its schema."""
        run = self.run("doctor", "--as-of", "2026-11-23", "--format", "json", *arguments)
        assert run.err == ""
        told = json.loads(run.out)
        jsonschema.Draft202012Validator(SCHEMA).validate(told)
        states = [answer["state"] for answer in told["answers"]]
        assert run.code == ("to-do" in states)
        assert told["summary"] == {state: states.count(state) for state in told["summary"]}
        return {answer["id"]: answer for answer in told["answers"]}

    def says(self, id_: str) -> tuple[str, str, int, str]:
        """The state of one answer, its place and its sentence."""
        answer = self.answers()[id_]
        return answer["state"], answer["path"] or "", answer["line"] or 0, answer["text"]
