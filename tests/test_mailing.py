"""From the outbox to the readers: nobody gets a message twice, nothing is lost, whatever breaks and whenever."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefgen.config import Config, Mail, Topic
from briefgen.deliver.outbox import Draft, Outbox
from briefgen.deliver.smtp import Server, ServerError
from briefgen.errors import ConfigError
from briefgen.mailing import Addressing, Hands, deliver, make_server
from briefgen.model import Address
from tests.deliver.mailserver import PASSWORD, USER, Loopback, Manners, authority, running

NOW = datetime(2025, 8, 28, 9, tzinfo=UTC)
A, B, C = (Address("", f"{name}@example.org") for name in "abc")
pytestmark = pytest.mark.filterwarnings("ignore:Session.login_data is deprecated")  # aiosmtpd 1.4.6 uses its own old name


@dataclass
class Run:
    """What a run of delivering said and waited for."""

    tell: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    is_complete: bool = False

    @property
    def hands(self) -> Hands:
        return Hands(lambda: NOW, self.pauses.append, self.tell.append, self.note.append)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority().cert_pem.write_to_path(str(path))
    return path


def draft(key: str = "a1", *, to: tuple[Address, ...] = (A, B), bcc: tuple[Address, ...] = (), topic: str = "quad") -> Draft:
    data = f"From: a@example.org\r\nTo: a@example.org\r\nMessage-ID: <{key}>\r\nX-Unsent: 1\r\n\r\nHello.\r\n"
    return Draft(key * 20, f"<{key}>", data.encode(), topic, topic, "2025-08-28", A, to, (), bcc)


def go(folder: Path, server: Loopback | int, ca: Path, *drafts: Draft, tries: int = 4, **how: Any) -> Run:
    """Put drafts in, then deliver them, or all that waits where there are none."""
    run = Run()
    port = server if isinstance(server, int) else server.port
    target = Server("127.0.0.1", port, user=USER, password=PASSWORD, ca_file=ca, timeout=5)
    with Outbox(folder, run.tell.append) as outbox:
        for one in drafts:
            outbox.put(one, NOW)
        keys = [one.key for one in drafts] if drafts else None
        _, run.is_complete = deliver(outbox, target, Mail(tries=tries), run.hands, keys=keys, resend=how.get("resend", False))
    return run


def had(server: Loopback) -> list[str]:
    """Who got something, a letter for each time."""
    return sorted(address[0] for _, addresses, _ in server.handler.taken for address in addresses)


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.eml"))


def test_everybody_gets_it_once_and_the_draft_is_put_away(folder: Path, ca: Path):
    with running() as server:
        run = go(folder, server, ca, draft(bcc=(C,)))
        assert (run.note, run.tell, run.is_complete) == (["sent quad to 3 recipients"], [], True)
        assert files(folder) == ["sent/quad-a1a1a1a1.eml"]
        content = server.handler.taken[0][2]
        assert content.startswith(b"Date: Thu, 28 Aug 2025 09:00:00 +0000\r\n")
        assert b"X-Unsent" not in content
        assert b"c@example.org" not in content
        again = go(folder, server, ca, draft(bcc=(C,)))
        assert (again.note, again.is_complete) == (["quad: already sent to all 3 recipients on 28 August 2025"], True)
        assert had(server) == ["a", "b", "c"]


def test_a_later_run_delivers_what_waits_and_a_call_with_briefs_those_alone(folder: Path, ca: Path):
    with Outbox(folder, print) as outbox:
        outbox.put(draft("b2", topic="minerals", to=(C,)), NOW)
    with running() as server:
        go(folder, server, ca, draft())
        assert had(server) == ["a", "b"]
        assert go(folder, server, ca).note == ["sent minerals to 1 recipient"]
        assert had(server) == ["a", "b", "c"]


def test_a_refused_recipient_is_told_and_keeps_nobody_else_from_it(folder: Path, ca: Path):
    with running(Manners(rcpt={"b@example.org": ["550 5.1.1 No such user"]})) as server:
        run = go(folder, server, ca, draft())
        assert not run.is_complete
        assert run.tell == [
            "refused by the server: b@example.org: 550 5.1.1 No such user",
            "quad: sent to 1 of 2 recipients; 1 refused (--resend tries again)",
        ]
        assert go(folder, server, ca, draft()).pauses == []
        assert had(server) == ["a"], "a refusal is final"
        assert go(folder, server, ca, draft(), resend=True).is_complete
        assert had(server) == ["a", "b"]


def test_a_recipient_put_off_is_tried_again_with_growing_pauses(folder: Path, ca: Path):
    with running(Manners(rcpt={"b@example.org": ["450 4.2.0 Greylisted"] * 3})) as server:
        run = go(folder, server, ca, draft())
        assert (run.pauses, run.is_complete, had(server)) == ([2, 8, 32], True, ["a", "b"])


def test_a_message_put_off_at_its_end_is_tried_again(folder: Path, ca: Path):
    with running(Manners(data=["451 4.3.0 Busy"], mail=["421 4.3.2 Later"])) as server:
        run = go(folder, server, ca, draft())
        assert (run.pauses, run.is_complete, had(server)) == ([2, 8], True, ["a", "b"])


def test_after_the_last_try_it_is_kept(folder: Path, ca: Path):
    with running(Manners(rcpt={"b@example.org": ["450 Not now"] * 2})) as server:
        run = go(folder, server, ca, draft(), tries=2)
        assert run.tell == [
            "quad: sent to 1 of 2 recipients; 1 waiting",
            f"b@example.org: 450 Not now; kept in {folder}; briefgen send --send --out {folder.parent} tries again",
        ]
        assert not run.is_complete
        assert files(folder) == ["quad-a1a1a1a1.eml"]
        assert go(folder, server, ca).is_complete
        assert had(server) == ["a", "b"]


def test_a_server_that_is_away_leaves_all_in_the_outbox(folder: Path, ca: Path):
    with running() as server:
        port = server.port
    run = go(folder, port, ca, draft(), tries=3)
    assert run.pauses == [2, 8]
    assert "cannot be reached: " in run.tell[-1]
    assert run.tell[-1].endswith(f"; kept in {folder}; briefgen send --send --out {folder.parent} tries again")
    assert files(folder) == ["quad-a1a1a1a1.eml"]


def test_a_message_that_one_sender_may_not_send_holds_up_no_other(folder: Path, ca: Path):
    with running(Manners(mail=["550 Not you", "250 OK"])) as server:
        run = go(folder, server, ca, draft(), draft("b2", topic="minerals", to=(C,)))
        assert run.pauses == []
        assert any("550 Not you" in line for line in run.tell)
        assert go(folder, server, ca).is_complete
        assert Counter(had(server)) == Counter("abc")


def test_a_wrong_password_is_tried_once_and_all_is_kept(folder: Path, ca: Path):
    run = Run()
    with running() as server, Outbox(folder, run.tell.append) as outbox:
        outbox.put(draft(), NOW)
        target = Server("127.0.0.1", server.port, user=USER, password="hunter2", ca_file=ca, timeout=5)
        with pytest.raises(ServerError, match=r"does not let desk in: 535.*; what waits is kept in"):
            deliver(outbox, target, Mail(), run.hands, keys=None, resend=False)
    assert run.pauses == []
    assert "hunter2" not in str(run.tell + run.note)
    assert files(folder) == ["quad-a1a1a1a1.eml"]


@pytest.mark.parametrize(("broke", "before"), [("drop before", []), ("drop after", ["a", "b"])])
def test_a_delivery_in_doubt_is_listed_and_goes_again_only_when_told(broke: str, before: list[str], folder: Path, ca: Path):
    with running(Manners(data=[broke])) as server:
        for drafts in ([draft()], [draft()], []):
            run = go(folder, server, ca, *drafts)
            lines = [line for line in run.tell if "may have been delivered to" in line]
            assert [line.split(" to ")[1][0] for line in lines] == ["a", "b"]
            assert "look there, then briefgen send --send --out" in lines[0]
            assert had(server) == before
        assert go(folder, server, ca, resend=True).is_complete
        assert had(server) == sorted([*before, "a", "b"])


def test_a_message_without_sender_or_changed_by_hand_is_told_and_stays(folder: Path, ca: Path):
    nobody = Draft("c3" * 20, "<c3>", b"Subject: x\r\n\r\n", "tiny", "tiny", "2025-08-28", None, (A,))
    with running() as server:
        with Outbox(folder, print) as outbox:
            outbox.put(nobody, NOW)
            outbox.put(draft(), NOW).write_bytes(b"edited")
        run = go(folder, server, ca)
        assert any("has no sender" in line for line in run.tell)
        assert any("was changed since it was drafted" in line for line in run.tell)
        assert (had(server), run.is_complete) == ([], False)


# --- killed at every step --------------------------------------------------------------------------------------------

KILLED = """
import os, smtplib, sqlite3, sys
from datetime import UTC, datetime
from pathlib import Path
folder, port, ca, key, fatal = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], int(sys.argv[5])
steps = 0

