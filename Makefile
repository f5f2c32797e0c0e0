# Each target is one intent; the steps live in scripts/ and in the packages themselves.
CARGO_NEXTEST := $(shell command -v cargo-nextest 2>/dev/null)
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print)
ADDRESS ?= 127.0.0.1:8080
DATA ?= ./data

.PHONY: run build test check unit paper stories bench bench-web bench-poster fuzz soak gen pictures tools

run: build ## build everything in release and start with the sample workshop
	exec target/release/plenaria serve --listen $(ADDRESS) --data $(DATA) --sample

build: web/dist/index.html ## the one binary, web assets inside
	cargo build --release --locked -p server

test: tools check unit paper stories ## every test, browser stories included

check: web/dist/index.html tests/node_modules ## formatting, lints, types
	cargo fmt --all --check
	cargo fmt --manifest-path fuzz/Cargo.toml --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo clippy --manifest-path fuzz/Cargo.toml --target-dir target --locked --all-targets -- -D warnings
	cd web && npm run --silent check
	cd tests && npm run --silent check

unit: web/dist/index.html tests/node_modules ## unit, property, simulation and server tests
ifdef CARGO_NEXTEST
	cargo nextest run --workspace --locked
else
	cargo test --workspace --locked
endif
	cd web && npm run --silent test

paper: ## posters and handbooks as other programs see them
	scripts/check-paper

# The whole workspace, as `unit` has built it: the server alone would be built anew, with other features of what it stands on.
stories: web/dist/index.html tests/node_modules ## real server, real browsers, real Yjs clients
	cargo build --locked --workspace --bins
	cd tests && npm run --silent test

bench: build ## how much the server carries, beside peers; SCENARIOS="busy heavy" PEERS="relay" SECONDS_=5 choose
	scripts/bench

bench-web: build tests/node_modules ## size, paint, frames and latency in a real browser, beside Excalidraw
	scripts/bench-peer
	cd tests && PLENARIA=../target/release/plenaria npm run --silent bench

bench-poster: ## poster times and memory
	cargo run --release --locked -p publish --example bench

fuzz: ## coverage-guided fuzzing of whatever reads what others wrote; RUNS=10000000 scripts/fuzz admission for a long one
	scripts/fuzz

soak: web/dist/index.html tests/node_modules ## the long forms of the simulation, of the faults and of the stock-client test
	scripts/soak

gen: ## regenerate what is generated (the tests fail when it is stale)
	scripts/generate

pictures: build tests/node_modules ## the pictures of docs/, from a real server and browser
	cd tests && PLENARIA=../target/release/plenaria npm run --silent pictures

tools: ## what the tests need besides Rust and Node.js
	@scripts/install-test-tools

web/node_modules: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund && touch node_modules

tests/node_modules: tests/package.json tests/package-lock.json
	cd tests && npm ci --no-audit --no-fund && touch node_modules

web/dist/index.html: web/node_modules $(WEB_SOURCES)
	cd web && npm run --silent build
