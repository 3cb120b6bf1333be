#!/bin/sh
# deploy/cluster.sh RAW OUT
set -eu
dask scheduler --host 127.0.0.1 --port "${PORT:-8786}" &
started=$!
dask worker "tcp://127.0.0.1:${PORT:-8786}" --nthreads 4 --no-dashboard &
started="$! $started"
trap 'kill $started' EXIT
jixiao run "$1" --out "$2" --cluster "tcp://127.0.0.1:${PORT:-8786}"
