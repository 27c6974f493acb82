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
LDFLAGS_release  := -Wl,-z,relro,-z,now,-z,noexecstack
LDFLAGS_sanitize := -fsanitize=address,undefined

WARNINGS := -Wall -Wextra -Wshadow -Wvla -Wconversion -Wformat=2 -Wstrict-prototypes \
            -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Werror=format-security \
            $(if $(CI)$(STRICT),-Werror)

# Only -I is taken from ncursesw.pc: it also sets _XOPEN_SOURCE=600.
LIBGIT2_CFLAGS := $(shell pkg-config --cflags libgit2 2>/dev/null)
OUR_CPPFLAGS = -Iinclude -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE $(LIBGIT2_CFLAGS)
OUR_CFLAGS   = -std=c17 -fPIC -fvisibility=hidden $(WARNINGS) $(CFLAGS_$(MODE))
OUR_LDFLAGS  = -Wl,--as-needed $(LDFLAGS_$(MODE))

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
LIBS_git    := -lgit2
LIBS_export := -ljansson
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

# 4 ── Rules ────────────────────────────────────────────────────────────────────────────────────

.PHONY: all
all: $(B)/ifspec $(B)/ifspec-git.so ## build the program (MODE=release, debug or sanitize)

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OUR_CPPFLAGS) $(CPPFLAGS) $(CPPFLAGS_$(basename $(notdir $<))) $(OUR_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

define floor_archive
$(B)/$(1).a: $$(call objects,$$(filter-out $$(GIT_SOURCES),$$(call sources,$(1))))
	@mkdir -p $$(@D) && rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach f,$(FLOORS),$(eval $(call floor_archive,$(f))))

$(B)/git-inside.a: $(call objects,$(GIT_SOURCES))
	@mkdir -p $(@D) && rm -f $@
	ar rcs $@ $^

archives  = $(patsubst %,$(B)/%.a,$(1))
libraries = $(foreach f,$(1),$(if $(filter git,$(f)),,$(LIBS_$(f))))

# 5 ── Program ──────────────────────────────────────────────────────────────────────────────────

PROGRAM_ARCHIVES := $(call archives,$(TOP_DOWN))

CPPFLAGS_main    = -DIFSPEC_VERSION='"$(VERSION)"'
CPPFLAGS_install = -DIFSPEC_PREFIX='"$(PREFIX)"'

$(B)/ifspec: $(B)/src/main.o $(PROGRAM_ARCHIVES)
	$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -pie -o $@ $^ \
		$(call libraries,$(TOP_DOWN)) -ldl

$(B)/ifspec-git.so: $(call objects,$(GIT_SOURCES)) $(B)/base.a
	$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -shared -o $@ $^ $(LIBS_base) $(LIBS_git)

# 6 ── Tests ────────────────────────────────────────────────────────────────────────────────────
# A unit test links its own floor and those below, nothing else.

define unit_test
$(B)/tests/unit/$(1)/%_test: $(B)/tests/unit/$(1)/%_test.o $$(call archives,$$(call order,$(1))) \
		$$(if $$(filter git,$(1)),$(B)/git-inside.a)
	$$(CC) $$(OUR_CFLAGS) $$(CFLAGS) $$(OUR_LDFLAGS) $$(LDFLAGS) -o $$@ $$(filter %.o,$$^) \
		-Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group \
		-lcmocka $$(call libraries,$$(call order,$(1))) $$(if $$(filter git,$(1)),$$(LIBS_git)) -ldl
endef
$(foreach f,$(FLOORS),$(eval $(call unit_test,$(f))))
$(B)/tests/%.o: OUR_CPPFLAGS += -Itests

.SECONDARY:

.PHONY: unit
unit: $(UNIT_TESTS) ## build and run the unit tests (FLOOR=x: of one floor)
	@sh tests/run $(UNIT_TESTS)

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# 9 ── Help ─────────────────────────────────────────────────────────────────────────────────────

.PHONY: help clean
help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | sort | \
		while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

clean: ## remove everything made
	rm -rf build
