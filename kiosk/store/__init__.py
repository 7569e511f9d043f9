"""Where the station keeps its records: SQLite, migrations, one file per aggregate."""
