from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.letters import Mail
from exports.mail import mail_bytes, write_mail

MAIL = Mail(to="felix@example.org", to_name="Феликс «К»", subject="Три вопроса", body="Привет,\n\n.точка 🚀\nFrom me")


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_opens_as_an_unsent_draft_with_every_letter_in_place() -> None:
    message = read(mail_bytes(MAIL))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Три вопроса"
    assert str(message["To"].addresses[0].addr_spec) == "felix@example.org"
    assert message["To"].addresses[0].display_name == "Феликс «К»"
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == MAIL.body
    assert not message.defects
    assert message["Date"] is None
    assert message["From"] is None


def test_without_an_address_there_is_no_addressee() -> None:
    assert read(mail_bytes(Mail(subject="A", body="B")))["To"] is None


@given(subject=st.text(max_size=200), name=st.text(max_size=80), body=st.text(max_size=500))
def test_whatever_is_typed_no_header_is_added(subject: str, name: str, body: str) -> None:
    mail = Mail(to="a@example.org", to_name=name, subject=subject + "\r\nBcc: x@example.org", body=body)
    message = read(mail_bytes(mail))
    assert {header.lower() for header in message} == {
        "to", "subject", "x-unsent", "content-type", "content-transfer-encoding", "mime-version",
    }  # fmt: skip
    assert len(message["To"].addresses) == 1


def test_the_same_mail_gives_the_same_bytes_and_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.eml"
    write_mail(MAIL, target)
    assert target.read_bytes() == mail_bytes(MAIL)


@pytest.mark.parametrize("line", [b"\r\n", b"X-Unsent: 1\r\n"])
def test_lines_end_as_mail_wants_it(line: bytes) -> None:
    data = mail_bytes(MAIL)
    assert line in data
    assert data.count(b"\n") == data.count(b"\r\n")
