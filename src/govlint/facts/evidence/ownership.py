"""CODEOWNERS in its three dialects: which line owns a path, and who stands on it.

GitHub: the last matching pattern wins, one without an owner takes ownership away; no ``!``,
``[ ]`` or ``\\#`` (docs.github.com, About code owners). GitLab: sections, the last match of each,
a pattern without a leading slash matches at any depth (docs.gitlab.com, Code Owners syntax).
Gitea, Forgejo: regular expressions of Go over the whole path, every match counts, ``!`` turns a
rule round (docs.gitea.com, Code Owners).
"""

from __future__ import annotations

from govlint.facts.evidence import globs
from govlint.paths import like
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from typing import Literal

    Dialect = Literal["github", "gitlab", "gitea"]


_FOLDERS: dict[str, Dialect] = {
    ".github/": "github",
    ".gitlab/": "gitlab",
    ".gitea/": "gitea",
    ".forgejo/": "gitea",
}
_HOSTS: dict[str, Dialect] = {
    "github": "github",
    "gitlab": "gitlab",
    "gitea": "gitea",
    "forgejo": "gitea",
    "codeberg": "gitea",
}
_SECTION = r"(\^?)\[([^\]]*)\](?:\[\d*\])?(.*)"
_WORD = r"(?:\\.|[^\s\\])+"
_RISKY = r"\)[*+{?]|\\[1-9]|\(\?"


class Rule(Record):
    """One line that could be read."""

    line: int
    column: int
    pattern: str
    owners: tuple[str, ...]
    section: str = ""
    negative: bool = False


class Owners:
    """A whole file: its rules, and the lines that say nothing."""

    def __init__(
        self,
        dialect: Dialect,
        rules: tuple[Rule, ...],
        problems: tuple[tuple[int, int, str], ...],
    ) -> None:
        """``problems``: line, column, and what is wrong with it."""
        self.dialect = dialect
        self.rules = rules
        self.problems = problems
        self._forms: list[list[str]] = []
        self._by_folder: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._by_glob: list[tuple[int, str]] = []
        self._others: list[int] = []
        if dialect == "gitea":
            self._others = list(range(len(rules)))
        else:
            self._sort()

    def _sort(self) -> None:
        """Put each rule where the paths that it may match are looked up."""
        for number, rule in enumerate(self.rules):
            self._forms.append(forms := _forms(rule.pattern, self.dialect))
            name = forms[0].removeprefix("**/").partition("/")[0]
            if not forms[0].startswith("**"):
                plain = not any(sign in forms[0] for sign in "*?[{")
                folder = forms[0] if plain else globs.literal_folder(forms[0])
                self._by_folder.setdefault(folder, []).append(number)
            elif name == "**" or len(name) > globs.LONGEST:
                self._others.append(number)
            elif any(sign in name for sign in "*?["):
                self._by_glob.append((number, name))
            else:
                self._by_name.setdefault(name, []).append(number)

    @property
    def wide(self) -> int:
        """How many rules have to be tried on every path."""
        return len(self._others) + len(self._by_glob) + len(self._by_folder.get("", ()))

    def winning(self, path: str) -> tuple[Rule, ...]:
        """The rules that own a path: none, one, or on GitLab one for each section."""
        found: dict[object, Rule] = {}
        excluded: set[str] = set()
        for number in self._near(path):
            rule = self.rules[number]
            if self._covers(number, path):
                found[rule.line if self.dialect == "gitea" else rule.section] = rule
                excluded |= {rule.section} if rule.negative else set()
        if self.dialect == "gitlab":
            return tuple(rule for rule in found.values() if rule.section not in excluded)
        return tuple(found.values())

    def _near(self, path: str) -> list[int]:
        """The rules that may match a path, in their order."""
        parts = path.split("/")
        folders = ["/".join(parts[:length]) for length in range(len(parts) + 1)]
        near = [n for folder in folders for n in self._by_folder.get(folder, ())]
        near += [n for part in dict.fromkeys(parts) for n in self._by_name.get(part, ())]
        near += [n for n, glob in self._by_glob if any(like(part, glob) for part in parts)]
        return sorted({*near, *self._others})

    def _covers(self, number: int, path: str) -> bool:
        rule = self.rules[number]
        if self.dialect == "gitea":
            regex = _regex(rule.pattern)
            return regex is not None and bool(regex.fullmatch(path)) != rule.negative
        return any(globs.matches(form, path) for form in self._forms[number])


def places(remote: str) -> tuple[str, ...]:
    """Where the file may stand, first where the forge of a remote's address looks first."""
    order = {"gitlab": ("", "docs/", ".gitlab/"), "gitea": ("", "docs/", ".gitea/", ".forgejo/")}
    first = order.get(forge_of(remote), ())
    every = (*first, ".github/", "", "docs/", ".gitlab/", ".gitea/", ".forgejo/")
    return tuple(dict.fromkeys(f"{folder}CODEOWNERS" for folder in every))


