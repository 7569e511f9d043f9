"""The station's end: transport, engine, schedule, and what an answer changes."""
