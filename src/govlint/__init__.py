"""govlint: lints ai-governance.yaml, the answers that an AI system owes its organisation."""

__version__ = "0.1.0"
