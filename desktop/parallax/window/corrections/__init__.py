"""What the reader says of a text: notes, checks, links by hand, and corrections where the eye is."""
