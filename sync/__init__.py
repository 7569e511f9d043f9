"""Both ends of the wire between a station and the hub."""
