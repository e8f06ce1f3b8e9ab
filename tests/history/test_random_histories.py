"""Random histories, each also read by a slow and simple oracle: every commit, whole, in turn."""

from __future__ import annotations

import datetime
import os
import random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from declarations import TODAY
from repositories import BOT, PRIYA, STRANGER, TOM, History, git

from govlint import source
from govlint.facts import history
from govlint.facts.history import versions
from govlint.facts.history.kept import Kept
from govlint.git.repository import Repository, open_repository
from govlint.snapshot import WorkingTree
from govlint.snapshot.stored import Commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from govlint.facts.history.gathered import Gathered

NAMES = (
    "ai-governance.yaml",
    "ai-governance.yml",
    "AI-Governance.yaml",
    "gov/ai-governance.yaml",
    "old/g.yaml",
)
CODE = "ranker/a.py"
CHOICES = {
    "owners": ["Priya Nair", "Tom Okafor", "Luis Ferrer"],
    "baseline": ["6.5", "7", "9"],
    "minimum": ["0.6", "0.7", ""],
    "fallback": ["the list", "nothing", "a call"],
    "reviewed": ["2026-01-10", "2026-01-21", "2026-02-03"],
}
SECTIONS = {
    "owners": "owners",
    "success_metric": "baseline",
    "monitoring": "minimum",
    "rollback": "fallback",
}
Answers = dict[str, str]


class Written(NamedTuple):
    """A commit as it was written: all its files."""

    parents: list[int]
    files: dict[str, str]
    author: str
    day: str


