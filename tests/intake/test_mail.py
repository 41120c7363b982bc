"""E-mails become the articles that they bring."""

from __future__ import annotations

import contextlib
import time
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import docx, paragraph

from parallax import errors
from parallax.article import Article
from parallax.intake import articles_of
from parallax.intake.limits import MAX_ARTICLES
from parallax.intake.messages.forwarded import whose
from parallax.intake.messages.mail_heads import mail_kind_of
from parallax.worker.reader import read_all

TITLE = "Bridge at Ostwick stays shut until autumn"
TEXT = (
    "The footbridge at Ostwick will stay closed until the end of September, the county’s engineers said on Tuesday,"
    " after divers found one of its piers hollowed out by the floods of this spring.",
    "“We asked for an inspection three years running,” said Tamsin Vole, who keeps the café beside the steps. “Each"
    " time a letter came back that thanked us for our interest in the bridge.”",
    "A ferry runs every half hour from seven in the morning, and schoolchildren cross it without paying £2.",
)
BODY = "\n\n".join(TEXT) + "\n"
HTML = f"<html><body><h1>{TITLE}</h1>" + "".join(f"<p>{part}</p>" for part in TEXT) + "</body></html>"


def message(text: str = BODY, subject: str = TITLE, html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ilse Varga <ilse@marle.example>"
    made["To"] = "desk@ostwick.example"
    made["Date"] = "Sat, 27 Apr 2024 10:23:00 +0200"
    made["Subject"] = subject
    made["Message-ID"] = "<1@marle.example>"
    if text:
        made.set_content(text)
    if html:
        (made.add_alternative if text else made.set_content)(html, subtype="html")
    return made


def only(raw: bytes) -> Article:
    (article,) = articles_of(raw, "given.eml")
    return article


def bodies(article: Article) -> list[str]:
    return [article.line(p) for p in article.paragraphs if p.role not in ("headline", "byline")]


def said(article: Article) -> list[str]:
    return [done.what for done in article.cleaning]


def left_out(article: Article, what: str) -> list[str]:
    return [done.was for done in article.cleaning if done.what == f"Left out {what}."]


@pytest.mark.parametrize("made", [message(), message("", html=HTML), message(html=HTML)], ids=["plain", "html", "both"])
def test_a_message_is_an_article_with_its_subject_sender_and_day(made: EmailMessage) -> None:
    article = only(bytes(made))
    assert article.title == TITLE
    assert (article.author, article.published, article.outlet) == ("Ilse Varga", "2024-04-27T10:23:00+02:00", "")
    assert bodies(article) == list(TEXT)
    assert dict(article.sources) == dict.fromkeys(("title", "author", "published"), "the head of the message")


def test_fields_in_other_letters_are_decoded() -> None:
    raw = bytes(message()).replace(b"Ilse Varga", b"=?iso-8859-1?q?Ilse_V=E1rga?=")
    raw = raw.replace(TITLE.encode(), b"Fwd: Re: =?utf-8?b?w5Zmw7ZybmU=?= geschlossen")
    assert (only(raw).author, only(raw).title) == ("Ilse Várga", "Öförne geschlossen")


@pytest.mark.parametrize(("byline", "author"), [("By Ilse Varga", "Ilse Varga"), ("By Tamsin Vole", "")])
def test_who_sent_an_article_of_another_is_not_its_author(byline: str, author: str) -> None:
    article = only(bytes(message(f"{byline}\n\n{BODY}")))
    assert article.author == author
    assert ("author" in dict(article.sources)) is bool(author)


def test_an_address_alone_is_no_author() -> None:
    assert only(bytes(message()).replace(b"Ilse Varga <ilse@marle.example>", b"ilse@marle.example")).author == ""


def test_lines_that_flow_are_joined_and_quotes_stay_apart() -> None:
    text = b"The bridge stays \nshut, the county \nsaid.\n\n A ferry runs.\n"
    assert bodies(only(plain("utf-8; format=flowed", text))) == [
        "The bridge stays shut, the county said.",
        "A ferry runs.",
    ]


def test_a_reply_leaves_out_what_it_answers() -> None:
    quoted = "On Fri, 26 Apr 2024 at 09:00, Dana Orrel <dana@marle.example>\nwrote:\n> Is it open again?\n> Dana\n"
    article = only(bytes(message(f"{BODY}\n{quoted}", f"Re: {TITLE}")))
    assert article.title == TITLE
    assert bodies(article) == list(TEXT)
    assert " ".join(left_out(article, "a quoted message")).endswith("Is it open again? Dana")


def test_a_message_that_holds_nothing_but_what_it_quotes_is_what_it_quotes() -> None:
    quote = "".join(f"> {line}\n" for line in BODY.splitlines())
    article = only(bytes(message(f"On Mon, 2 Mar 2026 at 10:00, Anna Corvell <a@b.example> wrote:\n{quote}")))
    assert bodies(article) == list(TEXT)
    assert article.author == ""
    assert left_out(article, "the head of the forwarded message")[0].endswith("wrote:")


def test_100_000_lines_that_say_who_wrote_what_are_read_through_in_time() -> None:
    begun = time.process_time()
    lines = "\n" * 100_000 + "On Monday evening Anna wrote:\n>\n" * 20_000
    whose([*lines.split("\n"), "The end."], "Ferry")
    assert time.process_time() - begun < 5


def test_a_signature_is_left_out() -> None:
    article = only(bytes(message(f"{BODY}\n-- \nIlse Varga\nMarle Gazette\n")))
    assert bodies(article) == list(TEXT)
    assert left_out(article, "a signature") == ["--", "Ilse Varga", "Marle Gazette"]


FORWARDS = {
    "a mail service": (
        "See below.\n\n---------- Forwarded message ---------\nFrom: Dana Orrel <dana@post.example>\n"
        f"Date: Fri, 26 Apr 2024 at 09:00\nSubject: {TITLE}\nTo: <ilse@marle.example>\n\n\n{BODY}"
    ),
    "Apple": (
        "Worth reading.\n\n> Begin forwarded message:\n> \n> From: Dana Orrel <dana@post.example>\n"
        f"> Subject: {TITLE}\n> Date: 26 April 2024 at 09:00:00 BST\n> To: ilse@marle.example\n> \n"
        + "".join(f"> {line}\n" for line in BODY.split("\n"))
    ),
    "Outlook": (
        f"\n-----Original Message-----\nFrom: Dana Orrel\nSent: Friday, April 26, 2024 9:00 AM\nTo: Ilse Varga\n"
        f"Subject: {TITLE}\n\n{BODY}"
    ),
}


@pytest.mark.parametrize("kind", FORWARDS)
def test_a_forwarded_article_is_the_article(kind: str) -> None:
    article = only(bytes(message(FORWARDS[kind], "Fwd: Bridge")))
    assert (article.title, article.author, article.published[:10]) == (TITLE, "Dana Orrel", "2024-04-26")
    assert bodies(article) == list(TEXT)
    assert dict(article.sources)["author"] == "the head of the forwarded message"


def test_a_forwarded_page_is_the_article() -> None:
    head = (
        "<div>FYI</div><div>---------- Forwarded message ---------<br>From: <b>Dana Orrel</b><br>"
        f"Date: Fri, 26 Apr 2024<br>Subject: {TITLE}<br>To: me<br></div>"
    )
    article = only(bytes(message("", "Fwd: Bridge", head + "".join(f"<p>{part}</p>" for part in TEXT))))
    assert (article.title, article.author, article.published[:10]) == (TITLE, "Dana Orrel", "2024-04-26")
    assert bodies(article) == list(TEXT)
    assert left_out(article, "the words of who forwarded the message") == ["FYI"]


def test_a_newsletter_keeps_its_text_and_leaves_out_its_own_lines() -> None:
    html = f"<p>View this email in your browser</p>{HTML}<p><a href='x'>Unsubscribe</a></p>"
    article = only(bytes(message("View this in your browser: http://a.example", html=html)))
    assert bodies(article) == list(TEXT)
    assert left_out(article, "a line of the newsletter") == ["View this email in your browser", "Unsubscribe"]


def test_attachments_beside_a_text_are_named_as_not_read() -> None:
    made = message()
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="map.pdf")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="pier.png")
    assert "2 attachments were not read: map.pdf, pier.png." in said(only(bytes(made)))


