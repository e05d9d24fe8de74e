# `make run` and `make test` do the whole set-up themselves; CONTRIBUTING.md says what else there is.

.PHONY: setup run test test-slow test-optimized check bench manifest notices bundle test-bundle deb install uninstall clean
.NOTPARALLEL:

PY = .venv/bin/python
KZREF = .venv/bin/kzref

setup:
	@.ci/setup

# The window; on a machine without a display the same job on the command line.
run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
	    exec $(KZREF); \
	fi; \
	set -e; mkdir -p build; \
	echo "There is no display, so the same job is done on the command line."; \
	echo; echo "== Compiling the library: kzref build content"; \
	$(KZREF) build content; \
	echo; echo "== The contents: kzref list"; \
	$(KZREF) list >build/contents.txt; \
	head -n 20 build/contents.txt; \
	echo "($$(wc -l <build/contents.txt | tr -d ' ') entries in all, in build/contents.txt)"; \
	echo; echo "== A search: kzref search \"convicted 2017\""; \
	$(KZREF) search "convicted 2017"; \
	echo; echo "== A page on paper: kzref print convicted-2015-2022"; \
	$(KZREF) print convicted-2015-2022 -o build/convicted-2015-2022.pdf; \
	echo "It is in build/convicted-2015-2022.pdf."; \
	echo; echo "To get the window, run this on a machine with a display, or: xvfb-run make run"

# In two processes, file by file: what a file shares is made once. With ORDER="-p randomly" in a random order, whose seed
# is printed; with ORDER="-p randomly --randomly-seed=N" in that order again.
ORDER =
test:
	@.ci/setup test
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadfile $(ORDER)

# Kills and hostile folders, more of them than in every run; KZREF_HOSTILE=1000 tries a thousand folders.
test-slow:
	@.ci/setup test
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m slow

# The window without assertions and docstrings, as the bundle runs it. The tests and their helpers keep their own
# assertions (pytest rewrites them, tests/conftest.py names the helpers); that others are gone need not be warned of.
test-optimized:
	@.ci/setup test
	QT_QPA_PLATFORM=offscreen PYTHONOPTIMIZE=2 $(PY) -m pytest -n 2 --dist loadfile \
	    -W "ignore:assertions not in test modules:pytest.PytestConfigWarning" tests/ui

# The style and the types.
check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

# The judged queries, and the speed beside FTS5; with KZREF_CORPUS=FOLDER also on a legislation.
bench: setup
	KZREF_CORPUS=$(KZREF_CORPUS) QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/bench -q

# To be run whenever the content is published: what `kzref verify` checks it against.
manifest: setup
	$(KZREF) publish content

# To be run when requirements.lock has changed: what Help > About shows.
notices: setup
	$(PY) packaging/notices.py

# dist/kzref, and beside it the archive, its checksums and its bill of materials.
bundle: setup
	$(PY) -m PyInstaller --noconfirm build.spec
	$(PY) packaging/archive.py

# The bundle as a process: what it prints, its window on a display of its own, and that it needs nothing else.
test-bundle:
	@.ci/setup test
	$(PY) -m pytest -m bundle tests/bundle

# A Debian package of the bundle that stands in dist/.
deb: setup
	$(PY) packaging/debian.py

PREFIX = /usr/local

# The bundle of dist/ for all users of this machine, or for one: make install PREFIX=$$HOME/.local
install:
	@packaging/linux/install.sh install "$(PREFIX)" "$(DESTDIR)"

uninstall:
	@packaging/linux/install.sh uninstall "$(PREFIX)" "$(DESTDIR)"

# What building and testing left behind, without .venv.
clean:
	rm -rf build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find kzref tests -name __pycache__ -type d -prune -exec rm -rf {} +
