"""The use cases: each is one keyword-only function with one transaction behind it."""
