"""Mailboxes, files that hold several articles, made for tests."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path


def mailbox_of(path: Path, count: int) -> Path:
    """A mailbox of messages with the subjects *Pier 0 is shut*, *Pier 1 is shut* and so on; its path."""
    box = mailbox.mbox(path)
    for k in range(count):
        message = EmailMessage()
        message["From"] = f"Desk {k} <desk{k}@vellmar.example>"
        message["To"] = "readers@vellmar.example"
        message["Subject"] = f"Pier {k} is shut"
        message["Date"] = f"Mon, 02 Mar 2026 10:{k % 60:02d}:00 +0000"
        message["Message-ID"] = f"<{k}@vellmar.example>"
        message.set_content(
            f"The ferry of pier {k} was late on Monday, the harbour office said.\n\nDay {k} was calm.\n"
        )
        box.add(message)
    box.flush()
    box.close()
    return path
