"""The edge of the world: clock, disk space, scanners."""