def step():
    global steps
    steps += 1
    if steps == fatal:
        os._exit(9)

def around(owner, name):
    inner = getattr(owner, name)
    def outer(*given, **named):
        step()
        result = inner(*given, **named)
        step()
        return result
    setattr(owner, name, outer)

class Base(sqlite3.Connection):
    def execute(self, sql, *given):
        if sql != "COMMIT" or not self.total_changes:
            return super().execute(sql, *given)
        step()
        result = super().execute(sql, *given)
        step()
        return result

connect = sqlite3.connect
sqlite3.connect = lambda *given, **named: connect(*given, factory=Base, **named)
from briefgen.config import Mail
from briefgen.deliver import outbox
from briefgen.deliver.outbox import Draft, Outbox
from briefgen.deliver.smtp import Server
from briefgen.mailing import Hands, deliver
from briefgen.model import Address
around(outbox, "write_file")
around(Path, "replace")
send = smtplib.SMTP.send
def counted(self, what):
    if isinstance(what, bytes) or what.startswith("DATA"):
        step()
        send(self, what)
        step()
    else:
        send(self, what)
smtplib.SMTP.send = counted
reply = smtplib.SMTP.getreply
def answered(self):
    result = reply(self)
    if self.__dict__.get("sock") is not None and result[1] == b"OK, taken":
        step()
    return result
