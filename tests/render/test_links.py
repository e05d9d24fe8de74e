"""Links and pictures of a page, for what is exported and printed."""

from kzref.render.html.links import localize_links, picture_paths

HTML = (
    '<p><a class="pin" href="kzref:ebb">one</a> <a href="kzref:ebb/hour" title="x">two</a> '
    '<a href="https://ok.example">three</a> <a href="#here--fn-1">four</a></p>'
)


def test_links_to_what_is_at_hand_lead_to_fragments_and_others_stay() -> None:
    assert localize_links(HTML, {"ebb"}) == HTML.replace('kzref:ebb"', '#ebb"')


def test_on_paper_links_to_what_is_not_printed_are_text() -> None:
    printed = localize_links(HTML, {"ebb"}, keep_others=False)
    assert printed == HTML.replace('kzref:ebb"', '#ebb"').replace('href="kzref:ebb/hour" ', " ")


def test_pictures_that_are_files_are_named_once_in_their_order() -> None:
    html = '<img alt="a" src="pack:b.png"><img src="chart:c"><img src="pack:a &amp; b.png"><img src="pack:b.png">'
    assert picture_paths(html) == ["b.png", "a & b.png"]
