# The doors of the project. Each does its whole job on a fresh machine with git, make and a Rust toolchain (`check` with rustfmt and
# clippy); `bench` leaves out what it compares with where sqlite3 or Python is missing.

.DEFAULT_GOAL := help
.PHONY: help run web test screenshots bench check fmt

TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: web ## Build, start on the embedded database with sample data, print address, key and first calls
	@command -v cc >/dev/null || scripts/install-test-tools.sh
	cargo build --release --locked --package rapport
	$(TARGET_DIR)/release/rapport demo

web: ## Build the web app where something in it changed (installs Node.js where it is missing)
	@scripts/web.sh

test: web ## Install what the tests need and run all of them, on SQLite and PostgreSQL
	@scripts/test.sh

screenshots: web ## Take pictures of every screen into web/screenshots
	@scripts/install-test-tools.sh
	cargo build --release --locked --package rapport
	RAPPORT=$(abspath $(TARGET_DIR))/release/rapport npm --prefix web run --silent screenshots

bench: ## Measure imports, API, syncs, calls of other systems and rollback, beside the raw limits of this machine
	cargo run --release --locked --quiet --package xtask -- bench

check: web ## All that a change must pass: test, lints, licences, documentation
	cargo fmt --version && cargo clippy --version
	@scripts/test.sh
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked --quiet

fmt: ## Format the code
	cargo fmt --all
