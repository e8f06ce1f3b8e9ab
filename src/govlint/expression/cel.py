"""CEL's door: expressions compiled, kept as bytes, and evaluated on plain data."""

from __future__ import annotations

from cel_expr_python import cel

from govlint.expression.functions import FUNCTIONS, implementations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.expression.lexicon import Words

MAX_EXPRESSION = 4096
"""Bytes of one expression."""

_TEXT = cel.Type.STRING
_TYPES = {
    "string": _TEXT,
    "double": cel.Type.DOUBLE,
    "bool": cel.Type.BOOL,
    "list": cel.Type.List(_TEXT),
    "map": cel.Type.Map(_TEXT, cel.Type.DYN),
}
FACTS = ("history", "evidence", "codeowners", "change")


Program = bytes
"""A compiled expression: every environment can evaluate it."""
Binding = object
"""The values of the variables, converted when an expression first reads them."""


class EvaluationError(Exception):
    """An expression has no value on these data; the text says why."""


class ExpressionError(Exception):
    """An expression, or a template, that cannot be: what is wrong, and where in it (from 1)."""

    def __init__(self, message: str, line: int = 1, column: int = 1, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.fix = fix


class Environment:
    """Evaluates expressions as of one day. Made once for a run."""

    def __init__(self, today: str, words: Words) -> None:
        self._env = cel.NewEnv(variables=_variables(), functions=_declared(today, words))
        self._expressions: dict[bytes, Any] = {}
        self._compiled: dict[str, Program] = {}

    def compile(self, source: str) -> Program:
        """The program of an expression. Raises ExpressionError, with the place in the source."""
        if source not in self._compiled:
            self._compiled[source] = self._compile(source)
        return self._compiled[source]

    def syntax(self, source: str) -> bytes:
        """The syntax tree of an expression whose names and types are not checked, as bytes."""
        return self._parsed(source, unchecked=True).serialize()  # type: ignore[no-any-return]

    def prepared(self, source: str) -> Program:
        """An expression, already checked, in the form that loads fastest."""
        from govlint.expression.tree import bare

        return Program(bare(self.syntax(source)))

    def bind(self, values: Mapping[str, Any]) -> Binding:
        """The values of the variables, for any number of evaluations."""
        return self._env.Activation(dict(values))

    def evaluate(self, program: Program, binding: Binding) -> Any:
        """The value, plain. Raises EvaluationError where there is none."""
        expression = self._expressions.get(program)
        if expression is None:
            expression = self._expressions[program] = self._env.deserialize(program)
        try:
            result = expression.eval(binding)
            value = result.value()
            if value is True or value is False:
                return value
            if result.type() == cel.Type.ERROR:
                raise EvaluationError(_reason(str(value)))
            return result.plain_value()
        except (RuntimeError, ValueError, TypeError) as error:
            raise EvaluationError(_reason(str(error))) from None

    def fill(self, template: str, binding: Binding) -> str:
        """The template with the value of each ``{expression}`` in it, formatted for people."""
        if "{" not in template and "}" not in template:
            return template
        from govlint.expression.template import joined, parts, shown

        text = ""
        for part in parts(template):
            if part.is_expression:
                text = joined(text, shown(self.evaluate(self.compile(part.text), binding)))
            else:
                text += part.text
        return text

    def _compile(self, source: str) -> Program:
        expression = self._parsed(source)
        program = Program(expression.serialize())
        self._expressions[program] = expression
        return program

    def _parsed(self, source: str, *, unchecked: bool = False) -> Any:
        if len(source.encode()) > MAX_EXPRESSION:
            raise ExpressionError(f"an expression has at most {MAX_EXPRESSION} bytes")
        try:
            return self._env.compile(source, disable_check=unchecked)
        except RuntimeError as error:
            from govlint.expression.complaints import explained

            raise explained(str(error), source) from None


def _variables() -> dict[str, Any]:
    free = cel.Type.Map(_TEXT, cel.Type.DYN)
    own = {
        "doc": free,
        "it": cel.Type.DYN,
        "limits": free,
        "today": _TEXT,
        "key": _TEXT,
        "written": _TEXT,
    }
    lists = dict.fromkeys(("people", "catalogue"), _TYPES["list"])
    return {**own, **lists, **dict.fromkeys(FACTS, free)}


def _declared(today: str, words: Words) -> list[Any]:
    implemented = implementations(today, words)
    return [
        cel.FunctionDecl(
            name,
            [
                cel.Overload(
                    f"{name}_{'_'.join(parameters)}",
                    return_type=_TYPES[result],
                    parameters=[_TYPES[each] for each in parameters],
                    impl=implemented[name],
                )
            ],
        )
        for name, (parameters, result) in FUNCTIONS.items()
    ]


def _reason(text: str) -> str:
    """CEL's words for what went wrong, without its status codes."""
    plain = text.partition(": ")[2] or text
    if "Iteration budget exceeded" in plain:
        return "it goes through more than 10,000 items"
    if plain.startswith("Key not found in map"):
        return f"{plain.rpartition(' : ')[2].replace(chr(34), '`')} is not written"
    if plain.startswith("No value with name"):
        return f"`{plain.split(chr(34))[1]}` is not known here"
    return plain.removesuffix(" [INTERNAL]")
