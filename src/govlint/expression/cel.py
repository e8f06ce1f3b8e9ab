"""CEL's door: expressions compiled, kept as bytes, and evaluated on plain data."""

from __future__ import annotations

from govlint.expression.functions import FUNCTIONS, Absent, Scope, implementations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from govlint.expression.lexicon import Words
    from govlint.expression.template import Template

MAX_EXPRESSION = 4096
"""Bytes of one expression."""

FACTS = ("history", "evidence", "codeowners", "change")


Program = bytes
"""A compiled expression: every environment can evaluate it."""


class Binding:
    """The values of the variables, converted when an expression first reads them."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)
        self.activation: Any = None


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
    """Evaluates expressions as of one day. Made once for a run; CEL is loaded when it is asked."""

    def __init__(self, today: str, words: Words) -> None:
        self._functions = implementations(today, words)
        self._made: Any = None
        self._expressions: dict[bytes, Any] = {}
        self._compiled: dict[str, Program] = {}
        self._templates: dict[str, Template] = {}

    @property
    def _env(self) -> Any:
        if self._made is None:
            from cel_expr_python import cel

            types = _types()
            functions = _declared(self._functions, types)
            self._made = cel.NewEnv(variables=_variables(types), functions=functions)
        return self._made

    def scope(self, values: Mapping[str, Any]) -> Scope:
        """The values of the variables, for the questions that are asked in Python."""
        absent = Absent()
        return Scope({**self._functions, **dict.fromkeys(FACTS, absent), **values})

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
        return Binding(values)

    def evaluate(self, program: Program, binding: Binding) -> Any:
        """The value, plain. Raises EvaluationError where there is none."""
        expression = self._expressions.get(program)
        if expression is None:
            expression = self._expressions[program] = self._env.deserialize(program)
        if binding.activation is None:
            binding.activation = self._env.Activation(binding.values)
        try:
            result = expression.eval(binding.activation)
            value = result.value()
            if value is True or value is False:
                return value
            if result.type().name() == "ERROR":
                raise EvaluationError(_reason(str(value)))
            return result.plain_value()
        except (RuntimeError, ValueError, TypeError) as error:
            raise EvaluationError(_reason(str(error))) from None

    def fill(self, template: str, binding: Binding) -> str:
        """The template with the value of each ``{expression}`` in it, formatted for people."""
        if "{" not in template and "}" not in template:
            return template
        if template not in self._templates:
            from govlint.expression.template import Template

            self._templates[template] = Template(template)

        def value(source: str) -> Any:
            return self.evaluate(self.compile(source), binding)

        return self._templates[template].filled(value)

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


def _types() -> dict[str, Any]:
    from cel_expr_python import cel

    text, anything = cel.Type.STRING, cel.Type.DYN
    return {
        "string": text,
        "double": cel.Type.DOUBLE,
        "bool": cel.Type.BOOL,
        "list": cel.Type.List(text),
        "map": cel.Type.Map(text, anything),
        "dyn": anything,
    }


def _variables(types: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {
        "map": ("doc", "limits", *FACTS),
        "dyn": ("it",),
        "string": ("today", "key", "written"),
        "list": ("people", "catalogue"),
    }
    return {name: types[kind] for kind, names in kinds.items() for name in names}


def _declared(
    implemented: Mapping[str, Callable[..., object]], types: Mapping[str, Any]
) -> list[Any]:
    from cel_expr_python import cel

    return [
        cel.FunctionDecl(
            name,
            [
                cel.Overload(
                    f"{name}_{'_'.join(parameters)}",
                    return_type=types[result],
                    parameters=[types[each] for each in parameters],
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
