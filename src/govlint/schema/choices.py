"""One of several words, and yes or no: which was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.schema import durations
from govlint.schema.telling import Telling
from govlint.schema.wording import key_of, kind_of, label, names, paste, quoted, spelled
from govlint.text import listing, nearest, number, visible

if TYPE_CHECKING:
    from govlint.schema.telling import Case

_YES = frozenset(("yes", "y", "on", "true", "t"))
_NO = frozenset(("no", "n", "off", "false", "f"))
_PARTLY = re.compile(
    r"most|part|semi|almost|nearly|half|some|mix|in progress|planned|soon|manual|by hand|not |"
    r"never|occasion|wip|pending|hybrid|near|\b[1-9]?\d ?%"
)
_FULLY = re.compile(r"fully|yes\b|automatic|automated|always|completely|100 ?%")

_OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "production": (
        *("prod", "live", "in production", "in prod", "ga", "released", "active", "operational"),
        *("running", "deployed", "in use", "launched", "go-live", "general availability"),
    ),
    "pilot": (
        *("poc", "proof of concept", "proof-of-concept", "experimental", "experiment", "trial"),
        *("beta", "alpha", "prototype", "mvp", "test", "testing", "staging", "uat", "preview"),
        *("canary", "sandbox", "limited availability"),
    ),
    "planned": (
        *("idea", "proposed", "planning", "design", "draft", "backlog", "concept", "ideation"),
        *("development", "dev", "in development", "build", "exploration", "discovery", "future"),
    ),
    "retired": (
        *("deprecated", "decommissioned", "sunset", "archived", "switched off", "eol", "dead"),
        *("end of life", "inactive", "off", "stopped", "discontinued", "legacy", "obsolete"),
    ),
    "predictive": (
        *("ml", "machine learning", "classifier", "classification", "regression", "forecasting"),
        *("forecast", "ranking", "scoring", "recommender", "model", "prediction", "clustering"),
    ),
    "generative": (
        *("llm", "genai", "gen ai", "gen-ai", "gpt", "chatbot", "rag", "generation", "chat"),
        *("language model", "foundation model", "generative ai", "assistant"),
    ),
    "agentic": ("agent", "agents", "ai agent", "multi-agent", "autonomous"),
    "rules": (
        "rule-based",
        "rules-based",
        "rule based",
        "heuristic",
        "expert system",
        "rule engine",
    ),
    "people": (
        *("person", "persons", "human", "humans", "customers", "customer", "employees", "users"),
        *("applicants", "candidates", "patients", "individuals", "staff", "citizens", "students"),
    ),
    "things": ("objects", "items", "machines", "assets", "documents", "tickets", "stock", "none"),
    "augments": ("augmentation", "assists", "assist", "helps", "help", "supports", "enhances"),
    "replaces": ("replacement", "automates", "automation", "substitutes", "eliminates"),
    "mixed": ("both", "partly", "some of both"),
    "increase": (
        "up",
        "higher",
        "higher is better",
        "maximize",
        "maximise",
        "grow",
        "raise",
        "more",
    ),
    "decrease": ("down", "lower", "lower is better", "minimize", "minimise", "reduce", "less"),
    "clean": ("good", "ok", "fine", "consistent", "unified", "integrated", "ready"),
    "fragmented": ("messy", "dirty", "scattered", "siloed", "silos", "inconsistent", "poor", "bad"),
    "api": ("rest", "rest api", "http", "https", "webhook", "graphql", "soap", "service", "saas"),
    "database": (
        *("db", "sql", "postgres", "postgresql", "mysql", "oracle", "warehouse", "snowflake"),
        *("bigquery", "redshift", "dwh", "data warehouse", "lakehouse", "table", "databricks"),
    ),
    "file": (
        "csv",
        "parquet",
        "json",
        "xml",
        "s3",
        "sftp",
        "ftp",
        "blob",
        "bucket",
        "files",
        "pdf",
    ),
    "stream": ("kafka", "streaming", "events", "event", "queue", "kinesis", "pubsub", "mqtt"),
    "spreadsheet": ("excel", "xlsx", "xls", "google sheets", "google sheet", "sheet", "sheets"),
    "manual": ("form", "typed", "hand", "by hand", "email", "e-mail", "paper", "copy and paste"),
    "human-in-the-loop": ("hitl", "in-the-loop", "in the loop", "human review", "approval"),
    "human-on-the-loop": ("hotl", "on-the-loop", "on the loop", "supervised", "monitored"),
    "human-out-of-the-loop": ("hootl", "out-of-the-loop", "out of the loop", "fully automated"),
    "retrain": ("retraining", "train", "re-train", "finetune", "fine-tune", "fine-tuning", "refit"),
    "swap": ("replace", "switch", "upgrade", "vendor", "version bump", "swapping", "new version"),
    "error": ("err", "errors", "fail", "critical", "high", "blocker"),
    "warning": ("warn", "warnings", "medium"),
    "note": ("info", "notice", "hint", "notes", "low", "information"),
    "off": ("none", "disabled", "disable", "ignore", "false", "no", "skip"),
    "never": ("none", "off", "nothing"),
}


def meant(text: str, choices: list[str]) -> str | None:
    """The choice that ``text`` most likely stands for, or None."""
    plain = re.sub(r"[\s_]+", " ", text.strip().casefold())
    by_name = {choice.replace("_", " ").casefold(): choice for choice in choices}
    if plain in by_name:
        return by_name[plain]
    for choice in choices:
        if plain in _OTHER_WORDS.get(choice, ()):
            return choice
    near = nearest(text, choices)
    if near:
        return near
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", plain)
    return next((choice for word in words if (choice := _word(word, choices))), None)


def _word(word: str, choices: list[str]) -> str:
    for choice in choices:
        if word == choice or word in _OTHER_WORDS.get(choice, ()):
            return choice
    return ""


def choice(case: Case) -> Telling:
    """A value that is none of the words that are known there."""
    choices, value = case.node["enum"], case.value
    key = key_of(case.path)
    if isinstance(value, list):
        return _several(case, choices)
    if not isinstance(value, str):
        written = case.source() if isinstance(value, int | float) else kind_of(value)
        near = meant(str(value), choices) if isinstance(value, bool) else None
        message = f"{label(case.path)} is {written}; it is one of {listing(choices, 'or')}"
        return Telling(message, paste(case.path, near) if near else _one_of(choices))
    near = meant(value, choices)
    text = visible(value, 60)
    stage = key == "lifecycle"
    stands = f"unknown lifecycle `{text}`" if stage else f"{label(case.path)} cannot be `{text}`"
    if near:
        judged = f", judged as {near}" if stage else ""
        telling = Telling(f"{stands}{judged}; did you mean `{near}`?", paste(case.path, near))
        return telling._replace(repair=near) if stage else telling
    return Telling(f"{stands}; it is one of {names(choices, 'or')}", _one_of(choices))


def _several(case: Case, choices: list[str]) -> Telling:
    found = [
        near for item in case.value if isinstance(item, str) and (near := meant(item, choices))
    ]
    message = f"{label(case.path)} is a list; it is one word: {listing(choices, 'or')}"
    fix = paste(case.path, found[0]) if len(set(found)) == 1 else _one_of(choices)
    return Telling(message, fix)


def _one_of(choices: list[str]) -> str:
    return f"Write the one that fits best: {listing(choices, 'or')}."


def flag(case: Case) -> Telling:
    """A value in place of true or false."""
    value, key = case.value, key_of(case.path)
    plain = value.strip().casefold() if isinstance(value, str) else ""
    if plain in _YES or plain in _NO:
        wanted = plain in _YES
        return _certain(case, "true" if wanted else "false", wanted)
    if isinstance(value, int | float) and value in (0, 1):
        word = "true" if value else "false"
        return Telling(
            f"`{key}` is yes or no (true/false), not {number(value)}", paste(case.path, word)
        )
    message = f"`{key}` is yes or no (true/false)"
    steps = case.beside("manual_steps")
    if isinstance(steps, list) and steps:
        plural = "" if len(steps) == 1 else "s"
        message += f"; with {spelled(len(steps))} manual step{plural} listed it is false"
        return Telling(message, paste(case.path, "false"))
    if isinstance(value, str):
        message += f": {quoted(value)}"
        rhythm = durations.plain_meaning(value)
        if rhythm:
            other = "refresh" if "sources" in case.path else "cadence"
            return Telling(message, f"Write:   {key}: true   ({other}: {rhythm} says how often)")
    if _PARTLY.search(plain):
        fix = paste(case.path, "false", "As long as anybody's hand is needed")
        return Telling(message, fix)
    if _FULLY.search(plain):
        return Telling(message, paste(case.path, "true"))
    return Telling(message, f"Write:   {key}: true   or   {key}: false")


def _certain(case: Case, word: str, wanted: bool) -> Telling:
    key, text = key_of(case.path), visible(str(case.value), 20)
    quoted_word = text.casefold() in ("true", "false")
    why = "in quotes it is text" if quoted_word else f"here `{text}` is text"
    message = f"`{key}: {text}`: {why}; write {word}"
    return Telling(message, paste(case.path, word), severity="warning", repair=wanted)
