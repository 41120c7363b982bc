"""A small file of each format, which names pictures, styles, scripts and pages elsewhere."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

from parallax import intake
from parallax.errors import UnknownFormat

WORDS = (
    "The footbridge at Ostwick will stay closed until the end of September, the county said on Tuesday.",
    "“We were never asked,” said Maud Tellery, who runs the ferry. About 800 people cross the river each day.",
    "The repairs will cost 3.2 million crowns, and the works begin in August, said the county's engineer.",
)
FAR = "https://elsewhere.vellmar.example"
PAGE = f"""<!doctype html><html><head><title>Bridge shut</title><link rel="stylesheet" href="{FAR}/style.css">
<link rel="canonical" href="{FAR}/bridge"><script src="{FAR}/script.js"></script>
<style>@import url({FAR}/more.css); @font-face {{ font-family: F; src: url({FAR}/font.woff) }}</style></head>
<body><h1>Bridge shut</h1><article>{"".join(f"<p>{words}</p>" for words in WORDS)}<img src="{FAR}/picture.png">
<iframe src="{FAR}/frame"></iframe></article></body></html>"""


def offered(folder: Path) -> list[Path]:
    """The files, of those formats that are read."""
    made = {
        "tribune.txt": "\n\n".join(("Bridge shut", *WORDS, f"{FAR}/bridge")).encode(),
        "courier.md": f"# Bridge shut\n\n![A bridge]({FAR}/picture.png)\n\n{WORDS[0]}\n\n[More]({FAR})\n".encode(),
        "herald.html": PAGE.encode(),
        "beacon.eml": bytes(_letter()),
        "post.mhtml": _saved_page(),
        "voice.rtf": ("{\\rtf1\\ansi " + "\\par ".join(WORDS).replace("“", '"').replace("”", '"') + "}").encode(
            "ascii"
        ),
        "argus.docx": _document(),
    }
    paths = []
    for name, raw in made.items():
        try:
            intake.understood(raw, name)
        except UnknownFormat:
            continue
        paths.append(folder / name)
        paths[-1].write_bytes(raw)
    return paths


def _letter() -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "Bridge shut", "Desk <desk@ostwick.example>"
    letter["Date"] = "Tue, 04 Aug 2026 10:00:00 +0000"
    letter.set_content("\n\n".join(WORDS))
    letter.add_alternative(PAGE, subtype="html")
    return letter


def _saved_page() -> bytes:
    return (
        f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {FAR}/bridge\r\nSubject: Bridge shut\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: {FAR}/bridge\r\n\r\n{PAGE}\r\n--b--\r\n"
    ).encode()


def _document() -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in WORDS)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{kinds}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type='
        f'"{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r9" Type='
        f'"{office}/image" Target="{FAR}/picture.png" TargetMode="External"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return made.getvalue()
