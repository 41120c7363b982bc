"""The views on paper and in PDF."""
