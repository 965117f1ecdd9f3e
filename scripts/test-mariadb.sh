#!/usr/bin/env bash
# A throw-away MariaDB for tests: its own data in its own folder, reachable through a unix socket, and with `run`
# for its encryption through a free port of this machine.
#
#   test-mariadb.sh start DIR       makes the server's data in the new folder DIR, starts it, prints the path of its socket
#   test-mariadb.sh stop DIR        stops it and removes DIR
#   test-mariadb.sh run CMD…        start, run CMD with RAPPORT_TEST_MARIADB_SOCKET set, and with openssl
#                                   RAPPORT_TEST_MARIADB_PORT, stop, whatever CMD does
#
# The account root may sign in without a password; nobody else can reach the socket, whose folder has mode 0700. With openssl
# there, the server offers encryption on DIR/server.crt, signed by DIR/ca.crt, which names localhost. `start` listens on a port
# where RAPPORT_TEST_MARIADB_PORT names one. MariaDB refuses to run as root; for root it belongs to `nobody`.
set -euo pipefail
marker=rapport-test-mariadb

fail() {
    echo "test-mariadb: $*" >&2
    exit 1
}

server() {
    local found
    found=$(command -v mariadbd || command -v mysqld || true)
    [ -n "$found" ] || { [ -x /usr/sbin/mariadbd ] && found=/usr/sbin/mariadbd; } || true
    [ -n "$found" ] || return 1
    echo "$found"
}

account=()
owner=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
    owner=nobody
    account=(--user=nobody)
fi

certificate() {
    local dir=$1 curve="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    (
        cd "$dir"
        # shellcheck disable=SC2086
        openssl req -x509 $curve -keyout ca.key -out ca.crt -subj /CN=test-authority -days 3650
        # shellcheck disable=SC2086
        openssl req $curve -keyout server.key -out server.csr -subj /CN=localhost
        echo "subjectAltName=DNS:localhost" >names
        openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -extfile names -out server.crt -days 3650
        chmod 600 server.key
    ) >"$dir/openssl.log" 2>&1
}

start() {
    local dir bin network=(--skip-networking) encryption=()
    dir=$(realpath -m -- "$1")
    bin=$(server) || fail "no MariaDB server found; on Debian or Ubuntu: apt-get install --no-install-recommends mariadb-server-core mariadb-client-core"
    command -v mariadb-install-db >/dev/null || fail "no mariadb-install-db found"
    [ "${#dir}" -le 90 ] || fail "$dir is too long a path for a unix socket; choose a shorter one (TMPDIR)"
    [ ! -e "$dir" ] || [ -z "$(ls -A "$dir")" ] || fail "$dir is not empty"
    mkdir -p "$dir"
    touch "$dir/$marker"
    if command -v openssl >/dev/null && certificate "$dir"; then
        encryption=("--ssl-ca=$dir/ca.crt" "--ssl-cert=$dir/server.crt" "--ssl-key=$dir/server.key")
    fi
    if [ -n "${RAPPORT_TEST_MARIADB_PORT:-}" ]; then
        network=(--bind-address=127.0.0.1 "--port=$RAPPORT_TEST_MARIADB_PORT")
    fi
    chmod 700 "$dir"
    chown -R "$owner" "$dir"
    if ! mariadb-install-db --no-defaults "${account[@]}" --datadir="$dir/data" --auth-root-authentication-method=normal \
        --skip-test-db >"$dir/install.log" 2>&1; then
        tail -n 20 "$dir/install.log" >&2
        rm -rf -- "$dir"
        fail "the server's data could not be made"
    fi
    "$bin" --no-defaults "${account[@]}" --datadir="$dir/data" --socket="$dir/socket" --pid-file="$dir/pid" "${network[@]}" \
        "${encryption[@]}" --innodb-buffer-pool-size=32M --innodb-log-file-size=16M >"$dir/server.log" 2>&1 </dev/null &
    # Its end is nobody's news.
    disown
    for _ in $(seq 300); do
        [ -S "$dir/socket" ] && break
        sleep 0.1
    done
    if [ ! -S "$dir/socket" ]; then
        tail -n 20 "$dir/server.log" >&2
        stop "$dir"
        fail "the server did not start"
    fi
    echo "$dir/socket"
}

# A port on which nobody listens now, below those that outgoing calls get.
free_port() {
    local port
    for _ in $(seq 50); do
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
    fail "no free port found"
}

stop() {
    local dir=$1 pid
    [ -e "$dir/$marker" ] || fail "$dir was not made by this script; leaving it alone"
    if [ -f "$dir/pid" ]; then
        pid=$(cat "$dir/pid")
        kill -9 "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
    fi
    rm -rf -- "$dir"
}

run() {
    # Not local: the trap runs after this function is gone.
    cluster=$(mktemp -d "${TMPDIR:-/tmp}/rapport-my.XXXXXX")
    trap 'if [ -e "$cluster/$marker" ]; then stop "$cluster"; else rm -rf -- "$cluster"; fi' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if [ -z "${RAPPORT_TEST_MARIADB_PORT:-}" ] && command -v openssl >/dev/null; then
        RAPPORT_TEST_MARIADB_PORT=$(free_port)
        export RAPPORT_TEST_MARIADB_PORT
    fi
    start "$cluster" >/dev/null
    export RAPPORT_TEST_MARIADB_SOCKET="$cluster/socket"
    "$@"
}

case "${1:-}" in
start | stop) [ $# -eq 2 ] || fail "usage: test-mariadb.sh $1 DIR" ;;
run) [ $# -ge 2 ] || fail "usage: test-mariadb.sh run CMD…" ;;
*) fail "usage: test-mariadb.sh start DIR | stop DIR | run CMD…" ;;
esac
"$@"
