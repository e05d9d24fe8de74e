#!/bin/sh
# Puts the bundle of dist/kzref where a desktop finds it, or takes it away again.
#
#     install.sh install PREFIX [DESTDIR]
#     install.sh uninstall PREFIX [DESTDIR]
set -eu
umask 022
here=$(cd "$(dirname -- "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)

[ $# -ge 2 ] || { echo "usage: install.sh install|uninstall PREFIX [DESTDIR]" >&2; exit 2; }
prefix=${2%/}
destdir=${3:-}
case $prefix in
    /*) ;;
    *) echo "install: PREFIX has to be a whole path, such as /usr/local; it is '$2'." >&2; exit 2 ;;
esac
to=${destdir%/}$prefix
share=$to/share

sizes="16 32 48 64 128 256"

installed_files() {
    echo "$to/bin/kzref"
    echo "$share/applications/kzref.desktop"
    echo "$share/metainfo/kzref.metainfo.xml"
    echo "$share/mime/packages/kzref.xml"
    echo "$share/man/man1/kzref.1.gz"
    for size in $sizes; do echo "$share/icons/hicolor/${size}x$size/apps/kzref.png"; done
    echo "$share/icons/hicolor/scalable/apps/kzref.svg"
}

put() { # FILE TARGET
    mkdir -p "$(dirname -- "$2")"
    install -m 644 "$1" "$2"
}

put_all() {
    [ -x "$root/dist/kzref/kzref" ] || { echo "install: dist/kzref is missing; run 'make bundle' first." >&2; exit 1; }
    mkdir -p "$to/bin" "$to/lib"
    rm -rf "$to/lib/kzref"
    cp -a "$root/dist/kzref" "$to/lib/kzref"
    chmod -R u+rwX,go=rX "$to/lib/kzref"
    find "$to/lib/kzref" -type f ! -path "$to/lib/kzref/kzref" -exec chmod 644 {} +
    ln -sfn ../lib/kzref/kzref "$to/bin/kzref"
    put "$here/kzref.desktop" "$share/applications/kzref.desktop"
    # A prefix of one's own may not be on the path that the desktop knows.
    case $prefix in
        /usr | /usr/local) ;;
        *)
            path=$(printf '%s' "$prefix/bin/kzref" | sed 's/[\\&|]/\\&/g')
            case $prefix in *[!A-Za-z0-9/._-]*) quoted="\"$path\"" ;; *) quoted=$path ;; esac
            sed -i -e "s|^TryExec=kzref|TryExec=$path|" -e "s|^Exec=kzref|Exec=$quoted|" "$share/applications/kzref.desktop"
            ;;
    esac
    put "$here/kzref.metainfo.xml" "$share/metainfo/kzref.metainfo.xml"
    put "$here/kzref.xml" "$share/mime/packages/kzref.xml"
    mkdir -p "$share/man/man1"
    gzip -9nc "$here/kzref.1" >"$share/man/man1/kzref.1.gz"
    for size in $sizes; do
        put "$root/resources/icons/kzref-$size.png" "$share/icons/hicolor/${size}x$size/apps/kzref.png"
    done
    put "$root/resources/icons/kzref.svg" "$share/icons/hicolor/scalable/apps/kzref.svg"
}

# What desktops keep of these files in caches of their own; a package's manager does it for packages.
refresh() {
    [ -z "$destdir" ] || return 0
    # Found whole once, by whoever may write here, the compiled library need not be read whole at each start.
    if [ -x "$to/lib/kzref/kzref" ]; then HOME=/nonexistent "$to/lib/kzref/kzref" search law >/dev/null 2>&1 || true; fi
    for line in \
        "update-desktop-database -q $share/applications" \
        "update-mime-database $share/mime" \
        "gtk-update-icon-cache -qtf $share/icons/hicolor"; do
        # shellcheck disable=SC2086  # a command and its arguments
        command -v ${line%% *} >/dev/null 2>&1 && { $line >/dev/null 2>&1 || true; }
    done
    return 0
}

case $1 in
    install)
        put_all
        refresh
        echo "Installed: $to/bin/kzref"
        case ":$PATH:" in *":$prefix/bin:"*) ;; *) [ -n "$destdir" ] || echo "$prefix/bin is not on your PATH." ;; esac
        ;;
    uninstall)
        installed_files | while read -r file; do rm -f "$file"; done
        rm -rf "$to/lib/kzref"
        refresh
        echo "Removed from $to"
        ;;
    *) echo "usage: install.sh install|uninstall PREFIX [DESTDIR]" >&2; exit 2 ;;
esac
