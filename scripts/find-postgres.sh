#!/bin/sh
# Prints the folder that holds PostgreSQL's initdb, pg_ctl and postgres, newest version first; exits 1 when there is none.
# Debian and Ubuntu keep the server's programs outside of PATH. RAPPORT_POSTGRES_BIN names the folder by hand.
set -eu

complete() {
    [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ]
}

if [ -n "${RAPPORT_POSTGRES_BIN:-}" ]; then
    if complete "$RAPPORT_POSTGRES_BIN"; then
        echo "$RAPPORT_POSTGRES_BIN"
        exit 0
    fi
    echo "RAPPORT_POSTGRES_BIN=$RAPPORT_POSTGRES_BIN holds no initdb, pg_ctl and postgres" >&2
    exit 1
fi

versioned=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin 2>/dev/null | sort -rV || true)
on_path=$(command -v pg_ctl 2>/dev/null || true)
for folder in $versioned ${on_path:+"$(dirname "$(readlink -f "$on_path")")"} /usr/local/pgsql/bin /usr/local/bin /usr/bin; do
    if complete "$folder"; then
        echo "$folder"
        exit 0
    fi
done
exit 1
