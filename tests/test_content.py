"""The content: without a fault, with all of its source cited, and found by the words that a reader would type."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.pack.check import CheckResult, check_folder
from kzref.pack.document_reader import DocumentReader
from kzref.pack.pack import read_pack
from kzref.pack.pinpoints import Pinpoint
from kzref.search.searcher import Searcher

# The source: numbered paragraphs, some cut into sentences, as issue and article count them.
PARAGRAPHS = {"Abstract": 2, "Main Points": 6, "Introduction": 13, "Methods": 7, "Results": 43, "Conclusion": 17}
CUT = {
    ("Main Points", "1"): 8,
    ("Results", "33"): 14,
    ("Results", "34"): 15,
    ("Results", "35"): 13,
    ("Results", "36"): 17,
}
WORKS = 28


def every_pinpoint() -> set[Pinpoint]:
    """The places of the article that have to be retold: its 150 paragraphs and sentences."""
    found: set[Pinpoint] = set()
    for part, count in PARAGRAPHS.items():
        for number in map(str, range(1, count + 1)):
            sentences = CUT.get((part, number))
            numbers = [f"{number}.{n}" for n in range(1, sentences + 1)] if sentences else [number]
            found |= {Pinpoint(part, each) for each in numbers}
    return found


@pytest.fixture(scope="module")
def checked(content: Path) -> CheckResult:
    return check_folder(content)


@pytest.fixture(scope="module")
def searcher(content_library: Library) -> Iterator[Searcher]:
    opened = open_searcher(content_library)
    yield opened
    opened.close()


def test_the_content_has_no_fault(checked: CheckResult) -> None:
    assert [str(problem) for problem in checked.problems] == []


def test_the_check_covers_all_150_places_and_28_works(checked: CheckResult) -> None:
    assert len(every_pinpoint()) == 150
    assert checked.coverable == 150 + WORKS
    assert checked.covered == checked.coverable


def test_each_place_of_the_article_is_cited_where_it_is_told(content: Path) -> None:
    # Counted apart from the check, and by the marks in the text alone: what front matter claims does not count.
    pack = read_pack(content)
    scheme = pack.source.scheme
    pattern = scheme.citation_pattern
    assert pattern is not None
    cited: set[Pinpoint] = set()
    for document in DocumentReader(pack).read_all():
        for section in document.sections:
            for found in pattern.finditer(section.text):
                cited.update(scheme.parse(found[1]))
    assert every_pinpoint() - cited == set()


def test_each_work_of_the_list_has_an_entry_with_its_number(content_library: Library) -> None:
    works = list(content_library.contents.sections("work"))
    assert [int(work.title.partition(".")[0]) for work in works] == list(range(1, WORKS + 1))
    for number, work in enumerate(works, 1):
        assert f"References {number}" in work.pinpoints


def test_each_entry_of_the_contents_has_text(content_library: Library) -> None:
    bare = [
        section.address
        for section in content_library.contents.sections()
        if section.depth == 0 and not any(body.text for body in content_library.pages.section_texts(section))
    ]
    assert bare == []


# What a reader types, the entries that answer (any of them will do), and the answer that must stand in what is shown.
QUESTIONS = [
    # when
    (
        "first Concept of Legal Policy approved",
        ("legal-policy-concept-2002", "act-concept-decree-949"),
        "20 September 2002",
    ),
    (
        "Concept of Legal Policy 2010-2020 approved",
        ("legal-policy-concept-2009", "act-concept-decree-858"),
        "24 August 2009",
    ),
    (
        "Concept of Legal Policy until 2030 approved",
        ("legal-policy-concept-2021", "act-concept-decree-674"),
        "15 October 2021",
    ),
    ("independence", ("event-independence-1991",), "1991"),
    ("criminal code came into force", ("act-criminal-code-2014", "event-codes-2014"), "2015"),
    (
        "law on national security date",
        ("act-national-security-law", "event-national-security-law-2012", "works/national-security-law-2012"),
        "6 January 2012",
    ),
    ("President's Address 2022", ("act-address-2022", "event-address-september-2022"), "1 September 2022"),
    ("article accepted", ("event-article-received-2023",), "December"),
    ("interview Egemen Kazakhstan", ("event-interview-january-2024", "egemen-kazakhstan"), "3 January 2024"),
    ("thirtieth anniversary", ("event-anniversary-2021",), "December 2021"),
    ("second stage years", ("stage-1997-2014",), "1997"),
    ("third stage codes", ("stage-since-2015", "note-third-stage-codes"), "Introduction 11"),
    # how many
    ("convicted 2017", ("convicted-2015-2022",), "33,671"),
    ("convicted lowest year", ("convicted-2015-2022",), "21,997"),
    ("convicted total", ("convicted-2015-2022",), "231,624"),
    ("acquitted total", ("acquitted-2015-2022", "note-acquitted-total"), "4,947"),
    ("January 2022 victims killed", ("january-2022-figures", "event-january-2022"), "2022"),
    ("survey convicts staff number", ("survey-of-convicts-and-staff",), "Methods"),
    ("types of criminal policy", ("definition-types", "branches-of-criminal-policy", "criminal-policy"), "six"),
    ("Kazakhstani scholars sixteen", ("kazakhstani-scholars",), "Sixteen"),
    ("three meanings of policy dictionary", ("definition-ozhegov", "policy", "person-ozhegov"), "three"),
    ("works listed never cited", ("note-uncited-works", "article-references"), "number"),
    # under what number
    ("decree 949", ("act-concept-decree-949", "legal-policy-concept-2002", "event-concept-decrees"), "949"),
    ("decree 858", ("act-concept-decree-858",), "858"),
    ("decree No. 674", ("act-concept-decree-674",), "674"),
    ("article DOI", ("event-article-received-2023",), "10.58262/ks.v12i1.325"),
    ("Results 36.11", ("convicted-2015-2022", "article-results/figures"), "33,671"),
    # who
    ("narrowest view of criminal policy", ("definition-belyaev", "person-belyaev"), "Belyaev"),
    ("narrow notion leaves out prevention", ("definition-dagel", "person-dagel"), "Dagel"),
    ("three branches of criminal policy Bytko", ("definition-bytko", "person-bytko"), "resocialisation"),
    ("scholars of the broad reading", ("scholars-broad-group",), "Hertsenzon"),
    ("scholars of the narrow reading", ("scholars-narrow-group",), "Galperin"),
    ("first author retired colonel", ("person-akimzhanov", "article-authors"), "Turan University"),
    ("author not from Turan University", ("person-alimbetova",), "Almaty"),
    ("textbook Criminology Kleymenov", ("person-kleymenov", "works/kleymenov-2019"), "2019"),
    ("anti-corruption legal policy author", ("person-alaukhanov", "works/alaukhanov-2009"), "256"),
    ("who keeps legal statistics", ("committee-on-legal-statistics",), "General Prosecutor"),
    ("President of Kazakhstan Tokayev", ("person-tokayev", "president"), "Address"),
    # what
    ("definition of criminal policy by the authors", ("definition-authors", "criminal-policy"), "competence"),
    ("goal of criminal policy", ("definition-goal", "criminal-policy"), "prevention"),
    ("content of criminal policy", ("definition-content", "criminal-policy"), "strategy"),
    ("dual-vector policy", ("dual-vector-policy",), "Results 25"),
    ("palaces of democracy", ("proposal-palaces-of-democracy", "proposed-palaces-of-democracy"), "Conclusion 16"),
    ("deputy akims prevention", ("proposal-deputy-akims", "akims"), "Conclusion 14"),
    ("indicators of crime", ("indicators-of-crime",), "dynamics"),
    ("parole", ("parole", "proposal-parole"), "Conclusion 17"),
    ("why is criminal policy not effective corruption", ("factor-corruption", "corruption-crime"), "Results 23"),
    ("political will", ("factor-political-will",), "Results 24"),
    ("temporary commission", ("factor-temporary-commissions",), "Results 22"),
    ("zubkov page 103", ("note-zubkov-page-103",), "84"),
    ("CSTO", ("csto",), "2022"),
    ("ERDR", ("erdr", "note-erdr-abbreviation"), "Register"),
    # terms in Russian
    ("уголовная политика", ("criminal-policy",), "state"),
    ("правовая политика", ("legal-policy",), "law"),
    ("концепция правовой политики", ("legal-policy-concept-2002", "legal-policy"), "20 September 2002"),
    ("условно-досрочное освобождение", ("parole", "proposal-parole"), "Conclusion 17"),
    ("осуждённые", ("convicted-2015-2022",), "33,671"),
    ("осужденные", ("convicted-2015-2022",), "33,671"),
    ("оправданные", ("acquitted-2015-2022",), "Results 36.1"),
    ("национальная безопасность", ("national-security", "act-national-security-law"), "threat"),
    ("предупреждение преступности", ("crime-prevention",), "prevention"),
    ("тюремное население", ("prison-population",), "Conclusion 17"),
    ("двухвекторная политика", ("dual-vector-policy",), "Results 25"),
    ("комитет по правовой статистике", ("committee-on-legal-statistics",), "form 1"),
    ("показатели преступности", ("indicators-of-crime",), "dynamics"),
    # terms in Kazakh
    ("қылмыстық саясат", ("criminal-policy",), "state"),
    ("құқықтық саясат", ("legal-policy",), "law"),
    ("құқықтық саясат тұжырымдамасы", ("legal-policy-concept-2002", "legal-policy"), "20 September 2002"),
    ("сотталған адамдар", ("convicted-2015-2022",), "33,671"),
    ("түрме халқы", ("prison-population",), "Conclusion 17"),
    ("ұлттық қауіпсіздік", ("national-security", "act-national-security-law"), "threat"),
    ("қылмыстылықтың алдын алу", ("crime-prevention",), "prevention"),
    ("екі векторлы саясат", ("dual-vector-policy",), "Results 25"),
    ("шартты түрде мерзімінен бұрын босату", ("parole", "proposal-parole"), "Conclusion 17"),
    ("жаппай тәртіпсіздіктер", ("event-january-2022", "january-2022-figures"), "2022"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "entries", "answer"), QUESTIONS, ids=[question[0] for question in QUESTIONS])
def test_what_a_reader_asks_is_answered_by_one_of_the_first_three_hits(
    content_library: Library, searcher: Searcher, query: str, entries: tuple[str, ...], answer: str
) -> None:
    first = [str(hit.section.address) for hit in searcher.search(query, limit=3).hits]
    answering = [entry for entry in entries if any(f"{a}/".startswith(f"{entry}/") for a in first)]
    assert answering, first
    shown = " ".join(
        f"{body.section.title} {body.text}"
        for entry in answering
        for body in content_library.pages.section_texts(content_library.contents.section(entry))
    )
    assert answer in " ".join(shown.split())


def test_the_questions_are_answered_by_entries_that_are_there(content_library: Library) -> None:
    known = {section.address for section in content_library.contents.sections()}
    assert {entry for _, entries, _ in QUESTIONS for entry in entries} - known == set()
