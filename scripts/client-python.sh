#!/usr/bin/env bash
# Prints the path of a Python that has the public clients which the simulators are driven with, in an environment of its own below
# the folder of build products. Makes it when it is not there. Prints nothing, and says why, where that cannot be done: the
# tests that need it are left out then, and fail in CI.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
clients=(simple-salesforce==1.12.9 zohocrmsdk8_0==7.0.0 kingdee.cdp.webapi.sdk==8.2.0)

target=${CARGO_TARGET_DIR:-$here/../target}
mkdir -p "$target"
home=$(cd "$target" && pwd)/client-python
python=$home/bin/python

leave_out() {
    echo "note: $*; the tests with public clients $([ "${CI:-}" = true ] && echo "will fail" || echo "are left out")" >&2
    exit 0
}

# The list of what is inside is written last: an environment that was left half made is made again.
if [ -x "$python" ] && [ "$(cat "$home/clients.txt" 2>/dev/null)" = "${clients[*]}" ]; then
    echo "$python"
    exit 0
fi
command -v python3 >/dev/null || leave_out "no python3 found"
rm -rf "$home"
python3 -m venv "$home" >/dev/null 2>&1 || leave_out "python3 cannot make environments (on Debian or Ubuntu: python3-venv)"
"$python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 --only-binary :all: "${clients[@]}" >/dev/null 2>&1 ||
    leave_out "${clients[*]} cannot be installed"
echo "${clients[*]}" >"$home/clients.txt"
echo "$python"
