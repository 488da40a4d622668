"""Messages over a real SMTP server on loopback: encrypted or not at all, and an answer for each recipient."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefgen.deliver.smtp import AwayError, Server, ServerError, Session, stamp
from tests.deliver.mailserver import PASSWORD, USER, Loopback, Manners, authority, running

DATA = b"From: desk@example.org\r\nTo: a@example.org,\r\n b@example.org\r\nMessage-ID: <1@example.org>\r\n\r\nOne.\r\n.\r\n..two\r\n.\r\n"
TWO = ["a@example.org", "b@example.org"]
pytestmark = pytest.mark.filterwarnings("ignore:Session.login_data is deprecated")  # aiosmtpd 1.4.6 uses its own old name


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority().cert_pem.write_to_path(str(path))
    return path


def at(server: Loopback, ca: Path, **more: Any) -> Server:
    return Server(**{"host": "127.0.0.1", "port": server.port, "user": USER, "password": PASSWORD, "ca_file": ca, "timeout": 5, **more})


def yes(_accepted: Sequence[str]) -> bool:
    return True


def states(session: Session, recipients: Sequence[str] = TWO, data: bytes = DATA) -> dict[str, str]:
    answers = {a.recipient: a.state for a in session.transmit("desk@example.org", recipients, data, yes)}
    session.close()
    return dict(sorted(answers.items()))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_arrives_to_the_byte_over_tls_after_log_in(security: str, ca: Path):
    with running(security=security) as server:
        assert states(Session(at(server, ca, security=security))) == {"a@example.org": "sent", "b@example.org": "sent"}
        assert server.handler.taken == [("desk@example.org", tuple(TWO), DATA)]


def test_log_in_without_plain_is_by_login_and_without_either_is_told(ca: Path):
    with running(without=("PLAIN",)) as server:
        assert set(states(Session(at(server, ca))).values()) == {"sent"}
    with running(without=("PLAIN", "LOGIN")) as server, pytest.raises(ServerError, match="no way to log in that briefgen knows"):
        Session(at(server, ca))


def test_the_claim_is_asked_with_whom_the_server_takes_and_before_the_message_ends(ca: Path):
    asked: list[Sequence[str]] = []
    with running(Manners(rcpt={"b@example.org": ["550 5.1.1 No such user"]})) as server:

        def claim(accepted: Sequence[str]) -> bool:
            asked.append(accepted)
            assert server.handler.taken == []
            return True

        session = Session(at(server, ca))
        answers = {a.recipient: (a.state, a.reply) for a in session.transmit("desk@example.org", TWO, DATA, claim)}
        session.close()
    assert answers == {"a@example.org": ("sent", "250 OK"), "b@example.org": ("refused", "550 5.1.1 No such user")}
    assert asked == [["a@example.org"]]


def test_a_claim_denied_sends_nothing(ca: Path):
    with running() as server:
        with pytest.raises(AwayError, match="drafted anew"):
            Session(at(server, ca)).transmit("desk@example.org", TWO, DATA, lambda _accepted: False)
        assert server.handler.taken == []


@pytest.mark.parametrize(
    ("reply", "state"),
    [("250 OK", "sent"), ("451 4.3.0 Busy", "waiting"), ("554 5.7.1 Spam", "refused"),
     ("drop before", "sending"), ("drop after", "sending"), ("399 What", "sending")],
)  # fmt: skip
def test_the_answer_to_the_end_of_the_message_decides(reply: str, state: str, ca: Path):
    with running(Manners(data=[reply])) as server:
        assert set(states(Session(at(server, ca))).values()) == {state}


def test_a_connection_lost_while_the_message_goes_out_is_a_plain_no(ca: Path):
    claimed: list[Sequence[str]] = []

    def claim(accepted: Sequence[str]) -> bool:
        claimed.append(accepted)
        return True

    with running(Manners(midway=["drop"])) as server:
        session = Session(at(server, ca))
        try:
            answers = session.transmit("desk@example.org", TWO, DATA + b"x" * 70 * 400_000, claim)
        except AwayError:
            assert not claimed
        else:  # all of it was under way before the server let go
            assert {a.state for a in answers} == {"sending"}
        assert server.handler.taken == []


def test_a_recipient_that_is_to_wait_waits_and_the_others_get_it(ca: Path):
    with running(Manners(rcpt={"a@example.org": ["450 4.2.1 Greylisted"]})) as server:
        assert states(Session(at(server, ca))) == {"a@example.org": "waiting", "b@example.org": "sent"}


@pytest.mark.parametrize(("reply", "error"), [("451 Later", AwayError), ("550 Not you", ServerError)])
def test_a_sender_refused_is_no_recipient_refused(reply: str, error: type[Exception], ca: Path):
    with running(Manners(mail=[reply])) as server, pytest.raises(error, match=reply):
        states(Session(at(server, ca)))


def test_a_certificate_for_another_name_ends_it(ca: Path):
    with running(name="mail.example.org") as server, pytest.raises(ServerError, match=r"certificate does not hold.*ca_file"):
        Session(at(server, ca))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_an_unknown_authority_ends_it(security: str):
    with running(security=security) as server, pytest.raises(ServerError, match="certificate does not hold"):
        Session(Server("127.0.0.1", server.port, security=security, timeout=5))  # type: ignore[arg-type]


def test_a_server_without_starttls_gets_neither_password_nor_mail(ca: Path):
    with running(security="none", auth=False) as server:
        with pytest.raises(ServerError, match="offers no STARTTLS"):
            Session(at(server, ca))
        assert server.handler.taken == []


def test_tls_on_a_port_that_speaks_plain_text_names_the_setting(ca: Path):
    with running(security="starttls") as server, pytest.raises(ServerError, match='is it security = "starttls"'):
        Session(at(server, ca, security="tls"))


def test_a_wrong_password_stands_in_no_message(ca: Path):
    secret = "hunter2 secret"
    with running() as server, pytest.raises(ServerError, match="535") as caught:
        Session(at(server, ca, password=secret))
    assert secret not in f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__context__!r}{at(server, ca, password=secret)!r}"


def test_a_server_that_is_away_may_be_tried_again(ca: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(AwayError, match=f"127.0.0.1:{port} cannot be reached: "):
        Session(Server("127.0.0.1", port, timeout=2))


def test_a_server_that_does_not_answer_in_time_may_be_tried_again():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(AwayError, match=r"no answer in time|timed out"):
        Session(Server("127.0.0.1", silent.getsockname()[1], timeout=0.2))


def test_an_unreadable_ca_file_is_named(tmp_path: Path):
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(ServerError, match=r"ca\.pem: holds no certificates"):
        Session(Server("127.0.0.1", 9, ca_file=tmp_path / "ca.pem"))


UTF8 = DATA.replace(b"a@example.org,", "Jörg <jörg@example.org>,".encode())


def test_a_local_part_beyond_ascii_needs_a_server_that_takes_it(ca: Path):
    with running(utf8=True) as server:
        assert states(Session(at(server, ca)), ["jörg@example.org", "b@example.org"], UTF8) == {
            "b@example.org": "sent", "jörg@example.org": "sent",
        }  # fmt: skip
        assert server.handler.taken[0][2] == UTF8
    with running(utf8=False) as server:
        assert states(Session(at(server, ca)), ["jörg@example.org", "b@example.org"], UTF8) == {
            "b@example.org": "sent", "jörg@example.org": "refused",
        }  # fmt: skip
        assert server.handler.taken[0][2].partition(b"Message-ID")[0] == b"From: desk@example.org\r\nTo: b@example.org\r\n"


def test_what_goes_out_has_a_date_and_is_no_draft_any_more():
    moment = datetime(2025, 8, 28, 9, 30, tzinfo=UTC)
    draft = b"From: a@b.c\r\nTo: x@y.z\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n\r\nX-Unsent: 1\r\n"
    sent = b"Date: Thu, 28 Aug 2025 09:30:00 +0000\r\nFrom: a@b.c\r\nTo: x@y.z\r\nMIME-Version: 1.0\r\n\r\nX-Unsent: 1\r\n"
    assert stamp(draft, moment) == sent
    assert b"To: undisclosed-recipients:;\r\n" in stamp(draft.replace(b"To: x@y.z\r\n", b""), moment)
