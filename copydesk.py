"""The command line: assembles the commands."""
