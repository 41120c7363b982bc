"""Documents of word processors and e-books, made for the tests in this folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0"'
    f' xmlns:draw="{_ODF}:drawing:1.0" xmlns:style="{_ODF}:style:1.0" xmlns:meta="{_ODF}:meta:1.0"'
    f' xmlns:svg="{_ODF}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)

HEADLINE = "Bridge at Ostwick stays shut until autumn"
FIRST = "The footbridge at Ostwick will stay closed until the end of September, the county’s engineers said on Tuesday."
SECOND = "“We asked for an inspection three years running,” said Dana Orrel, who keeps the café beside the steps."
THIRD = "A ferry runs every half hour from seven in the morning, and schoolchildren cross it without paying £2."


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of the parts in their order; one called "mimetype" is stored as it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return made.getvalue()


def paragraph(words: str, style: str = "") -> str:
    """A paragraph of a Word document."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def docx_parts(body: str, parts: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """The parts of a Word document; `parts` of kind "styles", "footnotes", "comments", "header1" … by their content."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_OFFICE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}'
        "</w:body></w:document>",
    }
    links = ""
    for number, (kind, content) in enumerate((parts or {}).items()):
        if kind == "core":
            made["docProps/core.xml"] = (
                '<core xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
                f"{content}</core>"
            )
            continue
        made[f"word/{kind}.xml"] = f'<w:{kind.rstrip("123")} xmlns:w="{W}">{content}</w:{kind.rstrip("123")}>'
        links += f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind.rstrip("123")}" Target="{kind}.xml"/>'
    made["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'
    return made


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document of a body; `parts` as in `docx_parts`."""
    return zipped(docx_parts(body, parts))


def odt_parts(text: str, styles: str = "", others: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """The parts of an OpenDocument text, with automatic styles."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
        **(others or {}),
    }


def odt(text: str, styles: str = "", others: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument text."""
    return zipped(odt_parts(text, styles, others))


def rtf(text: str) -> bytes:
    """An RTF text whose styles 1 and 2 are the title and a heading."""
    styles = r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 Title;}{\s2 heading 2;}{\s3 caption;}}"
    fonts = r"{\fonttbl{\f0\fcharset0 Serif;}{\f1\fcharset204 Cyrillic;}{\f2\fcharset128 Japanese;}}"
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}{styles}" + text + "}").encode("latin-1")


def page(title: str, *paragraphs: str) -> str:
    """A page of an e-book."""
    words = "".join(f"<p>{one}</p>" for one in paragraphs)
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{heading}{words}</body></html>'
    )


def epub_parts(pages: Mapping[str, str], metadata: str = "", extra: str = "") -> dict[str, str | bytes]:
    """The parts of an e-book of pages by their names; `extra` stands in the package behind the order."""
    items = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in pages)
    order = "".join(f'<itemref idref="{n}"/>' for n in pages)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{order}</spine>{extra}</package>"
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
        "OEBPS/content.opf": package,
        **{f"OEBPS/{name}": text for name, text in pages.items()},
    }


def epub(pages: Mapping[str, str], metadata: str = "", extra: str = "") -> bytes:
    """An e-book."""
    return zipped(epub_parts(pages, metadata, extra))
