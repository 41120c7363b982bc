"""Saved web pages: which blocks are the article, and what the page says of itself."""
