"""The thesaurus of a pack as rows: its forms, and the stems of their first words, by which a query finds them."""

from kzref.pack.data.terms import Term
from kzref.pack.pack import Pack
from kzref.search.text.stemming import stems
from kzref.search.text.tokenizer import tokenize

FormRow = tuple[int, str, str, str, str, str, str]
ABBREVIATION_LANGUAGE = "abbr"
"""Stored as the language of an abbreviation, which is the same in all."""


def term_rows(pack: Pack) -> tuple[list[FormRow], list[tuple[str, int]]]:
    """Return the forms of all terms (number, term, language, normalized words, text, title, address), and their stems.

    A stem comes with the number of each form whose first word has it.
    """
    rows: list[FormRow] = []
    stem_rows: list[tuple[str, int]] = []
    addresses = pack.term_addresses()
    for term in pack.terms:
        title = term.preferred.get(pack.language) or term.preferred["en"]
        address = addresses[term.name]
        for language, form in _forms(term):
            words = tokenize(form)
            if words:
                languages = (language,) if language != ABBREVIATION_LANGUAGE else ()
                stem_rows += [(stem, len(rows)) for stem in stems(words[0], languages)]
                rows.append((len(rows), term.name, language, " ".join(words), form, title, address))
    return rows, stem_rows


def _forms(term: Term) -> list[tuple[str, str]]:
    pairs = [(language, form) for language, form in term.preferred.items()]
    pairs += [(language, form) for language, several in term.other.items() for form in several]
    pairs += [(ABBREVIATION_LANGUAGE, form) for form in term.abbreviations]
    return [pair for pair in dict.fromkeys(pairs) if pair[1]]
