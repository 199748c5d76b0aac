# Two commands do all set-up on a fresh machine: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
SWIFT_BUILD := swift build --explicit-target-dependency-import-check error

.PHONY: setup build release dist demo test soak soak-journeys bench fuzz lint format golden tzdata speech-words check
setup: ## Installs the system packages that are missing.
	@Scripts/setup

build: setup
	$(SWIFT_BUILD)

release: setup
	$(SWIFT_BUILD) -c release --static-swift-stdlib

dist: release ## The four programs in one archive, for pipelines, with its SHA-256: dist/.
	@Scripts/dist .build/release dist

demo: build ## The main job against the embedded sandbox, ending in telephone calls.
	@Scripts/demo

test: setup ## Everything that must hold, in fixed samples; first what looks at clocks, by itself.
	swift test --disable-xctest --explicit-target-dependency-import-check error --filter '^HostingTests\.'
	swift test --disable-xctest --explicit-target-dependency-import-check error --skip '^HostingTests\.'

soak: setup soak-journeys ## The long sweeps, whole.
	CCPLAN_SOAK=1 swift test --disable-xctest --filter '^HostingTests\.'
	CCPLAN_SOAK=1 swift test --disable-xctest --skip '^HostingTests\.'

soak-journeys: setup ## All calls of up to six choices on 200 random pairs of projects, against what `ccplan diff` tells.
	swift build -c release --static-swift-stdlib --scratch-path .build-release --product JourneySoak
	.build-release/release/JourneySoak

bench: ## Ratios of things measured side by side, as a table.
	@Scripts/setup bench
	@Benchmarks/run

fuzz: setup ## Mutated inputs for every parser: FUZZ_SECONDS each, six times that for the compiler, FUZZ_SEED behind them.
	swift build -c release --static-swift-stdlib --scratch-path .build-release --product Fuzz
	.build-release/release/Fuzz --seconds $${FUZZ_SECONDS:-10} --seed $${FUZZ_SEED:-1}

lint:
	swift format lint --strict -p -r Package.swift Sources Tests

format:
	swift format format -i -p -r Package.swift Sources Tests

golden: setup ## Rewrites golden files that differ, and still fails: the diff is the review.
	UPDATE_GOLDEN=1 swift test --disable-xctest

tzdata: ## Reads the installed time zones anew: compiled-in data and the samples that a test holds it against.
	@Scripts/tzdata

speech-words: ## Writes the tables by which spoken words are compared, and their vectors, from Python's Unicode data.
	@Scripts/speech-words

check: lint test ## All that CI runs.
