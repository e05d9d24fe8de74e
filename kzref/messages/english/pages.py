"""Labels of `kzref.render.pages`: fixed words of a page, in the reader's language."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "page.see_also": translate("Core", "See also"),
    "page.backlinks": translate("Core", "Referred to from"),
    "kind.article": translate("Core", "Article"),
    "kind.concept": translate("Core", "Concept"),
    "kind.definition": translate("Core", "Definition"),
    "kind.stage": translate("Core", "Stage"),
    "kind.event": translate("Core", "Event"),
    "kind.act": translate("Core", "Act"),
    "kind.statistic": translate("Core", "Statistic"),
    "kind.institution": translate("Core", "Institution"),
    "kind.person": translate("Core", "Person"),
    "kind.recommendation": translate("Core", "Recommendation"),
    "kind.factor": translate("Core", "Factor"),
    "kind.method": translate("Core", "Method"),
    "kind.work": translate("Core", "Work cited"),
    "kind.note": translate("Core", "Editorial note"),
    "kind.term": translate("Core", "Term"),
    "kind.part": translate("Core", "Part"),
    "kind.document": translate("Core", "Document"),
}
