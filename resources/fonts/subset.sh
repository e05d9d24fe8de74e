#!/bin/sh
# Makes the fonts of this folder from the original Noto fonts; README.md says where those come from.
#
#     sh resources/fonts/subset.sh FOLDER_OF_THE_ORIGINALS [OUTPUT_FOLDER]
#
# Needs Python 3 with fontTools 4 (pip install fonttools); another interpreter can be named in $PYTHON.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
originals=${1:?"name the folder that holds NotoSerif-Regular.ttf and the other originals"}
output=${2:-$here}
python=${PYTHON:-python3}

faces="NotoSerif-Regular NotoSerif-Bold NotoSerif-Italic NotoSerif-BoldItalic"
faces="$faces NotoSans-Regular NotoSans-Bold NotoSans-Italic"

# Latin, Latin-1 and Latin Extended-A, a few Latin letters of names; spacing modifiers and combining marks.
unicodes="U+0020-007E,U+00A0-017F,U+018F,U+0192,U+0218-021B,U+0259,U+02BB-02BC,U+02C6-02C7,U+02D8-02DD,U+0300-030F"
# Cyrillic with the letters of Kazakh.
unicodes="$unicodes,U+0400-052F"
# Punctuation and spaces, superscripts and subscripts, currencies, letter-like signs, number forms, the dotted circle.
unicodes="$unicodes,U+2000-2027,U+202F-203A,U+203C-203D,U+2044-2049,U+205F-2060,U+2070-208E,U+20A0-20BF"
unicodes="$unicodes,U+2113,U+2116-2117,U+2122,U+2126,U+2150-215F,U+2189,U+25CC"

features="ccmp,locl,kern,mark,mkmk,lnum,onum,pnum,tnum,zero,smcp,c2sc,case,frac,numr,dnom,ordn,sups,subs"

for face in $faces; do
    ours=$(echo "$face" | sed 's/Noto/Kzref/').ttf
    [ -r "$originals/$face.ttf" ] || { echo "$originals has no $face.ttf" >&2; exit 1; }
    "$python" -m fontTools.subset "$originals/$face.ttf" --output-file="$output/$ours" \
        --unicodes="$unicodes" --layout-features="$features" \
        --no-hinting --glyph-names --notdef-outline --name-IDs='*' --drop-tables+=DSIG,GlyphOrder
    "$python" "$here/add_symbols.py" "$originals" "$output/$ours"
done
