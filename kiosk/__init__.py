"""The village service point itself: its rules, use cases, storage, paper and devices."""

__version__ = "0.1.0"
