#!/usr/bin/env bash
# Makes sure that everything the tests need is there: cargo, a C compiler (for the bundled SQLite), a PostgreSQL server,
# a MariaDB server, xmllint, which judges our XML, Python with environments, for the public clients that drive the simulators, strace
# and unshare, which let disks fail, and Chromium, which opens the web app (with a font for Chinese).
# On Debian and Ubuntu it installs what is missing when it may (root or sudo); otherwise it says what to install and exits 1.
# It never starts a service: the tests start clusters of their own.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    echo "error: $*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null || return 1
    # Without a terminal nobody can type a password.
    sudo -n true 2>/dev/null || [ -t 0 ]
}

# Installing `postgresql` would make and start a cluster of its own; a drop-in, removed afterwards, tells it not to.
install_packages() {
    local drop_in=/etc/postgresql-common/createcluster.d/zz-no-cluster.conf
    echo "==> installing $*" >&2
    as_root mkdir -p "$(dirname "$drop_in")"
    echo "create_main_cluster = false" | as_root tee "$drop_in" >/dev/null
    local status=0
    as_root apt-get update -q >&2 || echo "warning: apt-get update failed; trying with the lists that are there" >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 || status=$?
    as_root rm -f "$drop_in"
    as_root rmdir --ignore-fail-on-non-empty "$(dirname "$drop_in")"
    return "$status"
}

command -v cargo >/dev/null || fail "no cargo found; install a Rust toolchain (see rust-version in Cargo.toml) and put it on PATH"

missing=()
if ! command -v cc >/dev/null; then missing+=(gcc libc6-dev); fi
if [ -z "${RAPPORT_TEST_DATABASE_URL:-}" ] && ! "$here/find-postgres.sh" >/dev/null; then missing+=(postgresql); fi
# Without one of these a kind of test is left out, which only CI must not do.
wanted() {
    local what=$1
    shift
    if may_install || [ "${CI:-}" = true ]; then missing+=("$@"); else echo "note: no $what ($*); its tests are left out" >&2; fi
}
if ! command -v xmllint >/dev/null; then wanted xmllint libxml2-utils; fi
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then wanted "Python with environments" python3 python3-venv; fi
if ! command -v strace >/dev/null; then wanted strace strace; fi
if ! command -v unshare >/dev/null; then wanted unshare util-linux; fi
# These packages start no service.
if [ -z "${RAPPORT_TEST_MARIADB_SOCKET:-}" ] && ! command -v mariadb-install-db >/dev/null; then
    wanted MariaDB mariadb-server-core mariadb-client-core
fi

# The web app in a browser. Ubuntu has Chromium as a snap only, which servers and containers cannot run.
browser=$(command -v "${RAPPORT_TEST_CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
    if grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then
        echo "note: no Chromium; the tests of the web app in a browser are left out (install Google Chrome, or name a browser in RAPPORT_TEST_CHROMIUM)" >&2
    elif may_install || [ "${CI:-}" = true ]; then
        missing+=(chromium fonts-wqy-microhei)
    else
        echo "note: no Chromium (chromium, fonts-wqy-microhei); the tests of the web app in a browser are left out" >&2
    fi
fi

if [ "${#missing[@]}" -gt 0 ]; then
    may_install || fail "please install ${missing[*]} (on Debian or Ubuntu: apt-get install --no-install-recommends ${missing[*]}), then run this again;
       a PostgreSQL server of your own serves as well: RAPPORT_TEST_DATABASE_URL=postgres://… (the tests make databases in it)"
    install_packages "${missing[@]}" || fail "could not install ${missing[*]}"
fi
