"""The prepared schema govlint-config.v1: made by `python -m govlint.schema.prepare`."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PATH: dict[str, Any] = {"$form": "path", "type": "string", "pattern": "\\S"}
_SEVERITY: dict[str, Any] = {
    "$form": "severity", "type": "string", "enum": ["error", "warning", "note", "off"],
}
_DURATION: dict[str, Any] = {
    "$form": "duration", "type": "string",
    "pattern": "^P(?:[0-9]{1,4}W|(?=[0-9T])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}D)?(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}S)?)?)$",
}
_TEXT: dict[str, Any] = {"$form": "text", "type": "string", "pattern": "\\S"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "schema": {"const": "govlint-config/v1"},
        "extends": {"anyOf": [_PATH, {"type": "array", "items": _PATH}]},
        "policies": {"type": "array", "items": _PATH},
        "severity": {"type": "object", "additionalProperties": _SEVERITY},
        "limits": {
            "type": "object",
            "properties": {
                "owner_unseen": _DURATION, "rehearsal": _DURATION, "review": _DURATION,
                "code_moved": _DURATION, "approval": _DURATION,
                "outcome_gap": {"type": "number", "minimum": 1}, "pilot": _DURATION,
                "waiver": _DURATION,
            },
            "additionalProperties": False,
        },
        "fail_on": {"type": "string", "enum": ["error", "warning", "note", "never"]},
        "declarations": {"type": "array", "items": _PATH},
        "bots": {"type": "array", "items": _TEXT},
    },
    "additionalProperties": False,
}
