# `make demo` and `make test` do all the set-up; the rest is convenience.
SWIFT ?= swift
RINGTREE = .build/debug/ringtree
FUZZ_SECONDS ?= 600
SOURCES = Package.swift Sources Tests

.PHONY: help demo test build release dist goldens fuzz bench-compile lint format time-zones clean
.PHONY: needs test-needs

help:
	@echo 'make demo           build the bundled sites, serve one to simulated phones'
	@echo 'make test           run all tests'
	@echo 'make build          build for debugging: $(RINGTREE)'
	@echo 'make release        build for use: .build/release/ringtree'
	@echo 'make dist           build a static program; pack it as an archive and a Debian package'
	@echo 'make goldens        write the expected files of the tests anew; review the diff'
	@echo 'make fuzz           fuzz each target for FUZZ_SECONDS (600)'
	@echo 'make bench-compile  measure builds beside other programs'
	@echo 'make lint           check the format of the sources;  make format  mends it'
	@echo 'make time-zones     renew the time zone table from the tz database of this machine'

needs:
	@packaging/install-needs build

test-needs:
	@packaging/install-needs build test

build: needs
	$(SWIFT) build

# The Swift runtime is linked in: the program starts faster and runs without a toolchain.
release: needs
	$(SWIFT) build -c release --static-swift-stdlib --product ringtree

dist: needs
	packaging/dist

demo: build
	@packaging/demo $(RINGTREE)

# Tests that start programs come one after the other: none is to fail for want of a processor.
PROGRAM_TESTS = EndToEndTests|PackagingTests|ServingTests

test: test-needs
	$(SWIFT) build --build-tests
	$(SWIFT) build --product generate-manual
	$(SWIFT) test --skip-build --skip '$(PROGRAM_TESTS)'
	$(SWIFT) test --skip-build --no-parallel --filter '$(PROGRAM_TESTS)'

goldens: test-needs
	RINGTREE_RECORD=1 $(SWIFT) test

fuzz: test-needs
	Tests/Fuzz/fuzz.sh $(FUZZ_SECONDS)

bench-compile: release
	@packaging/install-needs bench
	benchmarks/compile/run.py --ringtree .build/release/ringtree

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

time-zones:
	packaging/time-zones.py

clean:
	rm -rf .build
