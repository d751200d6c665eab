#!/usr/bin/env bash
# Ingest, analyse, export and score a corpus: bench/score.sh [CORPUS] [arguments of score.py]
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=${1:-tests/eval/dev}
shift || true
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/claimline --db "sqlite:///$work/ledger.db" ingest "$corpus"
.venv/bin/claimline --db "sqlite:///$work/ledger.db" analyze
.venv/bin/claimline --db "sqlite:///$work/ledger.db" export "$work/out"
.venv/bin/python tests/eval/score.py "$work/out" "$corpus" "$@"
