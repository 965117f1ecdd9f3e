#!/usr/bin/env bash
# Makes sure that Node.js (20.19 or newer) and npm are there. On Debian and Ubuntu it installs them when it may (root or sudo).
set -euo pipefail

fail() {
    echo "error: $*" >&2
    exit 1
}

is_new_enough() {
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    command -v apt-get >/dev/null || fail "please install Node.js 20.19 or newer and npm, then run this again"
    as=()
    if [ "$(id -u)" -ne 0 ]; then
        { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; } ||
            fail "please install nodejs and npm (apt-get install --no-install-recommends nodejs npm), then run this again"
        as=(sudo)
    fi
    echo "==> installing nodejs npm" >&2
    ${as[@]+"${as[@]}"} apt-get update -q >&2 || echo "warning: apt-get update failed; trying with the lists that are there" >&2
    ${as[@]+"${as[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends nodejs npm >&2 ||
        fail "could not install nodejs and npm"
fi
is_new_enough || fail "Node.js $(node --version) is too old to build the web app; it needs 20.19 or newer (Debian 13, Ubuntu 25.10, or nodejs.org)"
