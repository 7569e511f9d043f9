"""The rules of the service point: pure values and functions, no disk, no network, no screen."""
