"""What an expression answers in Python, CEL answers too."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from govlint.expression import EvaluationError, functions
from govlint.expression.python import CALLED, UntranslatableError, question
from govlint.expression.tree import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from govlint.expression import Environment

NAMES = {name: getattr(functions, name) for name in CALLED}
DOC: dict[str, Any] = {
    "system": {
        "id": "ranker",
        "lifecycle": "pilot",
        "suppliers": [{"name": "A"}, {"version": "1"}],
    },
    "owners": {"technical": {"name": "Priya Nair"}, "business": {"name": "P. Nair"}},
    "review": {"cadence": "P3M", "last_reviewed": "2026-10-02"},
}
SHARED = {"people": ["Priya Nair", "Tom Okafor"], "catalogue": ["a/b"], "today": "2026-11-23"}
LIMITS = {"review": "P6M", "gap": 2.0}
HISTORY = {"review": {"by": "Priya Nair", "person": True, "days": 3.0, "none": []}}
MANY: list[Any] = ["x"] * 101
"""Gone through for each of its items, that is more than CEL does."""
VALUES: list[Any] = [
    *("", "x", "business", "P1M", "2026-10-02", "v1-LATEST", "Schedule \u017f", "\u017fchedule"),
    *(True, False, 0.0, 1.0, 2.5, [], {}, ["x"], ["x", 1.0], [[]], MANY),
    DOC,
    DOC["system"],
    DOC["system"]["suppliers"],
    {"a": "x", "b": "y", "flag": True},
    {"a": 1.0, "b": 2.0, "flag": False, "items": [{"on": "2026-01-01"}, {"on": 1.0}, {}]},
    {"a": True, "b": 1.0, "flag": "yes", "name": "Priya Nair", "items": [{"on": "2027-01-01"}]},
    {"a": {"c": "x"}, "items": {"x": 1.0}, "name": ["x"]},
]
SOURCES = """\
it
!it
it == 'x'
it != 'x'
it == 1.0
it != 0.0
it == true
it == it
it == doc
it == doc.system
it.a == it.b
it.a != it.b
it < 'y'
it >= today
it < 2.0
it <= 2.0
it > 1
it >= 1.0
it.a < it.b
it.a >= it.b
it > it.a
has(it.a)
has(it.a.c)
it.a.c == 'x'
has(it.a) && has(it.a.c)
has(doc.owners)
size(it) > 0
size(it.items) == 2
size(people) == 2
2.0 * it > 3.0
type(it) == map
type(it) != string
type(it.a) == double
type(it) == type(doc)
it in ['x', 'y']
it in people
it.a in catalogue
it.startsWith('2026')
it.matches('(?i)SCHEDUL')
it.matches('a|b')
string(1 + 2) == '3'
'P' + '1M' == it
{'x': 1, 'y': 2}[it] == 1
{'x': 1.0}[key] > 0.0
(it.flag ? 1 : 2) == 1
(has(it.a) ? it.a : it.b) == 'x'
(it ? 'x' : 'y') == 'x'
(it == 'x' ? [it] : it) == it
it.exists(x, x == 'x')
it.all(x, x == 'x')
it.items.exists(m, has(m.on))
it.all(x, it.all(y, x == y))
it.items.all(m, has(m.on) && m.on >= '2026')
it.items.exists(m, m.on == '2026-01-01')
it.items.exists(m, it.items.all(n, !has(n.on) || n.on <= m.on))
it.exists(x, x.on > '')
(type(it) == string ? [it] : it).all(who, is_named(who, people))
age(it) > 50.0
days(it) <= days(limits.review)
plus(it, 'P1M') < today
age(it) > -1.0
days(it) * limits.gap > 60.0
is_named(it, people)
same_person(it, doc.owners.business)
same_person({'name': it}, {'name': 'Priya Nair'})
is_email(it.name)
it == limits.gap
doc.system.suppliers.all(s, has(s.name) || has(s.version))
sorted(it) == it
key == it
it == 1
""".splitlines()

NEVER = ("it > 1", "it == 1", "it.matches('a|b')", "sorted(it) == it")
"""Where Python always leaves it to CEL."""


def check(source: str, environment: Environment, values: Mapping[str, Any]) -> bool:
    """Hold Python to CEL, as the condition of a policy and as its check; whether it answers."""
    tree = parse(environment.syntax(source)).root
    binding = environment.bind({"limits": LIMITS, "key": "x", **SHARED, **values})
    try:
        expected = environment.evaluate(environment.prepared(source), binding)
    except EvaluationError:
        expected = EvaluationError
    scope = environment.scope({"limits": LIMITS, **SHARED, **values})
    answered = False
    for when, checks in ((None, [tree]), (tree, [])):
        ask = eval(question(when, checks, [()]), NAMES)
        try:
            found = ask(scope, values.get("it"), "x")
        except KeyError:
            assert expected is EvaluationError
        except (AttributeError, IndexError, TypeError, ValueError):
            continue
        else:
            assert expected is not EvaluationError
            assert found == (
                -1 if (expected if when else expected is True) else None if when else 0
            )
        answered = True
    return answered


@pytest.mark.parametrize("source", SOURCES)
def test_python_says_what_cel_says(source: str, environment: Environment) -> None:
    answers = [check(source, environment, {"doc": DOC, "it": it}) for it in VALUES]
    assert any(answers) or source in NEVER


ATOMS = {
    "it.yes": "true",
    "it.no": "false",
    "it.word": "no truth value",
    "it.gone": "not written",
    "history.review.person": "a fact",
    "history.review.by == 'x'": "a part of a fact, or none",
    "has(it.gone)": "not written",
    "has(it.gone.further)": "nowhere to look",
    "has(history.gone.by)": "no such fact",
}


@pytest.mark.parametrize("history", [True, False])
@pytest.mark.parametrize("form", ["{} || {}", "{} && {}", "({} || !{}) && {}"])
def test_what_has_no_value_counts_only_where_it_decides(
    form: str, history: bool, environment: Environment
) -> None:
    it = {"yes": True, "no": False, "word": "x"}
    values = {"doc": DOC, "it": it, **({"history": HISTORY} if history else {})}
    answers = [
        check(form.format(*atoms), environment, values)
        for atoms in product(ATOMS, repeat=form.count("{}"))
    ]
    assert answers.count(True) > len(answers) / 2


@pytest.mark.parametrize(
    "source",
    [
        *("it.map(x, x) == it", "it.filter(x, true) == []", "it.a.exists(it, it == 'c')"),
        *("it + 'x' == 'xx'", "it[0] == 'x'", "'x' in it", "dyn(it) == it"),
        *("it == null", "it == b'x'"),
        "it.exists_one(x, x == 'x')",
        "it - 1.0 > 0.0",
        "it.all(a, it.all(b, it.all(c, true)))",
        "-it > 0.0",
        "it.contains('x')",
        "int(it) == 1",
        "'x' > 1.0",
        "unknown == 'x'",
        "1u == 1u",
    ],
)
def test_what_only_cel_can_say_is_left_to_it(source: str, environment: Environment) -> None:
    with pytest.raises(UntranslatableError):
        question(None, [parse(environment.syntax(source)).root], [()])


def test_the_first_check_that_does_not_hold_is_told(environment: Environment) -> None:
    def parsed(*sources: str) -> list[Any]:
        return [parse(environment.syntax(source)).root for source in sources]

    (when,) = parsed("has(it.a)")
    code = question(when, parsed("it.a == 'x'", "has(it.b)"), [("system",)])
    ask: Callable[..., int | None] = eval(code, NAMES)
    scope = environment.scope({"doc": DOC})
    given: list[dict[str, Any]] = [{}, {"a": 1.0}, {"a": "x"}, {"a": "x", "b": "y"}]
    assert [ask(scope, it, "") for it in given] == [None, 0, 1, -1]
