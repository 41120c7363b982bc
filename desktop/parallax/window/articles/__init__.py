"""Articles as they come to a story, what reading did to them, and what is known of them."""
