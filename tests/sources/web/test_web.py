"""Articles, feeds and sitemaps from a real server; what is refused, what is tried again, what ends by itself."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from click.testing import CliRunner

from briefgen.cli import main
from briefgen.model import Limits, Skipped, Source
from briefgen.sources.web import Access, Fetcher
from briefgen.sources.web.guard import Refused, check_url, is_private
from tests.sources.web.server import Handler, Server, serving

PAGE = b"<!DOCTYPE html><html><head><title>A ferry</title></head><body><p>The ferry sails on 3 April 2026.</p></body></html>"
SMALL = Limits(article_bytes=20_000, document_bytes=50_000, unpacked_bytes=200_000)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def fetch(url: str, waits: list[float] | None = None, **options: Any) -> list[Source | Skipped]:
    access = Access(**{"allow_private": True, "timeout": 5, "deadline": 20, "limits": SMALL, "pause": 0.0, **options})
    return list(Fetcher(access, wait=(waits if waits is not None else []).append).sources(url))


def reason(url: str, **options: Any) -> str:
    (found,) = fetch(url, **options)
    assert isinstance(found, Skipped), found
    assert "\n" not in found.reason
    return found.reason


def ids(found: list[Source | Skipped]) -> list[str]:
    return [s.id if isinstance(s, Source) else f"skipped {s.path}: {s.reason}" for s in found]


# --- what is read -------------------------------------------------------------------------------------------------


def test_an_article_comes_under_its_final_address(server: Server):
    server.pages = {"/a": lambda h: h.give(301, b"", location="/b?x=1#part"), "/b": PAGE}
    (one,) = fetch(f"{server.url}/a#top", user_agent="briefgen/1.2")
    assert isinstance(one, Source)
    assert (one.id, one.url, one.path, one.kind, one.data) == (*[f"{server.url}/b?x=1"] * 3, "html", PAGE)
    headers = server.asked[-1][1]
    assert headers["User-Agent"] == "briefgen/1.2"
    assert "Cookie" not in headers


def test_other_kinds_are_told_by_type_address_and_first_bytes(server: Server):
    server.pages = {
        "/r": lambda h: h.give(200, b"%PDF-1.7", content_type="application/octet-stream"),
        "/n.txt": lambda h: h.give(200, b"Hello", content_type="text/plain"),
        "/n.jsonl": lambda h: h.give(200, b'{"text": "a"}\n{"text": "b"}\n', content_type="application/x-ndjson"),
        "/p": lambda h: h.give(200, b"\x89PNG", content_type="image/png"),
    }
    kinds = [s.kind for path in ("r", "n.txt", "n.jsonl") for s in fetch(f"{server.url}/{path}") if isinstance(s, Source)]
    assert kinds == ["pdf", "text", "jsonl", "jsonl"]
    assert reason(f"{server.url}/p") == "sent image/png, which is no article"


def feed(server: Server, count: int = 1) -> bytes:
    full = "word " * 70
    items = f"<item><title>Full</title><link>{server.url}/full</link><description>{full}</description></item>"
    items += f"<item><title>Teaser</title><link>{server.url}/teaser</link><description>Read more</description></item>" * count
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


def test_a_feed_gives_full_entries_and_the_pages_of_teasers(server: Server):
    server.pages = {"/feed": lambda h: h.give(200, feed(server), content_type="text/xml"), "/teaser": PAGE}
    found = fetch(f"{server.url}/feed")
    assert ids(found) == [f"{server.url}/full", f"{server.url}/teaser"]
    assert [s.kind for s in found if isinstance(s, Source)] == ["entry", "html"]
    assert server.paths() == ["/feed", "/teaser"]


def test_of_a_long_list_the_first_pages_are_read_and_the_rest_is_told(server: Server):
    server.pages = {"/feed": lambda h: h.give(200, feed(server, 5), content_type="application/rss+xml"), "/teaser": PAGE}
    found = fetch(f"{server.url}/feed", pages=3)
    assert len(found) == 4
    assert ids(found)[-1].endswith("lists 6 articles; the first 3 are read ([web] pages in briefgen.toml)")


@pytest.mark.parametrize("is_zipped", [False, True])
def test_a_sitemap_gives_its_pages_newest_first(server: Server, is_zipped: bool):
    pages = "".join(f"<url><loc>{server.url}/{n}</loc>{f'<lastmod>2026-01-0{n}</lastmod>' if n else ''}</url>" for n in (0, 1, 3, 2))
    site = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'.encode()
    index = f"<sitemapindex><sitemap><loc>{server.url}/site.xml{'.gz' if is_zipped else ''}</loc></sitemap></sitemapindex>".encode()
    server.pages = {f"/{n}": PAGE for n in range(4)}
    server.pages["/index.xml"] = lambda h: h.give(200, index, content_type="application/xml")
    server.pages["/site.xml"] = lambda h: h.give(200, site, content_type="application/xml")
    server.pages["/site.xml.gz"] = lambda h: h.give(200, gzip.compress(site), content_type="application/gzip")
    waits: list[float] = []
    found = fetch(f"{server.url}/index.xml", waits, pause=0.25)
    assert ids(found) == [f"{server.url}/{n}" for n in (3, 2, 1, 0)]
    assert waits == [0.25] * 4, "one host is not hurried"


def test_what_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path):
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"one"':
            handler.give(304, b"", etag='"one"', content_length="")
        else:
            handler.give(200, PAGE, etag='"one"')

    server.pages = {"/a": answer}
    cache = tmp_path / "answers"
    first, second = fetch(f"{server.url}/a", cache=cache), fetch(f"{server.url}/a", cache=cache)
    assert first == second
    assert "If-None-Match" not in server.asked[1][1]
    assert server.asked[-1][1]["If-None-Match"] == '"one"'
    for kept in cache.iterdir():
        kept.write_bytes(kept.read_bytes()[:-9])
    assert fetch(f"{server.url}/a", cache=cache) == first, "a damaged file counts as none"
    assert "If-None-Match" not in server.asked[-1][1]


# --- robots.txt ---------------------------------------------------------------------------------------------------


def test_robots_txt_is_asked_for_once_and_obeyed(server: Server):
    server.pages = {"/robots.txt": b"User-agent: briefgen\nDisallow: /*private\nCrawl-delay: 2\n", "/a": PAGE, "/my-private": PAGE}
    site = "".join(f"<url><loc>{server.url}/{p}</loc></url>" for p in ("a", "my-private"))
    server.pages["/s"] = lambda h: h.give(200, f"<urlset>{site}</urlset>".encode(), content_type="text/xml")
    waits: list[float] = []
    found = fetch(f"{server.url}/s", waits, user_agent="briefgen/1.0")
    assert ids(found) == [
        f"{server.url}/a",
        f"skipped {server.url}/my-private: is not to be fetched by programs: its robots.txt says so",
    ]
    assert [path for path, _ in server.asked].count("/robots.txt") == 1
    assert waits == [2.0, 2.0]


def test_a_robots_txt_that_cannot_be_had_keeps_us_out(server: Server):
    server.pages = {"/robots.txt": lambda h: h.give(500, b""), "/a": PAGE}
    assert "robots.txt" in reason(f"{server.url}/a")
    assert server.paths() == []


# --- faults and limits --------------------------------------------------------------------------------------------


def test_a_fault_that_may_pass_is_tried_again(server: Server):
    answers = iter([(503, {"retry_after": "7"}), (429, {})])

    def answer(handler: Handler) -> None:
        status, headers = next(answers, (200, {}))
        handler.give(status, PAGE if status == 200 else b"", **headers)

    server.pages = {"/a": answer}
    waits: list[float] = []
    assert ids(fetch(f"{server.url}/a", waits)) == [f"{server.url}/a"]
    assert waits == [7.0, 2.0]


def drip(handler: Handler, *, head: bool) -> None:
    handler.send_response_only(200)
    if not head:
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
    handler.wfile.write(b"".join(handler._headers_buffer) if head else b"")  # type: ignore[attr-defined]
    for _ in range(60):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 4000)


FAULTS = [
    ("/none", None, "answered 404 Not Found"),
    ("/loop", lambda h: h.give(302, b"", location="/loop"), "is redirected more than 5 times"),
    ("/slow", lambda h: time.sleep(1), "was not answered within 0.4 s (2 tries)"),
    ("/drip", lambda h: drip(h, head=False), "was not answered in full within 0.8 s"),
    ("/drip-head", lambda h: drip(h, head=True), "was not answered in full within 0.8 s"),
    ("/endless", endless, "is larger than 0.05 MB, too large to be read"),
    ("/bomb", lambda h: h.give(200, gzip.compress(b" " * 9_000_000), content_encoding="gzip"), "is larger than 0.05 MB"),
    ("/long", lambda h: h.give(200, b"<html>" + b"x" * 30_000), "is larger than 0.02 MB, too large for one article"),
    ("/laughs", lambda h: h.give(200, b'<!DOCTYPE r [<!ENTITY a "b">]><rss/>', content_type="text/xml"), "declares XML entities"),
    ("/file", lambda h: h.give(302, b"", location="file:///etc/passwd"), "begins with file:, and only https addresses are fetched"),
    ("/data", lambda h: h.give(302, b"", location="ht tp://x"), "is no address: it holds blanks"),
    ("/noise", lambda h: h.wfile.write(b"\0\1\2 nonsense\r\n\r\n"), "cannot be reached"),
    ("/heads", lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 5000 + b"\r\n"), "cannot be reached"),
    ("/head", lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\na: " + b"b" * 900_000 + b"\r\n\r\n"), "cannot be reached"),
    ("/chunk", lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "cannot be reached"),
    ("/coded", lambda h: h.give(200, b"no gzip", content_encoding="gzip"), "cannot be reached"),
    ("/cut", lambda h: h.give(200, PAGE, content_length="5000"), "cannot be reached"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "answer", "line"), FAULTS, ids=[path for path, _, _ in FAULTS])
def test_what_goes_wrong_is_one_line(server: Server, path: str, answer: Any, line: str):
    server.pages = {path: answer} if answer else {}
    began = time.monotonic()
    hurried: dict[str, float] = {"timeout": 0.4} if path == "/slow" else {"deadline": 0.8} if path.startswith("/drip") else {}
    assert reason(f"{server.url}{path}", tries=2, **hurried).startswith(line)
    assert time.monotonic() - began < 10


def test_nothing_listens_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "robots.txt of its host cannot be reached (Connection refused) (2 tries)" in reason(f"http://127.0.0.1:{port}/", tries=2)


# --- where nothing is sent ----------------------------------------------------------------------------------------

PRIVATE = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
           "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
           "2002:7f00:1::", "2001:db8::1", "255.255.255.255"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_this_machine_or_a_private_network_is_known(address: str):
    assert is_private(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_an_address_of_the_public_network_is_known(address: str):
    assert not is_private(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost.", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_however_it_is_spelt(host: str):
    assert "an address of this machine or of a private network; --allow-private permits it" in reason(
        f"https://{host}/", allow_private=False
    )


def test_a_name_that_leads_to_this_machine_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch):
    real = socket.getaddrinfo
    answers = iter(["93.184.216.34", "127.0.0.1"])  # a name that changes between the look and the call

    def resolve(host: str, port: int, **options: Any) -> Any:
        return real(next(answers), port, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: (_ for _ in ()).throw(OSError(111, "Connection refused")))
    assert "cannot be reached" in reason("https://rebound.example/", allow_private=False, tries=1), "the address that was checked is called"
    assert "leads to 127.0.0.1" in reason("https://rebound.example/", allow_private=False, tries=1)
    assert server.asked == []


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://a.example/x", "is not encrypted; try https://a.example/x"),
        ("https://user:secret@a.example/", "holds a user name or password"),
        ("https://a.example\\@b.example/", "is no address: it holds blanks or signs"),
        ("https://a.example/\r\nHost: b", "is no address: it holds blanks or signs"),
        ("https:///x", "names no host"),
        ("https://a.example:99999/", "is no address that can be fetched"),
        ("https://[::1/", "is no address that can be fetched"),
        ("https://" + "a" * 5000, "is no address: it has more than 4000 characters"),
        ("ftp://a.example/", "begins with ftp:"),
    ],
)
def test_odd_addresses_are_refused(url: str, line: str):
    with pytest.raises(Refused, match=line[:30]) as told:
        check_url(url)
    assert str(told.value).startswith(line)


def test_an_address_is_brought_into_its_plain_form():
    assert check_url("HTTPS://Bücher.example:8443/a b".replace(" ", "%20") + "#x") == "https://xn--bcher-kva.example:8443/a%20b"


# --- TLS ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(made)
    return made


def test_a_certificate_that_is_trusted_and_fits(authority: trustme.CA, tmp_path: Path):
    path = str(tmp_path / "ca.pem")
    authority.cert_pem.write_to_path(path)
    with serving(context(authority, "127.0.0.1")) as server:
        server.pages = {"/a": PAGE, "/down": lambda h: h.give(302, b"", location="http://127.0.0.1/x")}
        assert ids(fetch(f"{server.url}/a", ca_file=path)) == [f"{server.url}/a"]
        assert reason(f"{server.url}/down", ca_file=path) == "is redirected to an address that is not encrypted"
        assert "has a certificate that is not trusted" in reason(f"{server.url}/a")
        assert "leads to 127.0.0.1" in reason(f"{server.url}/a", ca_file=path, allow_private=False)
    with serving(context(authority, "other.example")) as server:
        assert "has a certificate that is not trusted" in reason(f"{server.url}/a", ca_file=path)


# --- through the program ------------------------------------------------------------------------------------------


def test_addresses_are_inputs_of_every_command(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    server.pages = {"/a": PAGE}
    refused = CliRunner().invoke(main, ["add", f"{server.url}/a"])
    assert refused.exit_code == 1
    assert f"skipped: {server.url}/a: is not encrypted; try https://" in refused.stderr
    assert CliRunner().invoke(main, ["add", f"{server.url}/a", "--allow-private"]).stdout == f"{server.url}/a\n"
    made = CliRunner().invoke(
        main, ["make", f"{server.url}/a", f"{server.url}/none", "--allow-private", "--topic", "ferry", "--out", "b.json"]
    )
    assert made.exit_code == 0
    assert f"skipped: {server.url}/none: answered 404 Not Found" in made.stderr
