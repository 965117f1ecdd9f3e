#!/usr/bin/env bash
# Everything `make test` does: tools, a throw-away PostgreSQL and MariaDB, the static checks, one build, all tests in parallel.
#
#   RAPPORT_TEST_DATABASE_URL   use this PostgreSQL instead of a throw-away one
#   RAPPORT_TEST_MARIADB_SOCKET use this MariaDB (account root, no password) instead of a throw-away one
#   TEST_ARGS                   passed to the test runner, for example a part of a test's name
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "${1:-}" != --with-database ]; then
    scripts/install-test-tools.sh
    around=()
    # Says why where there is none.
    python=$(scripts/client-python.sh)
    if [ -n "$python" ]; then export RAPPORT_TEST_CLIENT_PYTHON="$python"; fi
    if [ -z "${RAPPORT_TEST_DATABASE_URL:-}" ]; then around+=(scripts/test-postgres.sh run); fi
    # Where there is none, the tests that need it say that they are skipped; in CI they fail.
    if [ -z "${RAPPORT_TEST_MARIADB_SOCKET:-}" ] && command -v mariadb-install-db >/dev/null; then around+=(scripts/test-mariadb.sh run); fi
    exec ${around[@]+"${around[@]}"} scripts/test.sh --with-database
fi

failed=()
log=$(mktemp)
beside=$(mktemp)
failed_tries=$(mktemp)
trap 'rm -f "$log" "$beside" "$failed_tries"; kill $(jobs -p) 2>/dev/null || true' EXIT

# One run shows all that is broken: a failed step is remembered, and the next one runs. Where nobody watches, its failures are told again at the end.
step() {
    echo "==> $* ($(date -u +%H:%M:%S))" >&2
    if [ -z "${CI:-}" ]; then
        "$@" || failed+=("$*")
    else
        "$@" 2>&1 | tee "$log" || failed+=("$*"$'\n'"$(failures)")
        plain | grep '^failed try: ' >>"$failed_tries" || true
    fi
}

plain() {
    sed 's/\x1b\[[0-9;]*m//g' "$log"
}

# The lines of the last step's output that name a failed test or an error, without their colours, at most thirty.
failures() {
    plain | grep -E '^ *(FAIL|TIMEOUT|SIG[A-Z]+|×|[A-Za-z]*[Ee]rror(\[|:))' | cut -c1-300 | awk '!seen[$0]++' | tail -30 || true
}

# What ran beside a step: its name, how it ended, and its output.
ended() {
    cat "$3"
    return "$2"
}

# A toolchain may come without rustfmt and clippy. Then the tests still run; `make check` insists on both.
optional() {
    if cargo "$1" --version >/dev/null 2>&1; then
        step cargo "$@"
    else
        echo "==> skipped: cargo $* (not installed: rustup component add rustfmt clippy)" >&2
    fi
}

export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}
step cargo xtask tidy
optional fmt --all --check
optional clippy --workspace --all-targets --locked -- -D warnings
step cargo xtask licences
read -r -a test_args <<<"${TEST_ARGS:-}"
if cargo nextest --version >/dev/null 2>&1; then
    step cargo nextest run --workspace --locked ${test_args[@]+"${test_args[@]}"}
    # The API ran on PostgreSQL; once more on the database inside the program, which most use.
    step env -u RAPPORT_TEST_DATABASE_URL -u CI cargo nextest run --workspace --locked -E 'package(server)' ${test_args[@]+"${test_args[@]}"}
    # The one kind of test that nextest leaves out: examples in documentation.
    step cargo test --workspace --locked --quiet --doc -- ${test_args[@]+"${test_args[@]}"}
else
    step cargo test --workspace --locked --no-fail-fast --quiet -- ${test_args[@]+"${test_args[@]}"}
    step env -u RAPPORT_TEST_DATABASE_URL -u CI cargo test --package server --locked --no-fail-fast --quiet -- ${test_args[@]+"${test_args[@]}"}
fi

# The web app: its checks, and what a person does with it in a browser. A filter names tests of the workspace, so these are left out with one.
if [ -z "${TEST_ARGS:-}" ] && [ -f web/package.json ]; then
    target=${CARGO_TARGET_DIR:-target}
    RAPPORT=$(cd "$target" && pwd)/debug/rapport
    export RAPPORT
    step cargo build --locked --package rapport
    step npm --prefix web run --silent check
    # What is looked at on every screen takes as long as all that is done on them, and both leave a core idle: at once, each with a program of its own.
    npm --prefix web run --silent browser -- accessibility >"$beside" 2>&1 &
    looked_at=$!
    step npm --prefix web run --silent browser -- --exclude 'accessibility.browser.ts'
    status=0
    wait "$looked_at" || status=$?
    step ended "browser -- accessibility" "$status" "$beside"
    step scripts/test-openapi.sh
fi

if [ -s "$failed_tries" ]; then
    echo "==> first tries that failed; the second ones passed, but for those named below:" >&2
    cat "$failed_tries" >&2
fi
if [ "${#failed[@]}" -gt 0 ]; then
    printf 'failed: %s\n' "${failed[@]}" >&2
    exit 1
fi
echo "==> all passed ($(date -u +%H:%M:%S))" >&2
