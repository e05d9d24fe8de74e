"""The search syntax, as a page of examples."""

from PySide6.QtCore import QCoreApplication

from kzref.render.html.escape import escape


def examples() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return rows of queries with the same meaning, and what they find."""
    translate = QCoreApplication.translate
    return (
        (("convicted 2017",), translate("QueryHelp", "both words in any form, or either if no entry has both")),
        (("осуждённые", "сотталған", "УК РК"), translate("QueryHelp", "a term, in whatever language it is written")),
        (('"criminal policy"',), translate("QueryHelp", "exactly these words in this order; also « »")),
        (("prison AND term",), translate("QueryHelp", "all of them; also И, ЖӘНЕ")),
        (("prison OR fine",), translate("QueryHelp", "any of them; also ИЛИ, НЕМЕСЕ")),
        (("policy -legal", "policy NOT legal"), translate("QueryHelp", "the first without the second; also НЕ, ЕМЕС")),
        (("(prison OR fine) AND term",), translate("QueryHelp", "brackets group conditions")),
        (("prison w/5 term",), translate("QueryHelp", "both words at most five words apart")),
        (("punish*", "*tion", "wom?n"), translate("QueryHelp", "words by pattern: * any letters, ? one letter")),
        (("convict~",), translate("QueryHelp", "words spelled alike")),
        (("title:parole",), translate("QueryHelp", "words in the title")),
        (('act:"national security"',), translate("QueryHelp", "entries about an act")),
        (("person:Belyaev",), translate("QueryHelp", "entries about a person")),
        (("kind:act",), translate("QueryHelp", "entries of a kind")),
        (("year:2015..2018", "year:2015.."), translate("QueryHelp", "entries about these years")),
        (("language:kk",), translate("QueryHelp", "entries in a language")),
        (("Results 36.11",), translate("QueryHelp", "entries based on this place in the source")),
    )  # fmt: skip


def query_help() -> str:
    """Return the examples as a table in HTML."""
    rows = "".join(
        f"<tr><td style='padding-right: 26px'>{escape(', '.join(queries))}</td><td>{escape(meaning)}</td></tr>"
        for queries, meaning in examples()
    )
    return f"<table cellspacing='5'>{rows}</table>"
