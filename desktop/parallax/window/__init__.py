"""Everything that draws. The only package that imports PySide6; it never parses, and never imports spaCy."""
