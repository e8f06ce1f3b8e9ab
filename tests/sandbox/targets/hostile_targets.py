"""What the child processes of these tests run."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from govlint.expression import Environment, EvaluationError, ExpressionError

if TYPE_CHECKING:
    from collections.abc import Callable


def evaluating(setup: Any) -> Callable[[Any], Any]:
    """Compiles and evaluates expressions on ``doc``, as an engine would."""
    environment = Environment("2026-11-23", setup)

    def handle(request: Any) -> Any:
        source, doc = request
        try:
            program = environment.compile(source)
            value = environment.evaluate(program, environment.bind({"doc": doc}))
            return "value", value if isinstance(value, bool) else len(str(value))
        except (EvaluationError, ExpressionError) as error:
            return "error", str(error)

    return handle


def half_a_second() -> str:
    time.sleep(0.5)
    return "done"


def doing(_setup: Any) -> Callable[[Any], Any]:
    """Does what the request says, to the process itself."""
    actions: dict[str, Callable[[], Any]] = {
        "sleep": lambda: time.sleep(60),
        "exit": lambda: os._exit(3),
        "hoard": lambda: len(bytearray(4 << 30)),
        "hoard slowly": lambda: [bytearray(b"x") * (8 << 20) for _ in range(400)],
        "print": lambda: print("a line that is no frame"),
        "environment": lambda: sorted(os.environ),
        "much": lambda: "x" * (20 << 20),
        "work": lambda: "done",
        "half a second": half_a_second,
    }

    return lambda request: actions[request]()