@pytest.mark.parametrize(
    ("name", "kind", "raw"),
    [
        ("bridge.html", "html", HTML.replace("<h1>", "<h1>").encode()),
        ("bridge.txt", "plain", f"{TITLE}\n\n{BODY}".encode()),
    ],
)
def test_an_attached_article_is_read_where_the_message_says_nothing(name: str, kind: str, raw: bytes) -> None:
    made = message("See attached.", "for tomorrow")
    made.add_attachment(raw, maintype="text", subtype=kind, filename=name)
    article = only(bytes(made))
    assert article.title == TITLE
    assert bodies(article) == list(TEXT)
    assert left_out(article, "the message around the attachment") == ["for tomorrow", "See attached."]
    assert f"Took the attachment {name} as the article." in said(article)


def test_a_message_that_is_attached_is_read_where_the_one_around_it_says_nothing() -> None:
    made = message("FYI", "Fwd: one for you")
    made.add_attachment(message())
    article = only(bytes(made))
    assert (article.title, article.author) == (TITLE, "Ilse Varga")
    assert bodies(article) == list(TEXT)


def test_a_signed_message_is_read_and_an_encrypted_one_is_refused() -> None:
    signed = MIMEMultipart(
        "signed",
        protocol="application/pgp-signature",
        _subparts=[MIMEText(BODY), MIMEApplication(b"-", "pgp-signature")],
    )
    signed["Subject"], signed["From"] = TITLE, "Ilse Varga <i@a.example>"
    assert bodies(only(bytes(signed))) == list(TEXT)
    assert "Its signature was not checked." in said(only(bytes(signed)))
    sealed = MIMEMultipart(
        "encrypted", _subparts=[MIMEApplication(b"Version: 1", "pgp-encrypted"), MIMEApplication(b"x")]
    )
    for raw in (
        bytes(sealed),
        bytes(MIMEApplication(b"x", "pkcs7-mime", name="smime.p7m")).replace(b"MIME-V", b"Subject: a\nMIME-V"),
        bytes(message("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")),
    ):
        with pytest.raises(errors.UnknownFormat, match="encrypted"):
            articles_of(raw, "given.eml")


