"""placeholder"""


def russian_stems(form):
    from whoosh.lang.snowball.russian import RussianStemmer

    return (RussianStemmer().stem(form),)
