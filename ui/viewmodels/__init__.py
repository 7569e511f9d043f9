"""One view model for each page: plain formatting, no rules."""
