"""The outbox: drafts in a folder, and a record that knows what became of each."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefgen.deliver.outbox import Draft, Outbox
from briefgen.errors import OutputError
from briefgen.model import Address

NOW = datetime(2025, 8, 28, 9, tzinfo=UTC)
AT = NOW.isoformat(timespec="seconds")
A, B, C = (Address("", f"{name}@example.org") for name in "abc")


def draft(key: str = "a1", *, to: tuple[Address, ...] = (A, B), bcc: tuple[Address, ...] = (), topic: str = "quad") -> Draft:
    return Draft(key * 20, f"<{key}@example.org>", f"Subject: {key} {to}\r\n\r\n".encode(), topic, topic, "2025-08-28", A, to, (), bcc)


def states(outbox: Outbox, key: str = "a1") -> dict[str, str]:
    return {d.address[0]: d.state for d in outbox.record.deliveries(key * 20)}


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.eml"))


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


def test_a_draft_is_a_file_and_a_row_for_each_recipient(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        path = outbox.put(draft(to=(A, Address("", "A@Example.org"), B), bcc=(B, C)), NOW)
        assert (path, path.read_bytes()[:11]) == (folder / "quad-a1a1a1a1.eml", b"Subject: a1")
        held = [(d.address, d.role, d.state) for d in outbox.record.deliveries("a1" * 20)]
    assert held == [("a@example.org", "to", "waiting"), ("b@example.org", "to", "waiting"), ("c@example.org", "bcc", "waiting")]
    assert told == []


def test_the_same_message_to_corrected_recipients_goes_to_the_new_ones_alone(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        outbox.put(draft(), NOW)
        assert outbox.record.claim("a1" * 20, ["a@example.org"], AT)
        outbox.record.settle("a1" * 20, [("a@example.org", "sent", "250 OK")], AT)
        outbox.put(draft(to=(A, C)), NOW)
        assert states(outbox) == {"a": "sent", "b": "withdrawn", "c": "waiting"}
        outbox.put(draft(to=(A,)), NOW)
        assert states(outbox) == {"a": "sent", "b": "withdrawn", "c": "withdrawn"}
        assert files(folder) == ["sent/quad-a1a1a1a1.eml"]


def test_another_message_on_the_topic_and_day_takes_the_place_of_the_first(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        outbox.put(draft("a1"), NOW)
        outbox.put(draft("c3", topic="minerals"), NOW)
        outbox.put(draft("b2"), NOW)
        assert states(outbox, "a1") == {"a": "withdrawn", "b": "withdrawn"}
        assert [e.key[:2] for e, _ in outbox.waiting()] == ["c3", "b2"]
    assert files(folder) == ["minerals-c3c3c3c3.eml", "quad-b2b2b2b2.eml"]
    assert told == ["quad-a1a1a1a1.eml: replaced by quad-b2b2b2b2.eml"]


def test_a_message_sent_in_part_stays_and_waits_for_nobody_when_a_newer_one_comes(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        outbox.put(draft("a1", to=(A, B, C)), NOW)
        outbox.record.settle("a1" * 20, [("a@example.org", "sent", "250")], AT)
        outbox.put(draft("b2"), NOW)
        assert states(outbox, "a1") == {"a": "sent", "b": "withdrawn", "c": "withdrawn"}
    assert files(folder) == ["quad-b2b2b2b2.eml", "sent/quad-a1a1a1a1.eml"]
    (line,) = told
    assert line.endswith("replaced by quad-b2b2b2b2.eml; 1 recipient had it, or may have; for 2 recipients it no longer waits")


def test_what_is_sent_is_not_drafted_again(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        outbox.put(draft(), NOW)
        outbox.record.settle("a1" * 20, [("a@example.org", "sent", ""), ("b@example.org", "refused", "550 No")], AT)
        outbox.finish(outbox.record.entries()[0])
        assert outbox.put(draft(), NOW) == folder / "sent" / "quad-a1a1a1a1.eml"
        assert files(folder) == ["sent/quad-a1a1a1a1.eml"]
        outbox.reopen(None, NOW)
        assert states(outbox) == {"a": "sent", "b": "waiting"}
        assert files(folder) == ["quad-a1a1a1a1.eml", "sent/quad-a1a1a1a1.eml"]


def test_a_file_in_sent_that_the_record_does_not_know_is_in_doubt(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        (folder / "sent").mkdir()
        (folder / "sent" / "quad-a1a1a1a1.eml").write_bytes(b"x")
        outbox.put(draft(), NOW)
        assert states(outbox) == {"a": "sending", "b": "sending"}


def test_a_claim_is_all_or_nothing_and_once(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox, Outbox(folder, told.append) as other:
        outbox.put(draft(), NOW)
        assert outbox.record.claim("a1" * 20, ["b@example.org"], AT)
        assert not other.record.claim("a1" * 20, ["a@example.org", "b@example.org"], AT)
        assert states(other) == {"a": "waiting", "b": "sending"}
        outbox.put(draft(to=(A,)), NOW)
        assert states(outbox) == {"a": "waiting", "b": "sending"}, "a delivery in doubt is not forgotten"


def test_a_draft_that_the_user_deleted_is_withdrawn(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        outbox.put(draft(), NOW).unlink()
    with Outbox(folder, told.append) as outbox:
        assert outbox.waiting() == []
    with Outbox(folder, told.append) as outbox:
        outbox.put(draft(), NOW)
        assert states(outbox) == {"a": "waiting", "b": "waiting"}
    assert told == [f"{folder / 'quad-a1a1a1a1.eml'}: was deleted; 2 recipients no longer wait for it"]


def test_a_delivery_in_doubt_whose_draft_is_deleted_is_settled_but_not_sent_again(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        path = outbox.put(draft(), NOW)
        outbox.record.claim("a1" * 20, ["a@example.org", "b@example.org"], AT)
        path.unlink()
    with Outbox(folder, told.append) as outbox:
        assert outbox.held("sending") == []
        outbox.put(draft(), NOW)
        assert states(outbox) == {"a": "sending", "b": "sending"}


def test_a_draft_without_a_record_is_told_and_not_sent(folder: Path, told: list[str]):
    folder.mkdir()
    (folder / "mine.eml").write_bytes(b"x")
    (folder / ".quad.eml.abc.tmp").write_bytes(b"half")
    with Outbox(folder, told.append) as outbox:
        assert outbox.waiting() == []
    assert told == [f"{folder / 'mine.eml'}: has no record, and is not sent; draft it again with briefgen send"]
    assert not (folder / ".quad.eml.abc.tmp").exists()


def test_a_draft_changed_by_hand_is_not_sent(folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        outbox.put(draft(), NOW).write_bytes(b"other")
        with pytest.raises(OutputError, match="was changed since it was drafted"):
            outbox.read(outbox.record.entries()[0])


@pytest.mark.parametrize("damage", ["text", "middle"])
def test_a_damaged_record_is_one_line_and_nothing_is_sent(damage: str, folder: Path, told: list[str]):
    with Outbox(folder, told.append) as outbox:
        for n in range(40):
            outbox.put(draft(f"{n:02}", topic=str(n)), NOW)
    record = folder / "record.sqlite"
    data = bytearray(record.read_bytes())
    data[:] = b"not a database at all" * 300 if damage == "text" else data[:4096] + b"\xff" * 4096 + data[8192:]
    record.write_bytes(data)
    with pytest.raises(OutputError, match=r"record\.sqlite: the record of what was sent is damaged"):
        Outbox(folder, told.append)


def test_a_record_of_a_newer_version_is_left_alone(folder: Path, told: list[str]):
    folder.mkdir()
    base = sqlite3.connect(folder / "record.sqlite")
    base.execute("PRAGMA user_version = 9")
    base.close()
    with pytest.raises(OutputError, match="newer briefgen"):
        Outbox(folder, told.append)


def test_an_outbox_that_is_a_file_is_one_line(tmp_path: Path, told: list[str]):
    (tmp_path / "outbox").write_text("x")
    with pytest.raises(OutputError, match="the outbox cannot be made"):
        Outbox(tmp_path / "outbox", told.append)


def test_one_process_delivers_at_a_time_and_a_kill_gives_the_right_back(folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch):
    code = (
        "import sys; from pathlib import Path; from briefgen.deliver.outbox import Outbox\n"
        "with Outbox(Path(sys.argv[1]), print) as o, o.delivering(): print('in', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline().strip() == b"in"
    monkeypatch.setattr("briefgen.deliver.outbox.PATIENCE", 0.1)
    with Outbox(folder, told.append) as outbox:
        with pytest.raises(OutputError, match="another briefgen send delivers from this outbox"), outbox.delivering():
            pass
        outbox.put(draft(), NOW)  # drafting goes on meanwhile
        other.kill()
        other.communicate()
        with outbox.delivering():
            assert len(outbox.waiting()) == 1
