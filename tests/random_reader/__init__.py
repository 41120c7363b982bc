"""A reader who does anything: random actions in a real window, drawn from one seed, and what is held to be a fault."""
