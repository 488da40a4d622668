"""How the brief of each topic is dressed: found and checked before anything is read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from briefgen.config import Config, Topic
from briefgen.model import Envelope, Look, Proofs


def make_looks(
    config: Config, topics: Sequence[Topic], *, formats: Collection[str], template: str | None, proof: Proofs = "none"
) -> dict[str, Look]:
    """How the brief of each topic is dressed: in ``template`` where the call names one, else in the topic's own, else the configured one.

    Raises UsageError for a template that does not exist, OutputError for a format whose program is missing: before anything is read.
    """
    if "pdf" in formats:
        from briefgen.render.pdf import find_program

        find_program()
    if "eml" in formats:
        from briefgen.render.mail.headers import check_subject

        check_subject(config.mail.subject)
    looks = {}
    for topic in topics:
        look = make_look(config, formats=formats, template=template or topic.template or config.template)
        mail = config.mail
        envelope = Envelope(mail.sender, topic.recipients or mail.to, mail.cc, mail.reply_to, mail.subject, mail.attach)
        looks[topic.name] = replace(look, envelopes={topic.name: envelope}, proof=proof)
    return looks


def make_look(config: Config, *, formats: Collection[str], template: str) -> Look:
    """How a brief is dressed; the template is read where a format fills one.

    Raises UsageError for one that does not exist, TemplateError for one that cannot be filled.
    """
    from briefgen.render.word.dress import load_logo
    from briefgen.render.word.library import is_file, load_template

    fills_word = bool({"docx", "pdf", "eml"} & set(formats))
    data = load_template(template, folder=config.folder) if fills_word else b""
    if fills_word and is_file(template):
        from briefgen.render.word.check import refuse_faulty

        refuse_faulty(template, data)
    is_built_in = not is_file(template)
    return Look(
        locale=config.locale, marking=config.marking, organisation=config.organisation, zone=config.zone, template=data,
        template_name=template, paper=config.paper or ("letter" if is_built_in and config.locale == "en-US" else None),
        colour=config.style.colour, font=config.style.font, logo=load_logo(config.logo, folder=config.folder) if config.logo else b"",
    )  # fmt: skip
