"""Encoders: text that was made visible becomes a part of a format that cannot be broken out of."""
