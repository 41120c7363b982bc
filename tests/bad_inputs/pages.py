"""Web pages that are broken, empty, or up to something."""

from __future__ import annotations

from bad_inputs.kind import FIRST, HEADLINE, SECOND, THIRD, bytes_are_read, bytes_are_refused

BODY = f"<h1>{HEADLINE}</h1><article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
START = f"<!doctype html><html><head><meta charset=utf-8><title>{HEADLINE}</title>"


def page(head: str = "", body: str = BODY) -> bytes:
    """A page in UTF-8 with this in its head and its body."""
    return f"{START}{head}</head><body>{body}</body></html>".encode("utf-8", "surrogatepass")


_BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))

bytes_are_refused("a page without anything", "page.html", b"<!doctype html><html></html>", "EmptyArticle")
bytes_are_refused("a page without an article", "page.html", page(body="<nav><a href=/>Home</a></nav>"), "EmptyArticle")
bytes_are_refused(
    "a page that is all script",
    "page.html",
    page(body="<script>document.write('so')</script><div id=app></div>"),
    "EmptyArticle",
)
bytes_are_refused(
    "a page nested 100,000 deep", "page.html", page(body="<div>" * 100_000 + FIRST), "Damaged", "EmptyArticle"
)
bytes_are_refused(
    "a page of frames",
    "page.html",
    b"<html><frameset><frame src=http://198.51.100.7/></frameset></html>",
    "EmptyArticle",
)
bytes_are_refused(
    "a page with endless accents as references", "page.html", page(body=BODY + "a" + "&#x301;" * 5000), "Damaged"
)
bytes_are_refused(
    "a page larger than is read", "page.html", lambda: page(body=BODY + "<p>" + "a " * 10_100_000), "TooLarge"
)
bytes_are_read(
    "an XML bomb in a page",
    "page.xhtml",
    f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{_BOMB}]>'
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{HEADLINE}</title></head>'
    f"<body>{BODY}<p>&j;</p></body></html>".encode(),
)
bytes_are_read(
    "a page that names a file of this computer",
    "page.xhtml",
    f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"<html><head><title>{HEADLINE}</title></head><body>{BODY}<p>Here it is: &x; and so it goes on for a while.</p>"
    "</body></html>".encode(),
)
bytes_are_read(
    "a page that wants much of the network",
    "page.html",
    page(
        '<base href="http://198.51.100.7/"><link rel=stylesheet href=//198.51.100.7/s.css><meta http-equiv=refresh '
        'content="0;url=http://198.51.100.7/"><style>@import "http://198.51.100.7/i.css"; @font-face{font-family:x;'
        "src:url(http://198.51.100.7/f.woff)}</style><script src=http://198.51.100.7/s.js></script>",
        BODY + '<img src="http://198.51.100.7/p.png"><iframe src="http://198.51.100.7/"></iframe>'
        '<object data="http://198.51.100.7/o.swf"></object><video src=http://198.51.100.7/v.mp4></video>',
    ),
)
bytes_are_read(
    "scripts in a page",
    "page.html",
    page("<script>while(1);</script>", BODY + "<p onclick=alert(1)>So it was said, and so it was written down.</p>"),
)
bytes_are_read("a page cut short", "page.html", page()[:-120])
bytes_are_read(
    "a page whose elements never end",
    "page.html",
    f"{START}<body><h1>{HEADLINE}<p>{FIRST}<p><b><i>{SECOND}<p>{THIRD}".encode(),
)
bytes_are_read(
    "a page with NUL characters as references",
    "page.html",
    page(body=BODY.replace("ferry", "fe&#0;rry&#xD800;&#x110000;")),
)
bytes_are_read("a page that says UTF-8 and is windows-1252", "page.html", page().decode().encode("cp1252"))
bytes_are_read("a page that says it is in UTF-7", "page.html", page().replace(b"charset=utf-8", b"charset=utf-7"))
bytes_are_read(
    "a page that says it is in no encoding there is",
    "page.html",
    page().replace(b"charset=utf-8", b"charset=x-user-own"),
)
bytes_are_read("a page with a thousand headlines", "page.html", page(body=f"<h1>{HEADLINE}</h1>" * 1000 + BODY))
bytes_are_read("a page with 10,000 links", "page.html", page(body=BODY + "<ul>" + "<li><a href=/>Home</a>" * 10_000))
bytes_are_refused(
    "a page with 100,000 links", "page.html", page(body=BODY + "<ul>" + "<li><a href=/>Home</a>" * 100_000), "TooLarge"
)
bytes_are_read(
    "a page with 20,000 attributes",
    "page.html",
    page(body=BODY + "<p " + " ".join(f"a{k}=b" for k in range(20_000)) + ">So.</p>"),
)
bytes_are_read(
    "a page with broken data about itself",
    "page.html",
    page(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":[[[[,</script>'
        "<meta property=og:title content>"
    ),
)
bytes_are_read(
    "a page with deep data about itself",
    "page.html",
    page(f'<script type="application/ld+json">{"[" * 50_000}</script>'),
)
bytes_are_read("a page called a picture", "page.png", page())
