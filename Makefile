# ifspec: one Makefile in chapters. `make help` lists the targets.
#   1 settings   2 floors   3 sources   4 rules   5 program   6 tests   7 checks   8 install   9 help

# 1 ── Settings ─────────────────────────────────────────────────────────────────────────────────
# CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR belong to whoever builds.

MODE    ?= release
VERSION := 0.1.0
PREFIX  ?= /usr/local
CC      ?= cc
B       := build/$(MODE)

CFLAGS_debug    := -O1 -g
CFLAGS_release  := -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
                   -fcf-protection=full -ftrivial-auto-var-init=zero -fno-strict-aliasing \
                   -fno-strict-overflow -fno-delete-null-pointer-checks
CFLAGS_sanitize := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
                   -fno-omit-frame-pointer
CFLAGS_fuzz     := $(CFLAGS_sanitize) -fsanitize=fuzzer-no-link
CFLAGS_analyze  := -O1 -g -fanalyzer
CFLAGS_coverage := -O0 -g --coverage
LDFLAGS_release  := -Wl,-z,relro,-z,now,-z,noexecstack
LDFLAGS_sanitize := -fsanitize=address,undefined
LDFLAGS_fuzz     := $(LDFLAGS_sanitize)
LDFLAGS_coverage := --coverage -Wl,-u,__gcov_dump -Wl,--exclude-libs,libgcov.a

WARNINGS := -Wall -Wextra -Wshadow -Wvla -Wconversion -Wformat=2 -Wstrict-prototypes \
            -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Werror=format-security -Werror=implicit-function-declaration \
            $(if $(CI)$(STRICT),-Werror)

# Only -I is taken from ncursesw.pc: it also sets _XOPEN_SOURCE=600.
LIBGIT2_CFLAGS := $(shell pkg-config --cflags libgit2 2>/dev/null)
OUR_CPPFLAGS = -Iinclude -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE $(LIBGIT2_CFLAGS)
OUR_CFLAGS   = -std=c17 -fPIC -fvisibility=hidden $(WARNINGS) $(CFLAGS_$(MODE))
OUR_LDFLAGS  = -Wl,--as-needed $(LDFLAGS_$(MODE))

# The targets that call make themselves use all processors, unless -j says otherwise.
JOBS = $(if $(findstring j,$(firstword -$(MAKEFLAGS))),,-j$(shell nproc 2>/dev/null || echo 2))

# Quiet unless V=1.
Q   := $(if $(V),,@)
say  = $(if $(V),@true,@printf '  %-4s %s\n' $(1) $@)

# 2 ── Floors ───────────────────────────────────────────────────────────────────────────────────
# MAY_x: the floors whose doors floor x may open. LIBS_x: the libraries that floor x may see.

FLOORS := base text model yaml store git export workspace term ui screens cli

MAY_base      :=
MAY_text      := base
MAY_model     := base
MAY_yaml      := base
MAY_store     := base model yaml
MAY_git       := base
MAY_export    := base model
MAY_workspace := base model yaml store git export
MAY_term      := base
MAY_ui        := base text model term
MAY_screens   := base text model export workspace term ui
MAY_cli       := base model export workspace screens/app.h

LIBS_base   := -lunistring
LIBS_model  := -lpcre2-8 -lnettle
LIBS_yaml   := -lyaml
LIBS_git    := -lgit2 -lz -lnettle
LIBS_export := -ljansson
LIBS_workspace := -lpthread
LIBS_term   := -lncursesw -ltinfo

# Every floor below x, for linking: itself, then what it may open, and theirs.
below = $(1) $(foreach f,$(filter $(FLOORS),$(subst /, ,$(MAY_$(1)))),$(call below,$(f)))
# Floors in the order in which a linker wants them: top to bottom.
TOP_DOWN := cli screens ui term workspace export git store yaml model text base
order = $(filter $(call below,$(1)),$(TOP_DOWN))

# 3 ── Sources ──────────────────────────────────────────────────────────────────────────────────

