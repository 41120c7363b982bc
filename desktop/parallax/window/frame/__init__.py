"""What lies around the pages of a window: docks, toolbar, notices, progress and the focus."""
