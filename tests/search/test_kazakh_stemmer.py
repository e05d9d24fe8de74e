"""Inflected Kazakh and Russian words are known as forms of their base forms."""

import csv
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.search.text.kazakh_stemmer import kazakh_stems
from kzref.search.text.russian_stemmer import russian_stems
from kzref.search.text.stemming import stems
from kzref.search.text.tokenizer import normalize, tokenize

INFLECTED = tomllib.loads((Path(__file__).parent / "inflected.toml").read_text("utf-8"))
LETTERS = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі", min_size=1, max_size=20)


@pytest.fixture(scope="module")
def terms(content: Path) -> dict[str, dict[str, str]]:
    with (content / "terms.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("base", "inflected"),
    [
        ("саясат", "саясаттың саясатқа саясатты саясатта саясаттан саясатпен саясаты саясатының саясатына саясатын "
                   "саясатында саясатынан саясатымен саясаттар саясаттарды саясаттарының саясаттағы саясатындағы"),
        ("соттау", "соттаудың соттауға соттауды соттауда соттаудан соттаумен соттауы соттаулар соттауларды"),
        ("сотталған", "сотталғанның сотталғанды сотталғандар сотталғандарды сотталғандардың сотталғандармен"),
        ("құқық", "құқығым құқығың құқығымды құқығыма құқықтарым құқықтарыңды құқығы құқығын құқығының құқыққа құқықтар құқықтарын құқықтары құқықпен"),
        ("мемлекет", "мемлекеті мемлекетіміз мемлекетіміздің мемлекеттер мемлекеттен"),
        ("тарап", "тарабы тараптар тараптың тараптарға"),
        ("халық", "халқымның халқы халқын халқының халыққа"),
        ("кодекс", "кодексі кодексінің кодекстер кодекстің кодекспен"),
        ("полиция", "полицияға полицияның полициясы полицияда полициядан полициямен"),
        ("орган", "органы органдар органдары органдарының органдардан органға"),
        ("заң", "заңы заңның заңға заңды заңда заңнан заңмен заңдар заңдарын"),
        ("мүлік", "мүлкі мүлкінің мүлікті мүліктер"),
        ("қауіп", "қаупі қаупінің қауіптер"),
        ("қалып", "қалпы қалпын"),
        ("ғұрып", "ғұрпы ғұрыптар"),
        ("субъект", "субъекті субъектіге субъектілер субъектілері субъектілерінің"),
        ("іс", "ісім ісіңді"), ("ерік", "еркіммен еркі"), ("кінә", "кінәм кінәсі"), ("қорғаушы", "қорғаушым қорғаушыңның"),
        ("криминология", "криминологиям"), ("заңнама", "заңнамам"), ("сот", "сотым сотыңа"),
        ("ел", "елдің елге елді елде елден елмен елдер елі еліміз еліміздің"),
    ],
)  # fmt: skip
def test_endings_of_number_possession_and_case_come_off(base: str, inflected: str) -> None:
    for form in inflected.split():
        assert base in kazakh_stems(form), form


@pytest.mark.parametrize("word", ["қоғам", "білім", "бөлім", "саясат", "адам", "айыппұл", "рәсім", "жаза", "сотталған"])
def test_a_base_form_is_left_whole(word: str) -> None:
    assert kazakh_stems(word) == (word,)


def test_a_doubled_consonant_of_a_loan_word_is_a_single_one_before_an_ending() -> None:
    for form in ("процестің", "процесі", "процесте", "процестер"):
        assert set(kazakh_stems("процесс")) & set(kazakh_stems(form)), form