sources = $(sort $(wildcard src/$(1)/*.c))
objects = $(patsubst %.c,$(B)/%.o,$(1))
HEADERS := $(sort $(wildcard include/*/*.h))

# The Git floor is a shared object that door.c loads on first use: linking libgit2 costs three
# times the whole start of a terminal program. Everything but the door goes into it.
GIT_DOOR     := src/git/door.c
GIT_SOURCES   = $(filter-out $(GIT_DOOR),$(call sources,git))

UNIT_TESTS  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/$(or $(FLOOR),*)/*_test.c)))

# What a table of the program already says, the manual does not say again: man/*.in.
MAN_PAGES := $(sort $(wildcard man/*.[1-9])) \
             $(patsubst man/%.in,$(B)/man/%,$(sort $(wildcard man/*.in)))
COMPLETIONS := $(patsubst %,$(B)/completions/ifspec.%,bash zsh fish)

# 4 ── Rules ────────────────────────────────────────────────────────────────────────────────────

.PHONY: all
all: $(B)/ifspec $(B)/ifspec-git.so ## build the program (MODE=release, debug or sanitize)

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(CC) $(OUR_CPPFLAGS) $(CPPFLAGS) $(CPPFLAGS_$(basename $(notdir $<))) $(OUR_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# linux_calls.c must ask for _GNU_SOURCE before anything is read.
$(B)/src/%.o: OUR_CPPFLAGS += $(if $(findstring linux_calls,$@),,-include include/base/poison.h)

# The default keys, as one string constant.
$(B)/gen/ui/keys.inc: share/keys Makefile
	@mkdir -p $(@D)
	$(Q)sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' share/keys > $@
$(B)/src/ui/keymap.o: $(B)/gen/ui/keys.inc
CPPFLAGS_keymap = -I$(B)/gen

define floor_archive
$(B)/$(1).a: $$(call objects,$$(filter-out $$(GIT_SOURCES),$$(call sources,$(1))))
	@mkdir -p $$(@D) && rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach f,$(FLOORS),$(eval $(call floor_archive,$(f))))

$(B)/git-inside.a: $(call objects,$(GIT_SOURCES))
	@mkdir -p $(@D) && rm -f $@
	@ar rcs $@ $^

archives  = $(patsubst %,$(B)/%.a,$(1))
libraries = $(foreach f,$(1),$(if $(filter git,$(f)),,$(LIBS_$(f))))

# 5 ── Program ──────────────────────────────────────────────────────────────────────────────────

PROGRAM_ARCHIVES := $(call archives,$(TOP_DOWN))

CPPFLAGS_version = -DIFSPEC_VERSION='"$(VERSION)"'
CPPFLAGS_install = -DIFSPEC_PREFIX='"$(PREFIX)"'
CPPFLAGS_install_test = $(CPPFLAGS_install)

$(B)/ifspec: $(B)/src/main.o $(PROGRAM_ARCHIVES)
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -pie -o $@ $^ \
		$(call libraries,$(TOP_DOWN)) -ldl

$(B)/ifspec-git.so: $(call objects,$(GIT_SOURCES)) $(B)/base.a
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -shared -o $@ $^ $(LIBS_base) $(LIBS_git)

.PHONY: man
man: $(MAN_PAGES) ## make the manual pages

$(B)/man/tables: $(B)/man/tables.o $(PROGRAM_ARCHIVES)
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ \
		$(call libraries,$(TOP_DOWN)) -ldl

$(B)/man/%: man/%.in $(B)/man/tables
	$(Q)$(B)/man/tables <$< >$@

$(B)/completions/%: share/completions/%.in $(B)/man/tables
	@mkdir -p $(@D)
	$(Q)$(B)/man/tables <$< >$@

# 6 ── Tests ────────────────────────────────────────────────────────────────────────────────────
# A unit test links its own floor and those below, nothing else.

define unit_test
$(B)/tests/unit/$(1)/%_test: $(B)/tests/unit/$(1)/%_test.o $$(call archives,$$(call order,$(1))) \
		$$(if $$(filter git,$(1)),$(B)/git-inside.a) $$(if $$(filter git workspace,$(1)),$(B)/ifspec-git.so)
	$$(call say,link)
	$$(Q)$$(CC) $$(OUR_CFLAGS) $$(CFLAGS) $$(OUR_LDFLAGS) $$(LDFLAGS) -o $$@ $$(filter %.o,$$^) \
		-Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group \
		-lcmocka $$(call libraries,$$(call order,$(1))) $$(if $$(filter git,$(1)),$$(LIBS_git)) -ldl
endef
$(foreach f,$(FLOORS),$(eval $(call unit_test,$(f))))
$(B)/tests/%.o: OUR_CPPFLAGS += -Itests

# The edits of the YAML floor on a command line.
$(B)/tests/yaml_edit: $(B)/tests/yaml_edit.o $(B)/tests/edit_language.o $(call archives,yaml base)
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libraries,yaml base)
$(B)/tests/unit/yaml/fidelity_test $(B)/tests/unit/yaml/edit_test: $(B)/tests/edit_language.o
$(B)/tests/unit/yaml/style_test: $(B)/tests/style_table.o $(B)/tests/value_tree.o
EDIT_TRIAL := $(patsubst %,$(B)/tests/%.o,edit_trial span_check value_tree)
$(B)/tests/unit/yaml/property_test: $(B)/tests/random_yaml.o $(EDIT_TRIAL)
$(B)/tests/unit/yaml/scan_test: $(B)/tests/random_yaml.o $(B)/tests/scan_trial.o

# Every single edit of the YAML files of a folder, for example of the yaml-test-suite.
$(B)/tests/yaml_sweep: $(B)/tests/yaml_sweep.o $(EDIT_TRIAL) $(call archives,yaml base)
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libraries,yaml base)

.PHONY: yaml-suite
yaml-suite: $(B)/tests/yaml_sweep ## every edit of every YAML file below SUITE=folder
	@find $(SUITE) \( -name '*.yaml' -o -name '*.yml' \) -type f | sort | tr '\n' '\0' | xargs -0 $<

# Against bare libyaml, in one run; never decides a test.
$(B)/tests/bench/yaml_bench: $(B)/tests/bench/yaml_bench.o $(call archives,yaml base)
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libraries,yaml base)

.PHONY: bench-yaml
bench-yaml: $(B)/tests/bench/yaml_bench ## measure the YAML floor against bare libyaml
	@sh tests/bench/yaml.sh $< $(B)/bench/yaml

# Start, check, find, memory and growth of the program, against rivals in one run.
$(B)/tests/bench/floor: $(B)/tests/bench/floor.o
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_term)
$(B)/tests/bench/libyaml: $(B)/tests/bench/libyaml.o
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_yaml) -lpthread

.PHONY: bench-cli
bench-cli: all $(B)/tests/bench/floor $(B)/tests/bench/libyaml ## measure the program (SIZES=1000,10000,100000)
	@if command -v python3 >/dev/null; then python3 -B tests/bench/cli.py $(B) . $(SIZES); \
		else echo "bench-cli: skipped, python3 is not installed"; fi

.PHONY: bench-git
bench-git: all ## measure history, blame, status and commit against git (REPOSITORIES=2000x20000,…)
	@if command -v python3 >/dev/null; then \
		python3 -B tests/bench/git.py $(B) . '$(REPOSITORIES)' '$(KINDS)' '$(GRAPHS)'; \
		else echo "bench-git: skipped, python3 is not installed"; fi

# The editor on a pty, against bare ncurses and the terminal programs that are installed.
$(B)/tests/bench/tui_floor: $(B)/tests/bench/tui_floor.o
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_term)

.PHONY: bench-tui
bench-tui: all $(B)/tests/bench/tui_floor ## measure start, keys and memory of the editor
	@if command -v python3 >/dev/null; then python3 -B tests/bench/tui.py $(B) .; \
		else echo "bench-tui: skipped, python3 is not installed"; fi

.PHONY: yaml-bombs
yaml-bombs: $(B)/tests/yaml_edit ## hostile YAML files: opened or refused within 2 s and 512 MB
	@sh tests/bench/bombs.sh $< $(B)/bombs

# Fuzz targets: over their corpus as plain programs in `make check`, with libFuzzer in `make fuzz`.
# libyaml is instrumented too once `make fuzz-libyaml` has fetched its source.
FUZZ_TARGETS := form id journal keys merge message show yaml
SECONDS      ?= 60
FUZZ_FLOORS  := ui term workspace export git store text model yaml base
FUZZ_PARTS    = $(B)/tests/fuzz/fuzz_form.o $(call archives,$(FUZZ_FLOORS))
# Where names of one floor, or of a test, are names of another floor too.
FUZZ_PARTS_message = $(B)/git-inside.a $(call archives,base)
FUZZ_PARTS_yaml    = $(B)/tests/random_yaml.o $(B)/tests/scan_trial.o $(EDIT_TRIAL) $(call archives,yaml base)
LIBYAML_SOURCE := $(wildcard build/libyaml/libyaml-*/src)
LIBYAML_OBJECTS = $(patsubst %.c,$(B)/%.o,$(wildcard $(LIBYAML_SOURCE)/*.c))
$(LIBYAML_OBJECTS): CPPFLAGS += -I$(LIBYAML_SOURCE)/../include -DYAML_VERSION_MAJOR=0 \
	-DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 -DYAML_VERSION_STRING='"0.2.5"'
$(LIBYAML_OBJECTS): WARNINGS :=
$(B)/tests/fuzz/%.o: OUR_CPPFLAGS += -DFUZZ_SOURCE='"$(CURDIR)"'

# The target and what it is made of, for both of its programs.
define fuzz_target
$(B)/tests/fuzz/$(1)_replay $(B)/tests/fuzz/$(1)_fuzzer: \
	$(B)/tests/fuzz/$(1)_fuzz.o $(B)/tests/fuzz/fuzz.o $$(or $$(FUZZ_PARTS_$(1)),$$(FUZZ_PARTS))
endef
$(foreach t,$(FUZZ_TARGETS),$(eval $(call fuzz_target,$(t))))

fuzz_link = $(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(1) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ \
	$(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group \
	$(call libraries,$(FUZZ_FLOORS)) $(LIBS_git) -ldl
$(B)/tests/fuzz/%_replay: $(B)/tests/fuzz/replay.o
	$(call say,link)
	$(call fuzz_link)
$(B)/tests/fuzz/%_fuzzer: $(LIBYAML_OBJECTS)
	$(call say,link)
	$(call fuzz_link,-fsanitize=fuzzer)

test: $(B)/tests/yaml_edit $(B)/tests/yaml_sweep
OTHER_TESTS += tests/fuzz/replay_test.sh
tests/fuzz/replay_test.sh: $(patsubst %,$(B)/tests/fuzz/%_replay,$(FUZZ_TARGETS))

.PHONY: fuzz fuzz-run fuzz-libyaml
fuzz: deps-analysis ## fuzz every target for SECONDS (60) with clang's libFuzzer; TARGET=x: only that one
	@$(MAKE) --no-print-directory $(JOBS) CC=clang MODE=fuzz fuzz-run

fuzz-run: $(patsubst %,$(B)/tests/fuzz/%_fuzzer,$(or $(TARGET),$(FUZZ_TARGETS)))
	@sh tests/fuzz/fuzz.sh $(B) $(SECONDS) $(or $(TARGET),$(FUZZ_TARGETS))

fuzz-libyaml: ## fetch the source of libyaml, so that the fuzzer sees into it
	sh tests/fuzz/get-libyaml.sh build/libyaml

# Screen tests drive the built programs on a pty; term_demo is one for the terminal's own conduct.
SCREEN_TESTS  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/screens/*_test.c)))
SCREEN_DRIVER := $(patsubst %.c,$(B)/%.o,$(filter-out %_test.c,$(sort $(wildcard tests/screens/screen_*.c))))
$(B)/tests/screens/%.o: OUR_CPPFLAGS += -DSCREEN_BUILD='"$(abspath $(B))"' -DSCREEN_SOURCE='"$(CURDIR)"'
$(B)/tests/screens/picture: $(B)/tests/screens/picture.o $(SCREEN_DRIVER) $(call archives,term base)
$(B)/tests/screens/%_test: $(B)/tests/screens/%_test.o $(SCREEN_DRIVER) $(call archives,term base)
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm -lutil \
		$(call libraries,term base)
$(B)/tests/screens/term_demo: $(B)/tests/screens/term_demo.o $(call archives,term text base)
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libraries,term base)
$(SCREEN_TESTS): | $(B)/tests/screens/term_demo

$(B)/tests/screens/slow_clock.so: tests/screens/slow_clock.c Makefile
	@mkdir -p $(@D)
	$(call say,link)
	$(Q)$(CC) -std=gnu11 -O2 -Wall -Wextra -shared -fPIC -o $@ $<
$(B)/tests/screens/progress_test: | $(B)/tests/screens/slow_clock.so

OTHER_TESTS += tests/readers/readers_test.sh tests/hardening_test.sh

# What people get is another build than the one that is tested: its protection is read off it.
.PHONY: release
release:
	@$(MAKE) --no-print-directory MODE=release B=build/release all
tests/hardening_test.sh: $(if $(filter release,$(MODE)),all,release)

# Faults: a part of them in every test run, all in `make fault`.
$(B)/tests/fault/faultfs.so: tests/fault/faultfs.c Makefile
	@mkdir -p $(@D)
	$(call say,link)
	$(Q)$(CC) -std=gnu11 -O2 -Wall -Wextra -shared -fPIC -o $@ $< -ldl
OTHER_TESTS += tests/fault/save_test.sh tests/fault/commit_test.sh tests/fault/hostile_test.sh \
	tests/fault/message_test.sh tests/fault/operations_test.sh tests/fault/system_test.sh
tests/fault/save_test.sh tests/fault/commit_test.sh tests/fault/message_test.sh \
	tests/fault/operations_test.sh tests/fault/system_test.sh: $(B)/tests/fault/faultfs.so

FAULT_SCREENS = $(patsubst %,$(B)/tests/screens/%_test,recovery fault hostile writers)
$(B)/tests/screens/fault_test: | $(B)/tests/fault/faultfs.so
.PHONY: fault
fault: export SWEEP = all
fault: all $(B)/tests/fault/faultfs.so $(FAULT_SCREENS) ## every row of the failure matrix, in full (needs python3)
	$(call run_tests,$(sort $(wildcard tests/fault/*_test.sh)) $(FAULT_SCREENS) tests/fault/fault.sh)

.SECONDARY:

CLI_TESTS  := $(sort $(wildcard tests/cli/*_test.sh))
LINT_TESTS := $(sort $(wildcard tests/lint/*.sh))

# Tests see no one's home, locale, zone or Git configuration.
TEST_ENVIRONMENT = env -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_STATE_HOME -u XDG_CACHE_HOME \
	-u NO_COLOR -u EDITOR -u VISUAL HOME=$(abspath $(B)/home) LC_ALL=C.UTF-8 TZ=UTC \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/libgit2.leaks:print_suppressions=0 \
	GIT_CONFIG_NOSYSTEM=1 IFSPEC=$(abspath $(B)/ifspec) BUILD=$(abspath $(B)) SOURCE=$(CURDIR) \
	COMPLETIONS=$(abspath $(B)/completions) FUZZ_TARGETS='$(FUZZ_TARGETS)' RELEASE=$(abspath build/release) CC='$(CC)' HEADER_FLAGS='$(OUR_CPPFLAGS) $(OUR_CFLAGS)' FLOORS='$(FLOORS)' \
	$(foreach f,$(FLOORS),MAY_$(f)='$(MAY_$(f))') MAN_PAGES='$(MAN_PAGES)'

run_tests = @mkdir -p $(B)/home && $(TEST_ENVIRONMENT) sh tests/run $(1)

.PHONY: unit screens cli lint test
unit: $(UNIT_TESTS) ## build and run the unit tests (FLOOR=x: of one floor)
	$(call run_tests,$(UNIT_TESTS))

screens: all $(SCREEN_TESTS) ## run the screen tests (UPDATE_GOLDEN=1 writes the golden screens)
	$(call run_tests,$(SCREEN_TESTS))

cli: all $(MAN_PAGES) $(COMPLETIONS) ## run the tests of the command line
	$(call run_tests,$(CLI_TESTS))

lint: $(MAN_PAGES) ## check layers, headers and manual pages
	$(call run_tests,$(LINT_TESTS))

ALL_TESTS = $(LINT_TESTS) $(UNIT_TESTS) $(CLI_TESTS) $(SCREEN_TESTS) $(OTHER_TESTS)
test: all $(MAN_PAGES) $(COMPLETIONS) $(UNIT_TESTS) $(SCREEN_TESTS) $(OTHER_TESTS) ## build and run every test of MODE
	$(call run_tests,$(ALL_TESTS))

# 7 ── Checks ───────────────────────────────────────────────────────────────────────────────────

.PHONY: deps deps-analysis check sanitize
deps: ## install what building and testing need (apt; says what it does)
	@sh .ci/deps
deps-analysis:
	@sh .ci/deps analysis

# MODE belongs to the targets below: a second make, so that deps come first.
check: deps ## install what is missing, build, run every test
	@$(MAKE) $(JOBS) --no-print-directory MODE=debug test

sanitize: deps ## every test under the address and undefined behaviour sanitizers
	@$(MAKE) $(JOBS) --no-print-directory MODE=sanitize test

.PHONY: memcheck
memcheck: export MEMCHECK = $(UNIT_TESTS)
memcheck: deps-analysis all $(UNIT_TESTS) $(B)/tests/screens/settings_test ## unit tests and a session below valgrind
	$(call run_tests,tests/memcheck.sh)

# What the tests reach of the files that keep what people wrote: saving, the journal, committing.
COVERED := $(sort $(wildcard src/base/file*.c src/store/journal*.c src/store/version_store.c \
	src/git/commit*.c src/git/durable.c src/git/ref.c))
.PHONY: coverage coverage-run
coverage: deps ## lines of saving, journal and commit that the tests reach (gcov)
	@$(MAKE) $(JOBS) --no-print-directory MODE=coverage coverage-run
coverage-run: export SWEEP = all
coverage-run: all $(MAN_PAGES) $(COMPLETIONS) $(UNIT_TESTS) $(SCREEN_TESTS) $(B)/tests/fault/faultfs.so
	-$(call run_tests,$(UNIT_TESTS) $(CLI_TESTS) $(SCREEN_TESTS) $(sort $(wildcard tests/fault/*_test.sh)))
	@sh tests/coverage.sh $(B) tests/unreached.txt $(COVERED)

# Static analysis: what any of the three finds fails.
ANALYZED = $(sort $(wildcard src/*.c src/*/*.c))
.PHONY: analyze
analyze: deps-analysis ## gcc -fanalyzer, cppcheck and clang-tidy over the source
	@$(MAKE) $(JOBS) --no-print-directory MODE=analyze all STRICT=1
	cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 -j 2 -Iinclude \
		-Ibuild/analyze/gen --enable=warning,portability,performance \
		--suppress=missingIncludeSystem src
	@# One file a run: over several, clang-tidy 14 forgets what va_start() did in the first.
	@printf '%s\n' $(ANALYZED) | xargs -n 1 -P 2 -I FILE clang-tidy --quiet FILE -- \
		$(OUR_CPPFLAGS) $(CPPFLAGS_version) $(CPPFLAGS_install) -Ibuild/analyze/gen -std=c17 \
		2>/dev/null
	@echo 'analyze: nothing found'

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# 8 ── Install ──────────────────────────────────────────────────────────────────────────────────

