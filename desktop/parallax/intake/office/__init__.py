"""Word, OpenDocument, RTF and EPUB: what a reader sees of a document."""
