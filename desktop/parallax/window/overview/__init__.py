"""The overview ruler: where differences stand in the whole of a view."""
