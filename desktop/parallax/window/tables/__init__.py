"""The views *Rows* and *Story sheet*, and what is copied of them."""