class Story:
    """A history that chance writes."""

    def __init__(
        self, root: str, seed: int, *, straight: bool, clocks: tuple[str, ...] = ()
    ) -> None:
        """``clocks``: what wrong ones say."""
        self.chance = random.Random(seed)
        self._clocks = clocks
        self.made = History(root)
        self.commits: dict[int, Written] = {}
        self.answers: dict[str, Answers] = {}
        """What each text of a declaration answers; those that are invalid are not there."""
        self._day = datetime.date(2026, 1, 12)
        tips = [self._commit([], {NAMES[0]: self._text({k: v[0] for k, v in CHOICES.items()})})]
        for _ in range(self.chance.randint(3, 24)):
            self._go_on(tips, straight=straight)
        while len(tips) > 1:
            tips[:2] = [self._merge(*tips[:2])]
        self.tip = self._mended(tips[0])
        self.made.build()

    def path(self, commit: int) -> str:
        """Where the declaration stands in a commit; empty: nowhere."""
        return next((path for path in self.commits[commit].files if path in NAMES), "")

    def text(self, commit: int) -> str:
        """The declaration as it is written there; empty: nowhere."""
        return self.commits[commit].files.get(self.path(commit), "")

    def answered(self, commit: int) -> Answers | None:
        """What it answers there, if it stands there and is valid."""
        return self.answers.get(self.text(commit))

    def _go_on(self, tips: list[int], *, straight: bool) -> None:
        number = self.chance.randrange(len(tips))
        if len(tips) > 1 and self.chance.random() < 0.35:
            one, other = self.chance.sample(tips, 2)
            tips[:] = [tip for tip in tips if tip not in (one, other)]
            tips.append(self._merge(one, other))
        elif not straight and self.chance.random() < 0.3:
            tips.append(self._commit([tips[number]], self._turned(tips[number])))
        else:
            tips[number] = self._commit([tips[number]], self._turned(tips[number]))

    def _merge(self, one: int, other: int) -> int:
        """Like git: what one side renamed is renamed, and what each answers may be taken."""
        if self._renamed(other) > self._renamed(one):
            one, other = other, one
        files, path = dict(self.commits[one].files), self.path(one)
        mine, theirs = self.answered(one), self.answered(other)
        if mine and theirs and self.chance.random() < 0.8:
            mixed = {key: self.chance.choice((mine, theirs))[key] for key in CHOICES}
            evil = self.chance.random() < 0.3
            files[path] = self._text(self._other(mixed) if evil else mixed)
        return self._commit([one, other], files)

    def _renamed(self, tip: int) -> str:
        """The day of the last rename in a commit, or behind it."""
        parents = self.commits[tip].parents
        path = self.path(tip)
        if path and any(self.path(parent) not in ("", path) for parent in parents):
            return self.commits[tip].day
        return max(map(self._renamed, parents), default="")

    def _edited(self, tip: int) -> dict[str, str]:
        """An edit of the declaration, or of the code."""
        files, path, answers = dict(self.commits[tip].files), self.path(tip), self.answered(tip)
        if answers and self.chance.random() < 0.6:
            files[path] = self._text(self._other(answers))
        else:
            files[CODE] = str(self.chance.random())
        return files

    def _turned(self, tip: int) -> dict[str, str]:
        """The declaration renamed, with an edit or without, broken, mended, deleted or put back."""
        files, path = dict(self.commits[tip].files), self.path(tip)
        how = self.chance.random()
        if not self.answered(tip):
            return self.commits[self._mended(tip)].files if how < 0.6 else self._edited(tip)
        if how < 0.3:
            text = files.pop(path)
            edit = self.chance.random() < 0.4
            new = self._text(self._other(self.answers[text])) if edit else text
            files[self.chance.choice(NAMES)] = new
        elif how < 0.45:
            files[path] = f"owners: [ {how}\n"
        elif how < 0.55:
            del files[path]
        else:
            return self._edited(tip)
        return files

    def _mended(self, tip: int) -> int:
        """A commit with a valid declaration: the last one before, put back where it stood."""
        if self.answered(tip):
            return tip
        good = tip
        while not self.answered(good):
            good = self.commits[good].parents[0]
        answers = self.answered(good)
        assert answers is not None
        path = self.path(tip) or self.path(good)
        return self._commit([tip], {**self.commits[tip].files, path: self._text(answers)})

    def _other(self, answers: Answers) -> Answers:
        key = self.chance.choice([*CHOICES, "nothing"])
        return {**answers, key: self.chance.choice(CHOICES[key])} if key in CHOICES else answers

    def _text(self, answers: Answers) -> str:
        """A declaration in some order, with a record and a comment that mean nothing."""
        parts = [
            "schema: ai-governance/v1\n",
            "system: {id: ranker, lifecycle: production, production_since: 2026-01-05}\n",
            "governs: {model: [/ranker/**]}\n",
            f"owners: {{technical: {{name: {answers['owners']}}}}}\n",
            f"success_metric:\n  baseline: {{value: {answers['baseline']}}}\n",
            f"rollback: {{fallback_to: {answers['fallback']}, last_tested: {self._day}}}\n",
            f"review: {{cadence: P3M, last_reviewed: {answers['reviewed']}}}\n",
        ]
        if answers["minimum"]:
            parts.append(f"monitoring: {{outcome_metric: {{minimum: {answers['minimum']}}}}}\n")
        self.chance.shuffle(parts)
        text = f"# {self.chance.random()}\n{''.join(parts)}"
        self.answers[text] = answers
        return text

    def _commit(self, parents: list[int], files: dict[str, str]) -> int:
        self._day += datetime.timedelta(days=self.chance.randint(1, 4))
        author = self.chance.choice((PRIYA, TOM, STRANGER, BOT))
        before = self.commits[parents[0]].files if parents else {}
        gone = dict.fromkeys(before.keys() - files.keys())
        day = self._day.isoformat()
        if self._clocks and self.chance.random() < 0.3:
            day = self.chance.choice(self._clocks)
        number = self.made.commit({**gone, **files}, day, author, parents=parents)
        self.commits[number] = Written(parents, dict(files), author, day)
        return number


def before(story: Story, commit: int) -> Iterator[Answers]:
    """What the declaration last answered in a commit or behind it, on each line."""
    answers = story.answered(commit)
    if answers is not None:
        yield answers
        return
    for parent in story.commits[commit].parents:
        yield from before(story, parent)


def leading(story: Story) -> set[int]:
    """The commits that led to today's declaration: not those of a side that a merge dropped."""
    found, left = {story.tip}, [story.tip]
    while left:
        commit = left.pop()
        parents = story.commits[commit].parents
        text = story.text(commit)
        same = [one for one in parents if text in story.answers and story.text(one) == text]
        left += {*(same or parents)} - found
        found |= {*left}
    return found


def oracle(story: Story) -> dict[str, int | None]:
    """For each section, and for the review, the newest commit that gave it its value of today."""
    numbers = {commit: number for number, commit in story.made.ids.items()}
    log = git(story.made.root, "log", "--format=%H", story.made.id(story.tip))
    line = leading(story)
    commits = [numbers[commit] for commit in log.split() if numbers[commit] in line]
    now = story.answered(story.tip)
    assert now is not None
    wanted = {**SECTIONS, "reviewed": "reviewed"}
    return {
        name: next((one for one in commits if _gave(story, one, key, now[key])), None)
        for name, key in wanted.items()
        if now[key]
    }


