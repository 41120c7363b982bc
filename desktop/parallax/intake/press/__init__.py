"""Files of many articles that press databases export."""
