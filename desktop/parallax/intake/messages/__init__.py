"""E-mails, mailboxes, pages saved as messages, and web archives."""
