"""The fixed words of pages in the reader's language."""

from kzref.render.pages.labels import PageLabels


def page_labels() -> PageLabels:
    """Return the labels in the language of the interface."""
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    return PageLabels(
        see_also=translate("Pages", "See also"),
        backlinks=translate("Pages", "Referred to from"),
        kinds={
            "article": translate("Kinds", "Article"),
            "concept": translate("Kinds", "Concept"),
            "definition": translate("Kinds", "Definition"),
            "stage": translate("Kinds", "Stage"),
            "event": translate("Kinds", "Event"),
            "act": translate("Kinds", "Act"),
            "statistic": translate("Kinds", "Statistic"),
            "institution": translate("Kinds", "Institution"),
            "person": translate("Kinds", "Person"),
            "recommendation": translate("Kinds", "Recommendation"),
            "factor": translate("Kinds", "Factor"),
            "method": translate("Kinds", "Method"),
            "work": translate("Kinds", "Work cited"),
            "note": translate("Kinds", "Editorial note"),
            "term": translate("Kinds", "Term"),
            "part": translate("Kinds", "Part"),
            "document": translate("Kinds", "Document"),
        },
    )