smtplib.SMTP.getreply = answered
a, b = (Address("", name + "@example.org") for name in "ab")
now = datetime(2025, 8, 28, 9, tzinfo=UTC)
draft = Draft(key * 20, f"<{key}>", sys.stdin.buffer.read(), "quad", "quad", "2025-08-28", a, (a, b))
server = Server("127.0.0.1", port, user=sys.argv[6], password=sys.argv[7], ca_file=ca, timeout=5)
with Outbox(folder, print) as box:
    box.put(draft, now)
    deliver(box, server, Mail(), Hands(lambda: now, print, print, print), keys=[draft.key], resend=False)
"""


def killed_at(folder: Path, server: Loopback, ca: Path, key: str, fatal: int) -> int:
    """Run it in a process of its own that ends at its n-th step; 0 where it had fewer."""
    command = [sys.executable, "-c", KILLED, str(folder), str(server.port), str(ca), key, str(fatal), USER, PASSWORD]
    done = subprocess.run(command, capture_output=True, input=draft(key).data)
    assert done.returncode in (0, 9), done.stderr.decode()
    return done.returncode


@pytest.fixture
def lasting() -> Iterator[Loopback]:
    with running(Manners(data=["250 OK, taken"] * 500)) as server:
        yield server


def test_killed_at_any_step_nobody_gets_it_twice_and_nothing_is_lost(tmp_path: Path, ca: Path, lasting: Loopback):
    doubted: set[str] = set()
    fatal, was_killed = 0, 1
    while was_killed:
        fatal += 1
        folder, key = tmp_path / str(fatal), f"{fatal:02}"
        was_killed = killed_at(folder, lasting, ca, key, fatal)
        assert [p for p in folder.rglob("*.eml") if p.read_bytes() != draft(key).data] == [], f"step {fatal}: half a file"
        run = go(folder, lasting, ca, draft(key))
        if not run.is_complete:
            doubted.add(key)
            assert sum("may have been delivered to" in line for line in run.tell) == 2, f"step {fatal}: lost in silence"
            assert go(folder, lasting, ca, resend=True).is_complete
        assert files(folder) == [f"sent/quad-{key * 4}.eml"]
    times = {f"{n:02}": sum(f"<{n:02}>".encode() in data for _, _, data in lasting.handler.taken) for n in range(1, fatal + 1)}
    assert {key: n for key, n in times.items() if n != 1 and key not in doubted} == {}, "sent twice, or lost"
    assert all(times[key] in (1, 2) for key in doubted), "told to send again, it was sent again"
    assert fatal > 12, "it has steps to be killed at"
    assert 0 < len(doubted) <= 6, "in doubt is only what was between the end of the message and the record of its answer"


# --- what the configuration says -------------------------------------------------------------------------------------


def test_the_call_names_all_recipients_or_the_configuration_does():
    config = Config(topics=(Topic("quad", "Quad", (), recipients=(B,)),), mail=Mail(sender=A, to=(A,), cc=(C,), bcc=(A,)))
    assert (Addressing().of("Quad", config)[0].to, Addressing().of("Quad", config)[1]) == ((B,), (A,))
    assert Addressing().of("minerals", config)[0].to == (A,)
    envelope, bcc = Addressing(to=(C,), subject="x").of("quad", config)
    assert (envelope.to, envelope.cc, bcc, envelope.subject) == ((C,), (), (), "x")


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (Mail(sender=A), 'set "host" in [mail] of briefgen.toml, or BRIEFGEN_MAIL_HOST'),
        (Mail(host="h"), 'set "from" in [mail] of briefgen.toml, or BRIEFGEN_MAIL_FROM'),
        (Mail(host="h", sender=A, user="u"), 'u has no password; set BRIEFGEN_MAIL_PASSWORD, or "password_file"'),
        (Mail(host="h", sender=A, user="u", password_file="gone"), "gone: the password cannot be read"),
        (Mail(host="h", sender=A, ca_file="gone.pem"), "gone.pem: there is no such file"),
    ],
)
def test_what_is_missing_is_named_with_its_key_and_variable(mail: Mail, said: str, tmp_path: Path):
    with pytest.raises(ConfigError) as caught:
        make_server(Config(mail=mail, folder=tmp_path), None)
    assert said in str(caught.value)


def test_the_password_is_the_environments_else_the_files(tmp_path: Path):
    (tmp_path / "pw").write_text(" pass word \n", encoding="utf-8")
    config = Config(mail=Mail(host="h", sender=A, user="u", password_file="pw", security="tls"), folder=tmp_path)
    server = make_server(config, None)
    assert (server.password, server.port) == (" pass word ", 465)
    assert make_server(config, "other").password == "other"
    assert " pass word " not in repr(server)
