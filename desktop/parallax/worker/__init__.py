"""Processes of their own: the reader of hostile files and the analyst, and the messages between them."""
