"""Expressions: what must hold, in CEL (Common Expression Language), on plain data."""

from __future__ import annotations

from govlint.expression.cel import (
    FACTS,
    Binding,
    Environment,
    EvaluationError,
    ExpressionError,
    Program,
)
from govlint.expression.dates import days

__all__ = [
    "FACTS",
    "Binding",
    "Environment",
    "EvaluationError",
    "ExpressionError",
    "Program",
    "days",
]
