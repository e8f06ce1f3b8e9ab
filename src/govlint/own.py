"""Users' own policies: checked and asked in a process of their own, within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint import policy
from govlint.engine import Case, Engine, Judgement, severity_at
from govlint.errors import ConfigError, PolicyError
from govlint.expression import Environment, Program
from govlint.model import Blank, Span, Unavailable
from govlint.sandbox import Sandbox, Stopped
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from govlint.config import Config
    from govlint.expression.lexicon import Words
    from govlint.model import Policy
    from govlint.policy import Catalogue, Rule
    from govlint.snapshot import Snapshot

_SUFFIXES = (".yaml", ".yml")
_TESTS = "tests/"


class OwnPolicies:
    """The policies of a repository's own folders, asked of one declaration after the other."""

    def __init__(self, policies: Sequence[Policy], today: str, words: Words) -> None:
        self.policies = tuple(policies)
        self._sandbox = Sandbox("govlint.own:serve", (today, words, list(policies)))
        self.rules = tuple(policy.rule(each, not_here) for each in policies)

    def judge(self, rules: Iterable[Rule], case: Case) -> list[Judgement]:
        """Every outcome of these rules; a policy that had to be stopped is *open* and says why."""
        asked = [rule for rule in rules if severity_at(rule, case.lifecycle)]
        requests = [(rule.id, (rule.id, rule.severity, case)) for rule in asked]
        answers = self._sandbox.ask_all(requests)
        return [
            judgement
            for rule, answer in zip(asked, answers, strict=True)
            for judgement in _judgements(rule, case, answer)
        ]

    def close(self) -> None:
        """End the process."""
        self._sandbox.close()


def opened(
    snapshot: Snapshot, settings: Config, catalogue: Catalogue, today: str
) -> tuple[OwnPolicies, list[PolicyError]]:
    """The policies of the configured folders, and what is wrong with those left out."""
    policies, problems = load(folder_files(snapshot, settings), catalogue.ids)
    return OwnPolicies(policies, today, catalogue.words), problems


def folder_files(snapshot: Snapshot, settings: Config) -> list[tuple[str, bytes]]:
    """The policy files of the configured folders; the cases in their ``tests`` are left out.

    Raises ConfigError, where the setting stands, for a folder that is not there or holds no policy.
    """
    found = []
    for folder in settings.policies:
        paths = [path for path in snapshot.list() if _is_policy_file(path, folder)]
        if not paths:
            message, fix = _without_policies(snapshot, folder)
            raise ConfigError(message, settings.origins.get(("policies", folder)), fix)
        found += [(path, snapshot.read(path) or b"") for path in sorted(paths)]
    return found


def _without_policies(snapshot: Snapshot, folder: str) -> tuple[str, str]:
    shown = visible(folder)
    match snapshot.kind(folder):
        case None:
            return f"There is no folder {shown}/.", "A path starts from this file."
        case "folder":
            return f"There are no policies in {shown}/.", "A policy is a .yaml file."
        case "outside":
            fix = "Keep the policies in a folder of this repository."
            return f"{shown} leads out of the repository.", fix
    return f"{shown} is not a folder.", "Write the folder that the policy files stand in."


def _is_policy_file(path: str, folder: str) -> bool:
    inside = path.removeprefix(folder + "/")
    return inside != path and path.endswith(_SUFFIXES) and not inside.startswith(_TESTS)


def load(
    files: Iterable[tuple[str, bytes]], taken: Iterable[str]
) -> tuple[list[Policy], list[PolicyError]]:
    """The policies that are in order, and what is wrong with the others.

    ``taken`` are the ids of the policies that come with govlint.
    """
    loaded = policy.load(files)
    known = frozenset(taken)
    broken = [*loaded.broken, *(_taken(each) for each in loaded.policies if each.id in known)]
    return [each for each in loaded.policies if each.id not in known], broken


def _taken(own: Policy) -> PolicyError:
    return PolicyError(
        f"govlint has a policy `{own.id}` of its own.",
        own.span,
        "Give yours another id; the configuration changes the severity of the other one.",
    )


def _judgements(rule: Rule, case: Case, answer: Any) -> list[Judgement]:
    if isinstance(answer, Stopped):
        severity = severity_at(rule, case.lifecycle) or "note"
        message = f"This policy {answer.reason}, so it was stopped."
        fix = "Make its expressions smaller."
        return [Judgement(rule.id, (), "open", severity, "not-checked", (), message, fix)]
    return [Judgement(*row) for row in answer]


def not_here(_source: str) -> Program:
    """Nothing: users' expressions are compiled in their own process only."""
    return Program(b"")


def serve(setup: Any) -> Callable[[Any], object]:
    """The child's side: the answer to each request ``(policy, severity, case)``."""
    today, words, rows = setup
    policies = {row[0]: policy.from_plain(row) for row in rows}
    environment = Environment(today, words)
    rules: dict[str, Rule] = {}

    def answer(request: Any) -> object:
        name, severity, row = request
        if name not in rules:
            rules[name] = policy.rule(policies[name], environment.compile)
        rule = policy.regraded(rules[name], severity)
        return Engine(environment, _case(row)).judge(rule)

    return answer


def _case(row: Any) -> Case:
    whole = Case(*row)
    blanks = tuple(Blank(*blank)._replace(span=Span(*blank[2])) for blank in whole.blanks)
    unavailable = {name: Unavailable(*why) for name, why in whole.unavailable.items()}
    return whole._replace(blanks=blanks, unavailable=unavailable)