def test_a_text_signed_in_place_is_taken_out_of_its_frame() -> None:
    end = "-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n"
    framed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{BODY}\n{end}"
    assert bodies(only(bytes(message(framed)))) == list(TEXT)


def plain(label: str, raw: bytes, coding: str = "8bit") -> bytes:
    head = f"From: a <a@b.example>\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset={label}\n"
    return f"{head}Content-Transfer-Encoding: {coding}\n\n".encode() + raw


@pytest.mark.parametrize(
    ("label", "encoding"), [("us-ascii", "utf-8"), ("utf-8", "cp1252"), ("iso-8859-1", "cp1252"), ("x-none", "utf-8")]
)
def test_a_charset_that_is_labelled_wrongly_loses_no_letter(label: str, encoding: str) -> None:
    assert bodies(only(plain(label, BODY.encode(encoding)))) == list(TEXT)


def test_a_wrong_label_is_said_and_a_right_one_is_not() -> None:
    assert "The message says it is utf-8; it was read as windows-1252." in said(
        only(plain("utf-8", BODY.encode("cp1252")))
    )
    assert not any(
        "it was read as" in one for one in said(only(plain("iso-2022-jp", "橋は閉鎖。".encode("iso2022_jp"))))
    )


def test_broken_transport_coding_gives_what_is_sound() -> None:
    article = only(plain("utf-8", b"VGhlIGJyaWRnZSBzdGF5cyBzaHV0LiA=!!!\xff", "base64"))
    assert bodies(article) == ["The bridge stays shut."]
    assert only(plain("utf-8", b"The bridge =ZZ stays =\nshut.=", "quoted-printable")).body.endswith("stays shut.")


def test_a_mailbox_gives_each_of_its_messages() -> None:
    line = b"From ilse@marle.example Sat Apr 27 10:23:00 2024\n"
    first, second = bytes(message(f"{BODY}\nFrom here on the road is shut, too.\n")), bytes(message(subject="Second"))
    empty = bytes(message("\n"))
    raw = b"".join(line + one.replace(b"\nFrom here", b"\n>From here") + b"\n" for one in (first, empty, second))
    one, two = articles_of(raw, "given.mbox")
    assert (one.title, two.title) == (TITLE, "Second")
    assert bodies(one)[-1] == "From here on the road is shut, too."
    assert "1 message of the mailbox holds no text that is read." in said(one)


def test_a_mailbox_of_too_many_messages_is_refused() -> None:
    raw = b"From a Sat Apr 27 10:23:00 2024\nSubject: x\nMessage-ID: <1@a>\n\nText.\n\n" * (MAX_ARTICLES + 1)
    with pytest.raises(errors.TooLarge, match="2,001 messages"):
        articles_of(raw, "given.mbox")


def test_a_message_as_apple_keeps_it_is_read() -> None:
    raw = bytes(message())
    kept = str(len(raw)).encode() + b"      \n" + raw + b'<?xml version="1.0"?><plist><dict/></plist>'
    assert bodies(only(kept)) == list(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        f"Note: {TITLE}\n\n{BODY}",
        f"From: Dana Orrel\nDate: 27 April 2024\nSubject: {TITLE}\n\n{BODY}",
        f"From Ostwick, 27 April 2024\n\n{BODY}",
        f"Received: three complaints from the county\nSubject: bridges\n\n{BODY}",
        f"Title: {TITLE}\nAuthor: Ilse Varga\n\n{BODY}",
        "12\n\nThe bridge stays shut.",
    ],
)  # fmt: skip
def test_a_text_that_begins_like_a_message_is_none(text: str) -> None:
    assert mail_kind_of(text.encode()) is None
    assert articles_of(text.encode(), "given.txt")[0].body


