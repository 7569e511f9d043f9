"""The commands of the command line, a file for each family, imported when one is called."""
