#!/bin/sh
# deploy/nightly.sh RAW OUT
set -eu
jixiao run "$1" --out "$2" --quiet --log "$2.log" || test $? -eq 3
jixiao verify --out "$2" --quiet
jixiao review --out "$2" --raw "$1" --quiet