def test_a_message_is_known_without_its_ending_and_with_a_long_head() -> None:
    raw = b"".join(b"Received: from a by b; Sat, 27 Apr 2024\n" for _ in range(400)) + bytes(message())
    assert articles_of(raw, "given.txt")[0].title == TITLE


def nested(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{k}"\n\n--b{k}\n' for k in range(depth))
    return f"From: a <a@b.example>\nSubject: x\nMIME-Version: 1.0\n{head}Content-Type: text/plain\n\nText.\n".encode()


HEAD = b"From: a <a@b.example>\nSubject: x\nMIME-Version: 1.0\n"
BAD = {
    "nothing but a head": (HEAD, errors.EmptyArticle),
    "an empty text": (HEAD + b"\n \n", errors.EmptyArticle),
    "a picture alone": (HEAD + b"Content-Type: image/png\nContent-Disposition: attachment\n\nx", errors.EmptyArticle),
    "no end of its parts": (HEAD + b"Content-Type: multipart/mixed; boundary=q\n\n--q\n", errors.EmptyArticle),
    "a boundary that never comes": (HEAD + b"Content-Type: multipart/mixed; boundary=q\n\n", errors.EmptyArticle),
    "parts within parts": (nested(3000), errors.Damaged),
    "messages within messages": (HEAD + b"Content-Type: message/rfc822\n\n" * 500, errors.Damaged),
    "100,000 parts": (
        HEAD + b"Content-Type: multipart/mixed; boundary=q\n\n" + b"--q\n\nx\n" * 100_000,
        errors.TooLarge,
    ),
    "an endless field": (HEAD + b"Content-Type: text/plain" + b"; a=b" * 200_000 + b"\n\nText", errors.Damaged),
    "endless accents": (
        HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + ("e" + "\u0301" * 9000).encode(),
        errors.Damaged,
    ),
    "zeros": (HEAD + b"Content-Type: text/plain\n\n" + b"\x00" * 90, errors.ReadError),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_message_that_holds_no_article_is_refused_in_one_sentence(kind: str) -> None:
    raw, error = BAD[kind]
    with pytest.raises(error) as met:
        articles_of(raw, "given.eml")
    assert str(met.value).startswith("given.eml: ")
    assert str(met.value).endswith(".")
    assert "\n" not in str(met.value)


def test_100_000_fields_are_read_through() -> None:
    fields = b"".join(b"X-%d: y\n" % k for k in range(100_000))
    assert bodies(only(HEAD + fields + b"\nThe bridge stays shut.\n")) == ["The bridge stays shut."]


def test_parts_nested_as_deeply_as_is_allowed_are_read() -> None:
    assert bodies(only(nested(40))) == ["Text."]


def test_the_reader_process_reads_a_message_in_a_rare_charset(tmp_path: Path) -> None:
    path = tmp_path / "given.eml"
    path.write_bytes(
        plain("iso-2022-jp", "市長は火曜日、橋は夏の終わりまで閉鎖されると発表した。".encode("iso2022_jp"))
    )
    (article,), raw = read_all(path)
    assert bodies(article) == ["市長は火曜日、橋は夏の終わりまで閉鎖されると発表した。"]
    assert raw == path.read_bytes()


def test_the_reader_process_reads_a_word_document_that_is_attached(tmp_path: Path) -> None:
    made = message("See attached.")
    document = docx("".join(paragraph(part) for part in (TITLE, *TEXT)))
    made.add_attachment(document, maintype="application", subtype="octet-stream", filename="bridge.docx")
    path = tmp_path / "given.eml"
    path.write_bytes(bytes(made))
    (article,), _ = read_all(path)
    assert (article.title, bodies(article)) == (TITLE, list(TEXT))


SEEDS = [bytes(message()), bytes(message(html=HTML)), bytes(message(FORWARDS["Apple"], "Fwd: x"))]


@settings(max_examples=60)
@given(st.sampled_from(SEEDS), st.data())
def test_a_damaged_message_is_read_or_refused(raw: bytes, data: st.DataObject) -> None:
    made = bytearray(raw)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(made) - 1))
        made[at : at + data.draw(st.integers(0, 30))] = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"\n", b"--", b"="])
        )
    with contextlib.suppress(errors.ReadError):
        articles_of(bytes(made) or b"x", "given.eml")


def test_a_sender_of_endless_colons_is_none() -> None:
    made = bytes(message()).replace(b"From: Ilse Varga", b"From: " + b"<:" * 4000 + b"Ilse Varga")
    assert only(made).author == ""