def forge_of(remote: str) -> Dialect | Literal[""]:
    """The dialect of a remote's host; empty where the host's name does not tell."""
    _, scheme, rest = remote.partition("://")
    host = rest.partition("/")[0] if scheme else remote.partition(":")[0]
    host = host.rpartition("@")[2].lower()
    if "/" in host:
        return ""
    for name, dialect in _HOSTS.items():
        if name in host:
            return dialect
    return ""


def dialect_of(path: str, text: str, remote: str, hints: Iterable[Dialect] = ()) -> Dialect:
    """The dialect of a file: by its folder, else the remote's address, else ``hints``."""
    for folder, dialect in _FOLDERS.items():
        if path.startswith(folder):
            return dialect
    forge = forge_of(remote)
    if forge:
        return forge
    if "[" in text and _has_sections(text):
        return "gitlab"
    return next(iter(hints), "github")


def _has_sections(text: str) -> bool:
    import re

    return re.search(r"(?m)^\^?\[[^\]\n]+\]", text) is not None


def parse(text: str, dialect: Dialect) -> Owners:
    """Every rule of a file. Raises nothing: a line that cannot be read is a problem."""
    rules: list[Rule] = []
    problems: list[tuple[int, int, str]] = []
    section, defaults = "", ()  # type: tuple[str, tuple[str, ...]]
    for number, line in enumerate(text.split("\n")[:20_000], 1):
        body = _without_comment(line)
        if not body:
            continue
        opened = _opened(body) if dialect == "gitlab" else None
        if opened:
            section, defaults = opened
            continue
        column = len(line) - len(line.lstrip()) + 1
        rule = _rule(body, number, column, section, dialect)
        problem = _problem(rule, dialect)
        if problem:
            problems.append((number, column, problem))
        else:
            rules.append(rule._replace(owners=rule.owners or defaults))
    return Owners(dialect, tuple(rules), tuple(problems))


def _without_comment(line: str) -> str:
    if "#" not in line and "\\" not in line:
        return line[:4000].strip()
    import re

    found = re.match(r"(?:\\.|[^\\#]|(?<=\S)#)*", line[:4000])
    return found[0].strip() if found else ""


def _opened(body: str) -> tuple[str, tuple[str, ...]] | None:
    """The section that a line of GitLab's opens, and who owns its files where a line is silent."""
    import re

    opened = re.fullmatch(_SECTION, body)
    return (opened[2].casefold(), tuple(opened[3].split())) if opened else None


def _words(body: str) -> list[str]:
    """The pattern and the owners of a line: a blank after a backslash parts nothing."""
    if "\\" not in body:
        return body.split()
    import re

    return re.findall(_WORD, body)


def _is_owner(text: str) -> bool:
    """Whether a word is a handle, a team or an address."""
    local, sign, host = text.partition("@")
    if not sign or text.split() != [text]:
        return False
    return bool(host) and (not local or "@" not in host)


def _rule(body: str, line: int, column: int, section: str, dialect: Dialect) -> Rule:
    words = _words(body)
    negative = dialect != "github" and words[0].startswith("!")
    pattern = words[0][1:] if negative else words[0]
    owners = words[1:] if dialect != "gitlab" else filter(_is_owner, words[1:])
    return Rule(line, column, pattern, tuple(owners), section, negative)


def _problem(rule: Rule, dialect: Dialect) -> str:
    """Why a line owns nothing, in the reader's words; empty where it can be read."""
    if not rule.owners and _is_owner(rule.pattern) and "/" not in rule.pattern:
        return f"{rule.pattern} is an owner without a pattern: this line owns nothing"
    if dialect == "gitea" and not rule.owners:
        return f"{rule.pattern} has no owner, so Gitea skips it"
    strange = [owner for owner in rule.owners if not _is_owner(owner)]
    if strange and dialect != "gitlab":
        return f"{strange[0]} is neither a handle, a team nor an address"
    if dialect == "github" and (rule.pattern.startswith(("!", "\\#")) or "[" in rule.pattern):
        return f"GitHub skips a pattern such as {rule.pattern}"
    if dialect == "gitea" and _regex(rule.pattern) is None:
        return f"{rule.pattern} could not be read as a regular expression"
    return ""


def _forms(written: str, dialect: Dialect) -> list[str]:
    """The patterns, from the root, that one pattern stands for."""
    pattern = written.replace("\\ ", " ").replace("\\#", "#")
    body = pattern.strip("/")
    anywhere = not pattern.startswith("/") and (dialect == "gitlab" or "/" not in body)
    root = f"**/{body}" if anywhere else body
    if not body:
        return ["**"]
    if pattern.endswith("/"):
        return [f"{root}/**/*"]
    if body.endswith("*") or dialect == "gitlab":
        return [root]
    return [root, f"{root}/**/*"]


def _regex(pattern: str) -> re.Pattern[str] | None:
    """The pattern compiled; None where it is wrong, or could take for ever."""
    import re

    if len(pattern) > 200 or re.search(_RISKY, pattern) or len(re.findall(r"[*+{]", pattern)) > 4:
        return None
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None
