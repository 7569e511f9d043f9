"""`python -m tests.bench`: what the kiosk costs in time and memory, as one JSON object."""
