"""The prepared schema ai-governance.v1: made by `python -m govlint.schema.prepare`."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SLUG: dict[str, Any] = {"$form": "slug", "type": "string", "pattern": "^[a-z0-9-]{2,64}$"}
_TEXT: dict[str, Any] = {"$form": "text", "type": "string", "pattern": "\\S"}
_DATE: dict[str, Any] = {
    "$form": "date", "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
_PATH: dict[str, Any] = {"$form": "path", "type": "string", "pattern": "\\S"}
_GLOBS: dict[str, Any] = {"$form": "globs", "type": "array", "items": _PATH}
_NUMBER: dict[str, Any] = {"$form": "number", "type": "number"}
_UNKNOWN: dict[str, Any] = {
    "$form": "unknown", "type": "object",
    "properties": {"value": {"type": "null"}, "reason": _TEXT}, "additionalProperties": False,
    "required": ["value", "reason"],
}
_CONTACT: dict[str, Any] = {
    "$form": "contact", "type": "string",
    "pattern": "^(?:[^\\s@<>]+@[^\\s@<>]+|[@#][^\\s@#].*|\\+?[0-9(][0-9 ()./-]{4,}|[A-Za-z][A-Za-z0-9+.-]*:[^\\s:].*)$",
}
_REFERENCE: dict[str, Any] = {"$form": "reference", "type": "string", "pattern": "\\S"}
_DECIDERS: dict[str, Any] = {
    "$form": "deciders", "anyOf": [_REFERENCE, {"type": "array", "items": _REFERENCE}],
}
_TEAMS: dict[str, Any] = {
    "$form": "teams", "anyOf": [_REFERENCE, {"type": "array", "items": _REFERENCE}],
}
_RIGHT: dict[str, Any] = {
    "$form": "right",
    "anyOf": [
        _REFERENCE, {"type": "array", "items": _REFERENCE},
        {
            "type": "object", "properties": {"decides": _DECIDERS, "consults": _TEAMS},
            "additionalProperties": False,
        },
    ],
}
_FLAG: dict[str, Any] = {"$form": "flag", "type": "boolean"}
_DURATION: dict[str, Any] = {
    "$form": "duration", "type": "string",
    "pattern": "^P(?:[0-9]{1,4}W|(?=[0-9T])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}D)?(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}S)?)?)$",
}
_DATE_OR_UNKNOWN: dict[str, Any] = {"$form": "date_or_unknown", "anyOf": [_DATE, _UNKNOWN]}
_JOB: dict[str, Any] = {
    "$form": "job",
    "anyOf": [
        _PATH,
        {
            "type": "object", "properties": {"url": _TEXT, "schedule": _TEXT},
            "additionalProperties": False,
        },
    ],
}
_RESULTS: dict[str, Any] = {
    "$form": "results",
    "anyOf": [
        _PATH,
        {
            "type": "object", "properties": {"file": _PATH, "date": _TEXT, "value": _TEXT},
            "additionalProperties": False,
        },
    ],
}
_SHARE: dict[str, Any] = {"$form": "share", "type": "number", "minimum": 0, "maximum": 1}
_COUNT: dict[str, Any] = {"$form": "count", "type": "integer", "minimum": 0}
_MILESTONE: dict[str, Any] = {
    "$form": "milestone", "type": "object", "properties": {"due": _DATE, "done": _DATE},
    "additionalProperties": False,
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "schema": {"const": "ai-governance/v1"},
        "system": {
            "type": "object",
            "properties": {
                "id": _SLUG, "name": _TEXT, "description": _TEXT,
                "type": {
                    "type": "string", "enum": ["predictive", "generative", "agentic", "rules"],
                },
                "decides_about": {"type": "string", "enum": ["people", "things"]},
                "lifecycle": {
                    "type": "string", "enum": ["planned", "pilot", "production", "retired"],
                },
                "pilot_started": _DATE, "pilot_ends": _DATE, "production_since": _DATE,
                "retired": {
                    "type": "object",
                    "properties": {
                        "on": _DATE, "replaced_by": _TEXT, "reason": _TEXT, "data": _TEXT,
                    },
                    "additionalProperties": False,
                },
                "suppliers": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"name": _TEXT, "model": _TEXT, "version": _TEXT},
                        "additionalProperties": False,
                    },
                },
                "regulation": {
                    "type": "object",
                    "properties": {
                        "eu_ai_act": {
                            "type": "object",
                            "properties": {"role": _TEXT, "category": _TEXT, "annex_iii": _TEXT},
                            "additionalProperties": False,
                        },
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False, "required": ["id", "lifecycle"],
        },
        "governs": {
            "type": "object",
            "properties": {
                "model": _GLOBS, "data": _GLOBS, "prompts": _GLOBS, "serving": _GLOBS,
                "deployment": _GLOBS,
            },
            "additionalProperties": False,
        },
        "purpose": {
            "type": "object",
            "properties": {
                "decision": {"type": "string", "minLength": 15, "maxLength": 200, "pattern": "\\S"},
                "workforce_effect": {"type": "string", "enum": ["augments", "replaces", "mixed"]},
                "people_can_now": _TEXT, "out_of_scope": {"type": "array", "items": _TEXT},
            },
            "additionalProperties": False,
        },
        "success_metric": {
            "type": "object",
            "properties": {
                "name": _TEXT, "unit": _TEXT,
                "direction": {"type": "string", "enum": ["increase", "decrease"]},
                "baseline": {
                    "anyOf": [
                        {
                            "type": "object",
                            "properties": {"value": _NUMBER, "measured_on": _DATE, "source": _TEXT},
                            "additionalProperties": False,
                        },
                        _UNKNOWN,
                    ],
                },
                "target": {
                    "anyOf": [
                        {
                            "type": "object", "properties": {"value": _NUMBER, "by": _DATE},
                            "additionalProperties": False,
                        },
                        _UNKNOWN,
                    ],
                },
                "measurements": {
                    "type": "array",
                    "items": {
                        "type": "object", "properties": {"on": _DATE, "value": _NUMBER},
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
        "owners": {
            "type": "object",
            "properties": {
                "technical": {
                    "type": "object",
                    "properties": {
                        "name": _TEXT, "role": _TEXT, "contact": _CONTACT, "deputy": _TEXT,
                    },
                    "additionalProperties": False,
                },
                "business": {
                    "type": "object",
                    "properties": {
                        "name": _TEXT, "role": _TEXT, "contact": _CONTACT, "deputy": _TEXT,
                        "process": _TEXT,
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "decision_rights": {
            "type": "object",
            "properties": {
                "change_workflow": _RIGHT, "deploy_model": _RIGHT, "roll_back": _RIGHT,
                "retrain_model": _RIGHT, "change_thresholds": _RIGHT, "change_prompt": _RIGHT,
                "retire_system": _RIGHT,
            },
            "additionalProperties": False,
        },
        "access": {
            "type": "object",
            "properties": {"code": _TEAMS, "model_registry": _TEAMS, "production": _TEAMS},
            "additionalProperties": False,
        },
        "data": {
            "type": "object",
            "properties": {
                "condition": {"type": "string", "enum": ["clean", "fragmented"]},
                "sources": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "name": _TEXT,
                            "kind": {
                                "type": "string",
                                "enum": [
                                    "api", "database", "file", "stream", "spreadsheet", "manual",
                                ],
                            },
                            "automated": _FLAG, "refresh": _DURATION, "owner": _REFERENCE,
                            "replace_by": _DATE_OR_UNKNOWN,
                        },
                        "additionalProperties": False,
                    },
                },
                "preparation": {
                    "type": "object",
                    "properties": {
                        "automated": _FLAG, "job": _JOB, "cadence": _DURATION,
                        "manual_steps": {"type": "array", "items": _TEXT}, "automate_by": _DATE,
                    },
                    "additionalProperties": False,
                },
                "checks": {"type": "array", "items": _PATH},
            },
            "additionalProperties": False,
        },
        "explanations": {
            "type": "object",
            "properties": {"audience": _TEXT, "method": _TEXT, "shown_in": _TEXT, "guide": _PATH},
            "additionalProperties": False,
        },
        "human_oversight": {
            "type": "object",
            "properties": {
                "mode": {
                    "type": "string",
                    "enum": ["human-in-the-loop", "human-on-the-loop", "human-out-of-the-loop"],
                },
                "override": _TEXT,
            },
            "additionalProperties": False,
        },
        "monitoring": {
            "type": "object",
            "properties": {
                "outcome_metric": {
                    "type": "object",
                    "properties": {
                        "name": _TEXT, "baseline": _NUMBER, "minimum": _NUMBER, "maximum": _NUMBER,
                        "ground_truth": {
                            "anyOf": [
                                {
                                    "type": "object",
                                    "properties": {"source": _TEXT, "lag": _DURATION},
                                    "additionalProperties": False,
                                },
                                _UNKNOWN,
                            ],
                        },
                        "cadence": _DURATION, "results": _RESULTS,
                        "last_measured": {
                            "anyOf": [
                                {
                                    "type": "object",
                                    "properties": {"on": _DATE, "value": _NUMBER},
                                    "additionalProperties": False,
                                },
                                _UNKNOWN,
                            ],
                        },
                    },
                    "additionalProperties": False,
                },
                "drift": {
                    "type": "object",
                    "properties": {
                        "definition": _TEXT, "method": _TEXT,
                        "threshold": {"type": ["number", "string"]}, "cadence": _DURATION,
                        "owner": _REFERENCE, "alert": _PATH,
                    },
                    "additionalProperties": False,
                },
                "fairness": {
                    "type": "object",
                    "properties": {"metric": _TEXT, "minimum": _NUMBER, "results": _RESULTS},
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "rollback": {
            "type": "object",
            "properties": {
                "trigger": _TEXT, "runbook": _PATH, "fallback_to": _TEXT,
                "time_to_restore": _DURATION, "last_tested": _DATE_OR_UNKNOWN,
            },
            "additionalProperties": False,
        },
        "retraining": {
            "type": "object",
            "properties": {
                "method": {"type": "string", "enum": ["retrain", "swap"]},
                "triggers": {"type": "array", "items": _TEXT}, "cadence": _DURATION, "job": _JOB,
                "validation": _PATH,
                "approval": {
                    "type": "object", "properties": {"by": _DECIDERS, "max_duration": _DURATION},
                    "additionalProperties": False,
                },
                "last_run": _DATE,
            },
            "additionalProperties": False,
        },
        "incidents": {
            "type": "object", "properties": {"report_to": _TEXT, "process": _PATH},
            "additionalProperties": False,
        },
        "adoption": {
            "type": "object",
            "properties": {
                "population": {"type": "integer", "minimum": 1}, "target_daily_share": _SHARE,
                "measurements": {
                    "type": "array",
                    "items": {
                        "type": "object", "properties": {"on": _DATE, "daily_users": _COUNT},
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
        "roadmap": {
            "type": "object",
            "properties": {
                "started": _DATE,
                "milestones": {
                    "type": "object",
                    "properties": {
                        "adoption": _MILESTONE, "data_pipelines": _MILESTONE,
                        "monitoring": _MILESTONE, "first_workflow": _MILESTONE,
                        "production_with_rollback": _MILESTONE, "second_workflow": _MILESTONE,
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "review": {
            "type": "object",
            "properties": {"cadence": _DURATION, "last_reviewed": _DATE, "reviewed_by": _REFERENCE},
            "additionalProperties": False,
        },
        "waivers": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "policy": _TEXT, "subject": _TEXT, "reason": _TEXT, "approved_by": _REFERENCE,
                    "expires": _DATE,
                },
                "additionalProperties": False,
            },
        },
        "references": {
            "type": "object", "properties": {"model_card": _PATH, "risk_assessment": _PATH},
            "additionalProperties": _PATH,
        },
    },
    "additionalProperties": False, "required": ["schema", "system"],
}
