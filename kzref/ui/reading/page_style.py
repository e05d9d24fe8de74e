"""The style of a page: type, colours and spaces, in the subset of CSS that Qt supports."""

from kzref.ui.style.fonts import SANS
from kzref.ui.style.theme import Theme


def style_sheet(theme: Theme, points: float, leading: int) -> str:
    """Return the style sheet of a page.

    points: size of the text; leading: per cent of the line height of the font (1.36 of the size in Noto Serif).
    """
    resumed = f".resumed {{ margin-top: 0; line-height: {leading}%; }}\n"
    return _text_style(theme, points, leading) + _block_style(theme, points) + resumed


def _text_style(theme: Theme, points: float, leading: int) -> str:
    """Return the rules of text, headings and the lines around a title."""
    small, tiny = points * 0.86, points * 0.74
    return f"""
p, li, dd, dt {{ line-height: {leading}%; }}
p {{ margin-top: 0; margin-bottom: {points * 0.85:.1f}px; }}
li p {{ margin-bottom: {points * 0.35:.1f}px; }}
a {{ text-decoration: none; }}
a[href] {{ color: {theme.link}; }}
h1, h2, h3, h4, h5 {{ color: {theme.heading}; font-weight: 700; }}
h1 {{ margin-top: 0; margin-bottom: {points * 0.5:.1f}px; line-height: 100%; }}
h1.alone {{ margin-bottom: {points * 1.25:.1f}px; }}
h2 {{ margin-top: {points * 2.5:.1f}px; margin-bottom: {points * 0.7:.1f}px; line-height: 100%; }}
h3, h4, h5 {{ margin-top: {points * 1.8:.1f}px; margin-bottom: {points * 0.5:.1f}px; line-height: 100%; }}
h6 {{ font-family: "{SANS}"; font-weight: 400; color: {theme.dim}; letter-spacing: 1px; margin-top: 0; margin-bottom: {points * 0.3:.1f}px; }}
p.titles {{ font-family: "{SANS}"; font-size: {small:.2f}pt; color: {theme.dim}; margin-bottom: {points * 1.6:.1f}px; }}
.pin, a.pin[href] {{ font-family: "{SANS}"; font-size: {tiny:.2f}pt; color: {theme.dim}; }}
a.cite {{ font-family: "{SANS}"; font-size: {small:.2f}pt; }}
sup {{ font-size: {points:.2f}pt; }}
span.lost {{ color: {theme.dim}; }}
span.dim {{ font-family: "{SANS}"; font-size: {small:.2f}pt; color: {theme.dim}; }}
"""  # noqa: E501  # a rule to a line


def _block_style(theme: Theme, points: float) -> str:
    """Return the rules of lists of entries, callouts, quotations, tables, code and notes."""
    small = points * 0.86
    return f"""\
p.entry {{ margin-bottom: {points * 1.05:.1f}px; }}
p.related-title {{ font-family: "{SANS}"; font-size: {small:.2f}pt; font-weight: 700; color: {theme.heading}; margin-top: {points * 2.6:.1f}px; margin-bottom: {points * 0.5:.1f}px; }}
p.related {{ font-size: {points * 0.94:.2f}pt; margin-bottom: {points * 0.25:.1f}px; }}
p.callout-title {{ font-family: "{SANS}"; font-size: {small:.2f}pt; font-weight: 700; color: {theme.heading}; margin-bottom: {points * 0.3:.1f}px; }}
table.callout p {{ margin-bottom: {points * 0.4:.1f}px; }}
table.callout td {{ padding: {points * 0.9:.0f}px {points * 1.3:.0f}px {points * 0.6:.0f}px {points * 1.3:.0f}px; background: {theme.outside}; border-left: 3px solid {theme.outside_edge}; }}
table.note td, table.warning td {{ background: {theme.note}; border-left: 3px solid {theme.note_edge}; }}
table.quote td {{ padding: 2px {points * 1.3:.0f}px; border-left: 3px solid {theme.rule}; }}
p.quoted {{ color: {theme.dim}; }}
table.data th {{ font-family: "{SANS}"; font-size: {small:.2f}pt; font-weight: 700; padding: {points * 0.5:.0f}px {points:.0f}px; border-bottom: 1px solid {theme.dim}; color: {theme.heading}; }}
table.data td {{ font-family: "{SANS}"; font-size: {points * 0.9:.2f}pt; padding: {points * 0.4:.0f}px {points:.0f}px; border-bottom: 1px solid {theme.rule}; }}
code, pre {{ font-family: monospace; font-size: {small:.2f}pt; background: {theme.code}; }}
div.notes p, div.notes li {{ font-size: {small:.2f}pt; color: {theme.dim}; }}
p.lede {{ font-size: {points * 1.1:.2f}pt; margin-bottom: {points * 1.7:.1f}px; }}
p.turn {{ font-family: "{SANS}"; margin-top: {points:.1f}px; margin-bottom: {points * 1.6:.1f}px; }}
p.door {{ font-size: {points * 1.05:.2f}pt; margin-bottom: {points * 0.9:.1f}px; }}
.goes-on {{ margin-bottom: 0; }}
"""  # noqa: E501  # a rule to a line
