#!/usr/bin/env bash
# Builds the web app into web/dist, from where the binary takes it. Does nothing while nothing in web/ changed since the last build.
# Installs Node.js and npm from the distribution where they are missing; where its Node.js is too old, says what to do.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../web"

# The digest of all that goes into a build, with the names.
sources() {
    find . \( -path ./node_modules -o -path ./dist -o -path ./tests -o -path ./screenshots \) -prune -o -type f ! -name '*.log' -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

built_from=dist/.built-from
if [ -f "$built_from" ] && [ "$(cat "$built_from")" = "$(sources)" ]; then exit 0; fi

"$here/install-node.sh"
# The packages are those of the lock file; they are installed again when it changes.
lock=$(sha256sum package-lock.json | cut -d' ' -f1)
if [ "$(cat node_modules/.installed-from 2>/dev/null || true)" != "$lock" ]; then
    echo "==> npm ci" >&2
    npm ci --no-audit --no-fund >&2
    echo "$lock" >node_modules/.installed-from
fi
echo "==> npm run build" >&2
npm run --silent build >&2
# What the build wrote beside its output (catalogues, a generated client) belongs to the sources as they are now.
sources >"$built_from"
