"""CEL's complaints about an expression, in the words of somebody who writes policies."""

from __future__ import annotations

from govlint.expression.cel import ExpressionError

_WORDS = {"and": "&&", "or": "||", "not": "!", "is": "==", "AND": "&&", "OR": "||", "NOT": "!"}
_QUOTES = "\u201c\u201d\u201e\u2018\u2019«»"


def explained(text: str, source: str) -> ExpressionError:
    """The first complaint in CEL's text ``INVALID_ARGUMENT: ERROR: <input>:1:5: …``, explained."""
    if "recursion" in text or "nested too deeply" in text:
        return ExpressionError("the expression is nested too deeply: 32 levels at most")
    place, _, rest = text.partition("<input>:")[2].partition(": ")
    line, _, column = place.partition(":")
    complaint = rest.partition("\n")[0].removesuffix(" [INVALID_ARGUMENT]")
    if not (line.isdecimal() and column.isdecimal()):
        return ExpressionError(text.partition("\n")[0].partition(": ")[2] or text)
    message, fix = _explain(complaint, source, int(line), int(column))
    return ExpressionError(message, int(line), int(column), fix)


def _explain(complaint: str, source: str, line: int, column: int) -> tuple[str, str]:
    syntax = complaint.removeprefix("Syntax error: ")
    if syntax.startswith("token recognition error at: "):
        return _bad_token(syntax.partition(": ")[2][1:-1])
    if syntax.startswith("missing "):
        return f"a {syntax.split()[1].strip(chr(39))} is missing here", ""
    if "'<EOF>'" in syntax:
        return "the expression ends too early", ""
    if syntax.startswith(("mismatched input", "extraneous input", "no viable alternative")):
        token = syntax.partition(" expecting ")[0].partition("'")[2].removesuffix("'")
        return _unexpected(token, source, line, column)
    if syntax.startswith("reserved identifier: "):
        return f"`{syntax.partition(': ')[2]}` is a word that CEL keeps for itself", ""
    if syntax.startswith("has() argument"):
        return "has() asks whether a field is written", "Write for example has(doc.rollback)."
    return syntax.replace(" (in container '')", ""), ""


def _bad_token(token: str) -> tuple[str, str]:
    if token.startswith("="):
        return "a single = does not compare", "Write ==."
    if token[:1] in _QUOTES:
        return f"{token[0]} is not a quote for CEL", "Write ' or \"."
    if token[:1] in "'\"":
        fix = r"A backslash in it is written \\." if "\\" in token else ""
        return "this text is not closed", fix
    if token[:1] in "&|":
        return f"a single {token[0]} joins nothing", f"Write {token[0] * 2}."
    return f"`{token}` cannot stand here", ""


def _unexpected(token: str, source: str, line: int, column: int) -> tuple[str, str]:
    before = source.split("\n")[line - 1][: column - 1].split()
    for word in (token, before[-1] if before else ""):
        if word in _WORDS:
            return f"`{word}` is no word of CEL", f"Write {_WORDS[word]}."
    return (f"`{token}` cannot stand here", "") if token else ("this cannot stand here", "")
