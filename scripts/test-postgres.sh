#!/usr/bin/env bash
# A throw-away PostgreSQL for tests: its own cluster in its own folder, reachable through a unix socket only.
#
#   test-postgres.sh start DIR      makes the cluster in the new folder DIR, starts it, prints its URL
#   test-postgres.sh stop DIR       stops it and removes DIR
#   test-postgres.sh halt DIR       stops it as a crash would, keeps DIR
#   test-postgres.sh resume DIR     starts it again
#   test-postgres.sh encrypt DIR PORT  restarts it listening on 127.0.0.1:PORT for encrypted connections with a password only;
#                                   DIR/ca.crt signs its certificate, which names localhost
#   test-postgres.sh run CMD…       start, run CMD with RAPPORT_TEST_DATABASE_URL set, stop, whatever CMD does
#
# No port, so nothing collides and nobody else can connect: the socket lies in a folder with mode 0700. fsync stays on,
# because what the tests promise about durability they must pay for. PostgreSQL refuses to run as root; for root the
# cluster belongs to the account `postgres`, or to `nobody` where the package made no such account.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
marker=rapport-test-cluster

fail() {
    echo "test-postgres: $*" >&2
    exit 1
}

server_account() {
    if id -u postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

# Runs a command as the account that owns the cluster, in a folder that this account may enter.
as_owner() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif command -v runuser >/dev/null; then
        (cd / && runuser -u "$(server_account)" -- "$@")
    else
        (cd / && su -s /bin/sh "$(server_account)" -c 'exec "$0" "$@"' -- "$@")
    fi
}

show_log() {
    [ -f "$1" ] && tail -n 20 "$1" >&2
    return 0
}

# Leaves nothing behind when it fails.
start() {
    local dir bin socket
    dir=$(realpath -m -- "$1")
    socket="$dir/.s.PGSQL.5432"
    bin=$("$here/find-postgres.sh") || fail "no PostgreSQL server found; on Debian or Ubuntu: apt-get install postgresql"
    [ "${#socket}" -le 103 ] || fail "$dir is too long a path for a unix socket; choose a shorter one (TMPDIR)"
    [[ $dir =~ ^[A-Za-z0-9/._-]+$ ]] || fail "$dir has characters that a URL would have to escape; choose another folder"
    [ ! -e "$dir" ] || [ -z "$(ls -A "$dir")" ] || fail "$dir is not empty"
    mkdir -p "$dir"
    touch "$dir/$marker"
    chmod 700 "$dir"
    [ "$(id -u)" -ne 0 ] || chown "$(server_account)" "$dir" "$dir/$marker"
    if ! as_owner test -x "$dir"; then
        remove "$dir"
        fail "the account $(server_account) cannot enter $dir; choose a folder below /tmp"
    fi
    if ! as_owner "$bin/initdb" --pgdata="$dir/data" --username=rapport --auth=trust --encoding=UTF8 --locale=C --no-sync \
        >"$dir/initdb.log" 2>&1; then
        show_log "$dir/initdb.log"
        remove "$dir"
        fail "initdb failed"
    fi
    cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
unix_socket_permissions = 0700
fsync = on
synchronous_commit = on
max_connections = 200
max_wal_size = '2GB'
timezone = 'UTC'
log_timezone = 'UTC'
CONF
    if ! as_owner "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/server.log" --wait --timeout=60 start >"$dir/start.log" 2>&1; then
        show_log "$dir/start.log"
        show_log "$dir/server.log"
        remove "$dir"
        fail "the server did not start"
    fi
    # The host of the URL is the socket's folder, percent-encoded.
    echo "postgres://rapport@${dir//\//%2F}/postgres"
}

halt() {
    local dir bin
    dir=$(cd "$1" && pwd)
    [ -e "$dir/$marker" ] || fail "$dir was not made by this script; leaving it alone"
    bin=$("$here/find-postgres.sh") || fail "no pg_ctl found"
    as_owner "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait --timeout=60 stop >/dev/null || fail "the server did not stop"
}

resume() {
    local dir bin
    dir=$(cd "$1" && pwd)
    [ -e "$dir/$marker" ] || fail "$dir was not made by this script; leaving it alone"
    bin=$("$here/find-postgres.sh") || fail "no pg_ctl found"
    as_owner "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/server.log" --wait --timeout=60 start >"$dir/start.log" 2>&1 ||
        fail "the server did not start again"
}

encrypt() {
    local dir port=$2 curve="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    dir=$(cd "$1" && pwd)
    command -v openssl >/dev/null || fail "no openssl found"
    (
        cd "$dir"
        # shellcheck disable=SC2086
        openssl req -x509 $curve -keyout ca.key -out ca.crt -subj /CN=test-authority -days 3650
        # shellcheck disable=SC2086
        openssl req $curve -keyout server.key -out server.csr -subj /CN=localhost
        echo "subjectAltName=DNS:localhost" >names
        openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -extfile names -out server.crt -days 3650
        chmod 600 server.key
        [ "$(id -u)" -ne 0 ] || chown "$(server_account)" server.key server.crt ca.crt
    ) >"$dir/openssl.log" 2>&1 || fail "no certificate could be made"
    cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
ssl = on
ssl_cert_file = '$dir/server.crt'
ssl_key_file = '$dir/server.key'
password_encryption = 'scram-sha-256'
CONF
    printf 'local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n' >"$dir/data/pg_hba.conf"
    halt "$dir"
    resume "$dir"
}

stop() {
    local dir=$1 bin
    [ -e "$dir/$marker" ] || fail "$dir was not made by this script; leaving it alone"
    dir=$(cd "$dir" && pwd)
    if [ -f "$dir/data/postmaster.pid" ]; then
        bin=$("$here/find-postgres.sh") || fail "no pg_ctl found; the server of $dir is still running"
        as_owner "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait --timeout=60 stop >/dev/null ||
            fail "the server of $dir did not stop"
    fi
    remove "$dir"
}

remove() {
    rm -rf -- "$1"
}

run() {
    # Not local: the trap runs after this function is gone.
    cluster=$(mktemp -d "${TMPDIR:-/tmp}/rapport-pg.XXXXXX")
    trap 'if [ -e "$cluster/$marker" ]; then stop "$cluster"; else rm -rf -- "$cluster"; fi' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    RAPPORT_TEST_DATABASE_URL=$(start "$cluster")
    export RAPPORT_TEST_DATABASE_URL
    "$@"
}

case "${1:-}" in
start | stop | halt | resume) [ $# -eq 2 ] || fail "usage: test-postgres.sh $1 DIR" ;;
encrypt) [ $# -eq 3 ] || fail "usage: test-postgres.sh encrypt DIR PORT" ;;
run) [ $# -ge 2 ] || fail "usage: test-postgres.sh run CMD…" ;;
*) fail "usage: test-postgres.sh start DIR | stop DIR | halt DIR | resume DIR | encrypt DIR PORT | run CMD…" ;;
esac
"$@"
