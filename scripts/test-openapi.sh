#!/usr/bin/env bash
# Judges the OpenAPI document with tools of others, and the server by its document: Redocly `recommended` and Spectral `oas` read it,
# schemathesis calls every operation with examples, edge cases, random values and chains of calls. The installation that is asked is a
# fresh one with an object of a user's own.
#
#   scripts/test-openapi.sh [SECONDS]   how long schemathesis may take; 60 when absent, 900 for all of its cases
#   RAPPORT                             the program; the debug build when absent
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
seconds=${1:-60}
target=${CARGO_TARGET_DIR:-$here/../target}
mkdir -p "$target"
target=$(cd "$target" && pwd)
rapport=${RAPPORT:-$target/debug/rapport}
schemathesis=4.32.5

# Tools that cannot be had are left out with a line that says so; in CI that is a failure.
leave_out() {
    echo "note: $*; the checks of the OpenAPI document are left out" >&2
    [ "${CI:-}" != true ] || exit 1
    exit 0
}

tools=$target/openapi-tools
mkdir -p "$tools"
lock=$(sha256sum "$here/openapi/package-lock.json" | cut -d' ' -f1)
if [ "$(cat "$tools/installed-from.txt" 2>/dev/null)" != "$lock $schemathesis" ]; then
    command -v npm >/dev/null && command -v python3 >/dev/null || leave_out "npm or python3 is missing"
    cp "$here/openapi/package.json" "$here/openapi/package-lock.json" "$tools/"
    npm --prefix "$tools" ci --no-audit --no-fund --ignore-scripts >&2 || leave_out "Redocly and Spectral cannot be installed"
    rm -rf "$tools/python"
    python3 -m venv "$tools/python" >/dev/null 2>&1 || leave_out "python3 cannot make environments (on Debian or Ubuntu: python3-venv)"
    "$tools/python/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 --only-binary :all: \
        "schemathesis==$schemathesis" >&2 || leave_out "schemathesis cannot be installed"
    echo "$lock $schemathesis" >"$tools/installed-from.txt"
fi

work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT
key=$("$rapport" key add fuzz --scope admin --scope "*:read" --scope "*:write" --data "$work/data" --json |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["key"])')
"$rapport" serve --data "$work/data" --listen 127.0.0.1:0 --lang en >"$work/out" 2>"$work/err" &
server=$!
address=
for _ in $(seq 300); do
    address=$(grep -o 'http://127.0.0.1:[0-9]*' "$work/out" "$work/err" -h | head -n 1 || true)
    if [ -n "$address" ] || ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.1
done
if [ -z "$address" ]; then
    cat "$work/out" "$work/err" >&2
    echo "error: the server does not start" >&2
    exit 1
fi
call() {
    curl -fsS -H "Authorization: Bearer $key" "$@"
}
call -H 'Content-Type: application/json' --data-binary "@$here/openapi/vehicles.json" "$address/api/v1/objects" >/dev/null
call "$address/api/v1/openapi.json" >"$work/openapi.json"

failed=0
"$tools/node_modules/.bin/redocly" lint --extends recommended "$work/openapi.json" >&2 || failed=1
"$tools/node_modules/.bin/spectral" lint --ruleset "$here/openapi/spectral.yaml" --fail-severity warn "$work/openapi.json" >&2 || failed=1
(cd "$work" && "$tools/python/bin/st" --config-file "$here/openapi/schemathesis.toml" run "$address/api/v1/openapi.json" \
    -H "Authorization: Bearer $key" --phases examples,coverage,fuzzing,stateful --max-examples 8 --max-time "$seconds" --workers 1 --seed 7 \
    --suppress-health-check all --warnings off >"$work/fuzz.log" 2>&1) || failed=1
# All of it where something was found, else what was done.
if [ "$failed" = 1 ]; then tail -c 60000 "$work/fuzz.log" >&2; else grep -E 'selected|passed|generated|Seed' "$work/fuzz.log" >&2 || true; fi
kill -0 "$server" 2>/dev/null || { echo "error: the server has died" >&2; failed=1; }
exit "$failed"
