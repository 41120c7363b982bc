"""What helps: the help page, the guided look, the sheet of keys and the command palette."""
