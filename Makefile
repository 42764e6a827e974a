# kith: two commands for newcomers, `make run` and `make test`; the rest for those who stay.
#
#   make run      build kith, load graph/ into a file beside it, open the shell on it
#   make test     run every test
#   make check    format, imports between rooms, tests
#   make tck      TCK=folder: openCypher's conformance suite; make tck-all: under every setting
#   make install  PREFIX=/usr/local: the program, its man page, completions for bash, zsh and fish
#   make fuzz     SECONDS=600: random queries, the engine against a naive reference
#   make fuzz-parser  SECONDS=60: damaged queries, against parser, splitter, tokenizer and completion
#   make bench    how fast it starts and loads
#   make clean    forget what was built; the graph stays

PREFIX ?= /usr/local
DESTDIR ?=

# Where the feature files lie; what a run is told besides, such as '--slowest'.
TCK ?= ../shared/tck
TCKFLAGS ?=

GRAPH := graph/magdeburg-2023.kith
KITH := .build/release/kith

# A static Swift library starts twice as fast; toolchains from a distribution may lack it.
SWIFT := $(shell command -v swift)
STATIC := $(shell test -d "$$(dirname "$$(readlink -f "$(SWIFT)")")/../lib/swift_static" && echo --static-swift-stdlib)

.DEFAULT_GOAL := run
.PHONY: run test tck tck-all check format lint imports build install bench clean fuzz fuzz-parser libraries graphviz swift

run: build
	@$(KITH) load $(GRAPH) graph
	@if [ -t 0 ] && [ -t 1 ]; then exec $(KITH) $(GRAPH); \
	else exec $(KITH) $(GRAPH) -f scripts/tour.cypher; fi

test: swift libraries graphviz
	swift test

# The suite is no part of the repository: where nobody has named a folder, its absence is no failure.
tck: swift libraries
ifeq ($(origin TCK)$(wildcard $(TCK)),file)
	@echo "skipped: there is no $(TCK); name a folder with TCK="
else
	@swift build --product kith-tck >&2
	@$$(swift build --show-bin-path)/kith-tck "$(TCK)" $(TCKFLAGS) \
	  --skip Tests/ConformanceRunner/skipped.txt --graphs ../shared/tck
endif

tck-all: TCKFLAGS += --all-settings
tck-all: tck

check: lint imports test

# What the sources look like: the same for everyone.
lint: swift
	swift format lint --strict --recursive Package.swift Sources Tests

format: swift
	swift format --in-place --recursive Package.swift Sources Tests

# Each prints its base seed, which SEED=… takes up again; a crash leaves the input in the journal.
SECONDS ?= 60
SEED ?= random
FUZZ := .build/debug/kith-fuzz

fuzz: swift libraries
	@swift build --product kith-fuzz
	@$(FUZZ) queries $(SECONDS) $(SEED) .build/fuzz.journal || { \
	  code=$$?; [ $$code -eq 1 ] || cat .build/fuzz.journal; exit $$code; }

fuzz-parser: swift libraries
	@swift build --product kith-fuzz
	@$(FUZZ) parser $(SECONDS) $(SEED) .build/fuzz-parser.journal Tests/KithDatabaseTests/Cases/*.txt \
	  $$(find $(TCK)/features -name '*.feature' 2>/dev/null | sort) || { \
	  code=$$?; [ $$code -eq 1 ] || od -c .build/fuzz-parser.journal; exit $$code; }

# No room imports what the manifest does not let it import.
imports: swift libraries
	@.ci/imports
	swift build --explicit-target-dependency-import-check error

build: swift libraries
	swift build --configuration release $(STATIC) --product kith

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(KITH) $(DESTDIR)$(PREFIX)/bin/kith
	$(KITH) --generate-man-page > $(DESTDIR)$(PREFIX)/share/man/man1/kith.1
	$(KITH) --generate-completion-script bash \
	  > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kith
	$(KITH) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kith
	$(KITH) --generate-completion-script fish \
	  > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kith.fish

bench: build
	@.ci/bench $(KITH)

clean: swift
	swift package clean

# ---- what the machine must have ----

swift:
	@command -v swift >/dev/null || { \
	  echo "kith is built with Swift 6.3 or newer, which this machine lacks: https://www.swift.org/install/linux/" >&2; \
	  exit 1; }

# LMDB is the store, GNU readline edits lines at the prompt.
libraries:
	@.ci/packages /usr/include/lmdb.h=liblmdb-dev /usr/include/readline/readline.h=libreadline-dev

# Only pictures need Graphviz: the tests draw some.
graphviz:
	@.ci/packages --optional dot=graphviz
