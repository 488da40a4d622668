"""``briefgen send``: drafts, delivery, and what the user reads."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefgen.cli import main
from briefgen.render.word import render_docx
from tests.deliver.mailserver import PASSWORD, USER, Loopback, Manners, authority, running
from tests.render.sample import ARTICLES, look, rich_brief, tiny_brief

pytestmark = pytest.mark.filterwarnings("ignore:Session.login_data is deprecated")  # aiosmtpd 1.4.6 uses its own old name
DOCUMENTS = {"straits": render_docx(rich_brief(), ARTICLES, look()), "ports": render_docx(tiny_brief(), ARTICLES, look())}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, data in DOCUMENTS.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return tmp_path


def send(*arguments: str, **environ: str | None) -> Result:
    return CliRunner().invoke(main, ["send", *arguments], env=environ)


def configure(port: int, more: str = "") -> None:
    Path("briefgen.toml").write_text(
        f'[mail]\nfrom = "Desk <desk@example.org>"\nto = ["a@example.org"]\nbcc = ["c@example.org"]\nhost = "127.0.0.1"\nport = {port}\n'
        f'user = "{USER}"\npassword_file = "pw"\nca_file = "ca.pem"\ntries = 1\n{more}',
        encoding="utf-8",
    )
    Path("pw").write_text(f"{PASSWORD}\n", encoding="utf-8")


def had(server: Loopback) -> list[str]:
    return sorted(address[0] for _, addresses, _ in server.handler.taken for address in addresses)


def test_drafts_are_written_and_their_paths_are_the_only_output():
    result = send("straits.docx", "ports.docx", "--to", "Ann <ann@example.org>", "--bcc", "x@example.org")
    assert (result.exit_code, result.stderr) == (0, "")
    paths = [Path(line) for line in result.stdout.splitlines()]
    assert [p.name[:-12] for p in paths] == ["straits-", "ports-"]
    assert {p.parent for p in paths} == {Path("out/outbox")}
    message = BytesParser(policy=policy.default).parsebytes(paths[0].read_bytes())
    assert (message["To"], message["Bcc"], message["From"]) == ("Ann <ann@example.org>", None, None)
    assert message.get_body(("html",)) is not None
    before = [p.read_bytes() for p in paths]
    send("straits.docx", "ports.docx", "--to", "Ann <ann@example.org>", "--bcc", "x@example.org")
    assert [p.read_bytes() for p in paths] == before
    assert b"x@example.org" not in b"".join(before)


def test_a_draft_without_recipients_is_made_and_told():
    result = send("straits.docx")
    assert result.exit_code == 0
    assert "straits.docx: the draft has no recipient; give --to" in result.stderr


def test_an_edited_document_is_told(place: Path):
    import docx

    document = docx.Document("straits.docx")
    document.add_paragraph("A line by hand.")
    document.save("straits.docx")
    result = send("straits.docx", "--to", "a@example.org")
    assert result.exit_code == 0
    assert "straits.docx: was edited since it was made" in result.stderr
    assert send("straits.docx", "--to", "a@example.org", "--quiet").stderr == ""


def test_sent_once_and_told_the_second_time():
    with running() as server:
        configure(server.port)
        first = send("straits.docx", "--send")
        assert (first.exit_code, first.stderr) == (0, "sent straits to 2 recipients\n")
        assert Path(first.stdout.strip()).parent == Path("out/outbox/sent")
        second = send("straits.docx", "--send", SOURCE_DATE_EPOCH="1756371600")
        assert second.exit_code == 0
        assert "straits: already sent to all 2 recipients on " in second.stderr
        assert send("--send").stderr == "nothing waits in out/outbox\n".replace("/", str(Path("/"))[-1:])
        assert had(server) == ["a", "c"]
        assert b"c@example.org" not in server.handler.taken[0][2]


def test_a_pattern_is_filled_and_what_waits_is_delivered_without_naming_it():
    with running() as server:
        configure(server.port)
        assert send("*.docx").exit_code == 0
        result = send("--send")
        assert (result.exit_code, result.stdout) == (0, "")
        assert sorted(result.stderr.splitlines()) == ["sent ports to 2 recipients", "sent straits to 2 recipients"]


def test_a_refusal_ends_with_1():
    with running(Manners(rcpt={"a@example.org": ["550 No such user"]})) as server:
        configure(server.port)
        result = send("straits.docx", "--send", "--quiet")
        assert result.exit_code == 1
        assert "refused by the server: a@example.org: 550 No such user" in result.stderr


def test_the_server_away_keeps_the_draft_and_ends_with_1():
    with running() as server:
        configure(server.port)
    result = send("straits.docx", "--send")
    assert result.exit_code == 1
    assert "cannot be reached: " in result.stderr
    assert "; kept in " in result.stderr
    assert Path(result.stdout.strip()).is_file()


def test_the_password_of_the_environment_stands_before_the_file_and_is_never_shown():
    with running() as server:
        configure(server.port)
        result = send("straits.docx", "--send", "-v", BRIEFGEN_MAIL_PASSWORD="hunter2 secret")
        assert result.exit_code == 1
        assert "does not let desk in: 535" in result.stderr
        assert "hunter2" not in result.output
        assert had(server) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to draft: give the briefs"),
        (["straits.docx", "--resend"], "--resend goes with --send"),
        (["--send", "--to", "a@b.c"], "need BRIEFS"),
        (["gone.docx"], "gone.docx: cannot be read: No such file"),
        (["gone*.docx"], "gone*.docx: no file matches"),
        (["."], "is a folder; give the briefs in it"),
        (["straits.docx", "--send"], 'set "host" in [mail] of briefgen.toml, or BRIEFGEN_MAIL_HOST'),
        (["straits.docx", "--to", "a@b.c\nBcc: x@y.z"], "--to: "),
        (["straits.docx", "--to", "nobody"], "--to: 'nobody' is not a mail address"),
        (["straits.docx", "--subject", "{titel}"], "its fields are {title}, {topic}, {as_of}"),
    ],
)
def test_a_wrong_call_is_one_line_and_code_2_and_leaves_nothing(arguments: list[str], said: str):
    result = send(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert list(Path().rglob("*.eml")) == []


def test_nobody_to_send_to_is_code_2():
    configure(9, "")
    Path("briefgen.toml").write_text('[mail]\nfrom = "a@b.c"\nhost = "h"\n')
    result = send("straits.docx", "--send")
    assert result.exit_code == 2
    assert "straits.docx: nobody to send it to; give --to" in result.stderr


def test_a_document_without_a_brief_is_named():
    Path("other.docx").write_bytes((Path(__file__).parents[2] / "templates" / "weekly.docx").read_bytes())
    Path("text.docx").write_text("no")
    for name in ("other.docx", "text.docx"):
        result = send("straits.docx", name, "--to", "a@b.c")
        assert result.exit_code == 2
        assert f"{name}: no" in result.stderr
    assert list(Path().rglob("*.eml")) == [], "nothing is drafted when one cannot be"
