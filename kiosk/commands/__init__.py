"""The commands of the command line, one file for each family; each is imported when it is called."""