def _gave(story: Story, commit: int, key: str, value: str) -> bool:
    answers = story.answered(commit)
    if answers is None or answers[key] != value:
        return False
    parents = story.commits[commit].parents
    return all(value not in [old[key] for old in before(story, parent)] for parent in parents)


def moved(story: Story, since: str) -> tuple[int, int]:
    """How many commits of people, and of programs, changed the code after a day."""
    found = [0, 0]
    for commit in story.commits.values():
        code = commit.files.get(CODE)
        parents = [story.commits[parent].files.get(CODE) for parent in commit.parents]
        if commit.day > since and code is not None and code not in parents:
            found[commit.author == BOT] += 1
    return found[0], found[1]


def asked(story: Story) -> history.Request:
    """What is asked of its tip."""
    tree, path = WorkingTree(story.made.root), story.path(story.tip)
    content = tree.read(path) or b""
    declared = history.Declared(path, content, source.read(content, path).data)
    return history.Request(story.made.root, tree, (declared,), TODAY, os.environ)


def known(story: Story) -> Gathered:
    """What govlint reads of it."""
    path = story.path(story.tip)
    found = history.gather(history.start(asked(story)))
    assert isinstance(found, dict)
    return found[path]


@pytest.mark.parametrize("seed", range(40))
def test_the_same_answers(tmp_path: Path, seed: int) -> None:
    story = Story(str(tmp_path / "repository"), seed, straight=seed % 3 == 0)
    numbers = {commit: number for number, commit in story.made.ids.items()}
    told = known(story)
    writer = versions.newest(told.versions, lambda one: one.reviewed, told.now.reviewed)
    origins = {name: told.origins[name] for name in SECTIONS if name in told.origins}
    given = {**origins, "reviewed": writer}
    assert {
        name: version and numbers[version.made.id] for name, version in given.items()
    } == oracle(story)
    assert {numbers[version.made.id] for version in told.versions} <= leading(story)
    part = history.fact(told).data["governed"]
    counted = (int(part["all"]["commits"]), int(part["all"]["bots"]))
    assert counted == moved(story, part["since"])


@pytest.mark.parametrize("seed", range(12))
def test_a_base_is_the_same_within_the_log_of_its_head(tmp_path: Path, seed: int) -> None:
    clocks = ("1990-01-01", "2026-01-20", "2026-03-01", "2027-02-01") if seed % 2 else ()
    story = Story(str(tmp_path / "repository"), seed, straight=seed % 3 == 0, clocks=clocks)
    repository = open_repository(story.made.root, os.environ)
    assert isinstance(repository, Repository)
    kept = Kept()

    def run(commit: int, kept: Kept | None) -> history.Run:
        id_, path = story.made.id(commit), story.path(commit)
        content = Commit(repository, id_).read(path) or b""
        declared = history.Declared(path, content, source.read(content, path).data)
        return history.start(
            history.Request(
                story.made.root,
                Commit(repository, id_),
                (declared,),
                TODAY,
                os.environ,
                commit=id_,
                repository=repository,
                kept=kept,
            )
        )

    assert isinstance(history.gather(run(story.tip, kept)), dict)
    within = 0
    for commit in [each for each in story.commits if story.path(each)]:
        other = run(commit, kept)
        within += other.replay is not None
        assert history.finish(other) == history.finish(run(commit, None))
    repository.close()
    assert within


@pytest.mark.parametrize("seed", range(24))
def test_a_shallow_clone_says_the_same_or_that_it_does_not_know(tmp_path: Path, seed: int) -> None:
    clocks = ("1990-01-01",) if seed % 2 else ()
    story = Story(str(tmp_path / "repository"), seed, straight=seed % 3 == 0, clocks=clocks)
    (whole,) = history.collect(asked(story)).values()
    for _ in range(4):
        edge = story.chance.sample(sorted(story.commits), min(2, len(story.commits)))
        ids = "".join(f"{story.made.id(number)}\n" for number in edge)
        story.made.write({".git/shallow": ids})
        (fact,) = history.collect(asked(story)).values()
        for name in set(fact.data) - {"whole", "commits", "sections", "people"}:
            assert fact.data[name] == whole.data[name], (edge, name)
        for name, part in fact.data["sections"].items():
            assert part == whole.data["sections"][name], (edge, name)
