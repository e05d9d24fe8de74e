"""The words that pages get from the window, in the reader's language."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kzref.render.wording import Wording

_KINDS = {
    "article": QT_TRANSLATE_NOOP("Kinds", "Article"),
    "concept": QT_TRANSLATE_NOOP("Kinds", "Concept"),
    "definition": QT_TRANSLATE_NOOP("Kinds", "Definition"),
    "stage": QT_TRANSLATE_NOOP("Kinds", "Stage"),
    "event": QT_TRANSLATE_NOOP("Kinds", "Event"),
    "act": QT_TRANSLATE_NOOP("Kinds", "Act"),
    "statistic": QT_TRANSLATE_NOOP("Kinds", "Statistic"),
    "institution": QT_TRANSLATE_NOOP("Kinds", "Institution"),
    "person": QT_TRANSLATE_NOOP("Kinds", "Person"),
    "recommendation": QT_TRANSLATE_NOOP("Kinds", "Recommendation"),
    "factor": QT_TRANSLATE_NOOP("Kinds", "Factor"),
    "method": QT_TRANSLATE_NOOP("Kinds", "Method"),
    "work": QT_TRANSLATE_NOOP("Kinds", "Work cited"),
    "note": QT_TRANSLATE_NOOP("Kinds", "Editorial note"),
    "term": QT_TRANSLATE_NOOP("Kinds", "Term"),
    "part": QT_TRANSLATE_NOOP("Kinds", "Part"),
    "document": QT_TRANSLATE_NOOP("Kinds", "Document"),
}


def page_wording() -> Wording:
    """The wording of pages."""
    translate = QCoreApplication.translate
    return Wording(
        see_also=translate("Pages", "See also"),
        referring=translate("Pages", "Referred to from"),
        years=translate("Pages", "Years"),
        pinpoints=translate("Pages", "Source"),
        kinds={kind: translate("Kinds", name) for kind, name in _KINDS.items()},
    )