@pytest.mark.parametrize(
    ("one", "other"),
    [("алтын", "алты"), ("алтынның", "алты"), ("бүгін", "бүгі"), ("жаза", "жазу"), ("сот", "сотталған"), ("тіл", "тілек"),
     ("заң", "заңнама"), ("қылмыс", "қылмыстылық"), ("құқық", "құқықтық"), ("адам", "ада"), ("қала", "қал"),
     ("қоғам", "қоға"), ("білім", "білі"), ("білім", "біл"), ("бөлім", "бөл"), ("үкім", "үк"), ("құқықтың", "құқықт"), ("айып", "айыппұл")],
)  # fmt: skip
def test_different_words_do_not_become_one(one: str, other: str) -> None:
    assert not set(kazakh_stems(one)) & set(kazakh_stems(other))


def test_an_ending_that_does_not_fit_the_vowels_is_none() -> None:
    assert "мемлекет" not in kazakh_stems("мемлекеттың")
    assert "саясат" not in kazakh_stems("саясаттің")


@given(LETTERS)
def test_any_word_has_itself_and_few_other_readings(word: str) -> None:
    found = kazakh_stems(word)
    assert found[0] == word
    assert 1 <= len(found) <= 12
    assert len(set(found)) == len(found)
    assert all(word.startswith(stem[:2]) for stem in found)


@given(st.text())
def test_any_text_has_readings(text: str) -> None:
    assert kazakh_stems(text)
    assert russian_stems(text)


def test_every_term_has_its_inflected_forms(terms: dict[str, dict[str, str]]) -> None:
    assert INFLECTED.keys() == terms.keys()
    for language, least in (("ru", 800), ("kk", 1200)):
        assert sum(len(entry[language]) for entry in INFLECTED.values()) > least


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_inflected_forms_of_the_terms_share_a_stem_with_them(terms: dict[str, dict[str, str]], language: str) -> None:
    for name, entry in INFLECTED.items():
        base = tokenize(terms[name][language])
        for form in entry[language]:
            inflected = tokenize(form)
            assert len(base) == len(inflected), form
            for one, other in zip(base, inflected, strict=True):
                shared = set(stems(one, (language,))) & set(stems(other, (language,)))
                assert shared, (one, other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("мiндеттерi", "міндеттері"), ("саясaт", "саясат"), ("УГОЛОBНАЯ", "уголовная"), ("УГОЛОВHАЯ", "уголовная"),
     ("САHАТТАРЫ", "санаттары"), ("əрекет", "әрекет"), ("Əрекет", "әрекет"), ("жeтiстiк", "жетістік")],
)  # fmt: skip
def test_latin_letters_inside_cyrillic_words_are_those_that_they_look_like(typed: str, meant: str) -> None:
    assert normalize(typed) == normalize(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("орган", "органа"), ("аким", "акиму"), ("проступок", "проступка"), ("уровень", "уровня"), ("органы", "органах"),
     ("осужденные", "осужденных"), ("политика", "политике"), ("сделка", "сделок"), ("рецидив", "рецидива"),
     ("система", "систем"), ("проблема", "проблемам"), ("проблема", "проблем"), ("программа", "программ"),
     ("основа", "основ"), ("слово", "слов"), ("тюрьма", "тюрем"), ("гражданин", "граждан"), ("гражданина", "граждане"),
     ("политика", "политику"), ("концепция", "концепцию"), ("статья", "статей"), ("лицо", "лиц"), ("право", "прав"),
     ("преступление", "преступлений"), ("наказание", "наказаний"), ("приговор", "приговоров"), ("пытка", "пыток"),
     ("система", "систему"), ("проблема", "проблему"), ("аксиома", "аксиому"), ("сотня", "сотен"), ("печать", "печати"),
     ("подпись", "подписью"), ("запись", "записей"), ("владелец", "владельца"), ("автомобиль", "автомобили"), ("защита", "защите"),
     ("отец", "отца"), ("день", "дня"), ("день", "днями"), ("имя", "имени"), ("время", "временем"), ("область", "области"),
     ("часть", "части"), ("стройка", "строек"), ("австралиец", "австралийца")],
)  # fmt: skip
def test_what_snowball_mistakes_is_put_right(one: str, other: str) -> None:
    assert set(russian_stems(one)) & set(russian_stems(other))
