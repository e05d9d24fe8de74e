"""Filter matches by kind, year and language, and count the values of these facets."""

from kzref.search.index.bitsets import Mask
from kzref.search.index.postings_reader import PostingsReader
from kzref.search.query.nodes import SearchFilter

FACETS = ("kind", "year", "language")
"""Fields of the index that results can be filtered by."""
FacetCounts = dict[str, tuple[tuple[str, int], ...]]
"""For each facet its values with the number of sections, the most frequent first."""


def filter_mask(reader: PostingsReader, search_filter: SearchFilter, ignored: str = "") -> Mask:
    """Return the sections that a filter lets pass. ignored: a facet whose values it is not to filter by."""
    mask = reader.live
    values_by_facet = (search_filter.kinds, search_filter.years, search_filter.languages)
    for facet, values in zip(FACETS, values_by_facet, strict=True):
        if values and facet != ignored:
            postings = reader.postings_of_any(facet, sorted(str(value) for value in values))
            mask &= postings.mask if postings else 0
    return mask


def facet_counts(reader: PostingsReader, matching: Mask, search_filter: SearchFilter) -> FacetCounts:
    """Count the values of each facet among the sections that a query matches.

    The values of a facet are counted as if it were not filtered by, so that another one of them can be chosen.
    """
    counts = {}
    for facet in FACETS:
        here = matching & filter_mask(reader, search_filter, ignored=facet)
        found = []
        for value in reader.values(facet):
            postings = reader.postings(facet, value)
            number = (postings.mask & here).bit_count() if postings else 0
            if number:
                found.append((value, number))
        counts[facet] = tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
    return counts
