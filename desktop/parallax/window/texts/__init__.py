"""The texts beside each other: how they are laid out, marked, and held still."""