BIN   = $(DESTDIR)$(PREFIX)/bin
LIB   = $(DESTDIR)$(PREFIX)/lib/ifspec
SHARE = $(DESTDIR)$(PREFIX)/share/ifspec
MAN   = $(DESTDIR)$(PREFIX)/share/man
BASH_COMPLETION = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ifspec
ZSH_COMPLETION  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ifspec
FISH_COMPLETION = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ifspec.fish
SCHEMAS := $(sort $(wildcard share/schemas/*.json))
FORMS := $(sort $(wildcard forms/*.yaml forms/vocabularies/*.yaml))

.PHONY: install uninstall dist deb demo
install: all man $(COMPLETIONS) ## install below DESTDIR and PREFIX
	install -d $(BIN) $(LIB) $(SHARE)/forms/vocabularies $(SHARE)/schemas
	install -m 755 $(B)/ifspec $(BIN)/ifspec
	install -m 644 $(B)/ifspec-git.so $(LIB)/ifspec-git.so
	install -m 644 share/keys $(SHARE)/keys
	install -m 644 $(SCHEMAS) $(SHARE)/schemas/
	install -D -m 644 $(B)/completions/ifspec.bash $(BASH_COMPLETION)
	install -D -m 644 $(B)/completions/ifspec.zsh $(ZSH_COMPLETION)
	install -D -m 644 $(B)/completions/ifspec.fish $(FISH_COMPLETION)
	$(foreach f,$(FORMS),install -m 644 $(f) $(SHARE)/$(f);)
	$(foreach m,$(MAN_PAGES),install -D -m 644 $(m) $(MAN)/man$(patsubst .%,%,$(suffix $(m)))/$(notdir $(m));)

deb: deps ## a Debian package in build/
	@$(MAKE) $(JOBS) --no-print-directory MODE=release PREFIX=/usr all man
	rm -rf build/deb && $(MAKE) --no-print-directory MODE=release PREFIX=/usr DESTDIR=build/deb install
	@sh .ci/deb build/deb $(VERSION) build/ifspec_$(VERSION)_$$(dpkg --print-architecture).deb

uninstall: ## remove what install put there
	rm -f $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION)
	rm -f $(BIN)/ifspec $(foreach m,$(MAN_PAGES),$(MAN)/man$(patsubst .%,%,$(suffix $(m)))/$(notdir $(m)))
	rm -rf $(LIB) $(SHARE)

dist: ## the source as an archive in build/
	@mkdir -p build
	git archive --prefix=ifspec-$(VERSION)/ -o build/ifspec-$(VERSION).tar.gz HEAD

demo: deps ## build, make a demonstration repository, open ifspec in it
	@$(MAKE) $(JOBS) --no-print-directory MODE=release all
	@sh share/demo/demo.sh build/release/ifspec tests/samples

# Pictures for the README, drawn by the running program in the demonstration repository. The
# terminal state machine knows no dim text: this terminal shows it in italics.
.PHONY: pictures
pictures: all $(B)/tests/screens/picture ## draw share/screenshots anew
	rm -rf $(B)/demo $(B)/home/.local/state/ifspec
	$(TEST_ENVIRONMENT) sh share/demo/demo.sh $(B)/ifspec tests/samples $(abspath $(B)/demo) </dev/null
	$(call draw,catalogue,18 100,wait:Filter wait:2025-09)
	$(call draw,history,20 100,wait:Filter Down C-t wait:Median)
	$(call draw,editor,24 80,wait:Filter C-n wait:which Enter wait:later type:APP-S4-SF-PRICE-V1 Enter wait:Status Tab Tab Tab "type:Prices: SAP S/4HANA to Salesforce" Tab)

draw = $(TEST_ENVIRONMENT) $(B)/tests/screens/picture share/screenshots/$(1).svg $(2) $(B)/demo $(3) \
	-- $(abspath $(B)/ifspec)

$(B)/tests/screens/picture:
	$(call say,link)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm -lutil \
		$(call libraries,term base)

# 9 ── Help ─────────────────────────────────────────────────────────────────────────────────────

.PHONY: help clean
help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | sort | \
		while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

clean: ## remove everything made
	rm -rf build
