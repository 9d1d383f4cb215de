#!/usr/bin/env bash
# Fuzzes everything that reads what others wrote, under AddressSanitizer.
#
#   Tests/Fuzz/fuzz.sh SECONDS [OUTDIR]
#
# Each target runs for SECONDS, two at a time. What they find, with a log for each target, is kept
# in OUTDIR (.build/fuzz/findings by default). The exit status is 1 if anything was found, or if a
# target hardly ran. FUZZ_SEED=N begins at the same place each time.
set -euo pipefail

seconds=${1:?usage: Tests/Fuzz/fuzz.sh SECONDS [OUTDIR]}
findings=${2:+$(realpath "$2")}
cd "$(dirname "$0")/../.."
build=.build/fuzz
findings=${findings:-$build/findings}
mkdir -p "$build" "$findings"

# Leaks are not looked for, and Swift's own backtracer hangs under libFuzzer.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0

flags=(
  -O -swift-version 6 -parse-as-library -wmo -sanitize=fuzzer,address -I "$build"
  -Xcc -fmodule-map-file=Sources/CLibYAML/module.modulemap
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility
)
# The linker that is the default elsewhere warns of each of the sanitizer's symbols.
[ "$(uname)" = Darwin ] || flags+=(-use-ld=lld)

# Whether the file $1 is missing or older than one of the others.
is_stale() {
  [ ! -e "$1" ] || [ -n "$(find "${@:2}" Tests/Fuzz/fuzz.sh -newer "$1" -print -quit)" ]
}

# compile_module NAME SOURCES MODULE…: a module of a folder or file, and what it imports of ours.
compile_module() {
  local object=$build/$1.o files
  is_stale "$object" "$2" "${@:3}" || return 0
  mapfile -t files < <(find "$2" -name '*.swift' | sort)
  swiftc "${flags[@]}" -emit-object -emit-module -emit-module-path "$build/$1.swiftmodule" \
    -module-name "$1" "${files[@]}" -o "$object"
}

# compile_target NAME FILE…: a fuzz target of its own file, further sources and objects.
compile_target() {
  [ -e "Tests/Fuzz/$1.swift" ] || return 0
  is_stale "$build/$1" "Tests/Fuzz/$1.swift" "${@:2}" || return 0
  swiftc "${flags[@]}" -module-name "$1" "Tests/Fuzz/$1.swift" "${@:2}" -lyaml -o "$build/$1"
}

# Waits for the two commands in the background; fails if one of them did.
both() {
  local status=0
  wait -n || status=1
  wait -n || status=1
  return $status
}

compile() {
  compile_module Diagnostics Sources/Diagnostics
  compile_module Templates Sources/Templates $build/Diagnostics.o &
  compile_module YAMLNodes Sources/YAMLNodes $build/Diagnostics.o &
  both
  compile_module CSVTables Sources/CSVTables $build/Diagnostics.o &
  compile_module Crypto Tests/Fuzz/CryptoStandIn.swift &
  both
  compile_module JSONReading Sources/JSONReading
  compile_module OutputTree Sources/OutputTree $build/{Crypto,JSONReading}.o &
  compile_module SiteModel Sources/SiteModel $build/{YAMLNodes,CSVTables}.o &
  both
  compile_module TreeCompiler Sources/TreeCompiler $build/{SiteModel,Templates,OutputTree}.o &
  compile_target YAMLFuzz Tests/YAMLNodesTests/{Description,PieceComparison}.swift \
    $build/{Diagnostics,YAMLNodes}.o &
  both
  compile_module NetworkAddresses Sources/NetworkAddresses
  compile_module TFTP Sources/TFTP $build/NetworkAddresses.o
  compile_target TFTPFuzz $build/{NetworkAddresses,TFTP}.o
  compile_module Deadlines Sources/Deadlines
  compile_module SIPPnP Sources/SIPPnP $build/{NetworkAddresses,Deadlines}.o
  compile_target SIPFuzz $build/{NetworkAddresses,Deadlines,SIPPnP}.o
  compile_module HTTPFiles Sources/HTTPFiles
  compile_target HTTPFuzz Tests/HTTPFilesTests/TestServer.swift $build/{NetworkAddresses,HTTPFiles}.o
  compile_target CSVFuzz $build/{Diagnostics,CSVTables}.o &
  compile_target TemplateFuzz $build/{Diagnostics,Templates}.o &
  both
  compile_target SiteFuzz Tests/SiteModelTests/{TestSite,Description,MemoryFiles}.swift \
    $build/{Diagnostics,YAMLNodes,CSVTables,SiteModel}.o &
  compile_target CheckFuzz $build/{Diagnostics,YAMLNodes,CSVTables,SiteModel,Templates}.o \
    $build/{Crypto,JSONReading,OutputTree,TreeCompiler}.o &
  both
}

# Six files of a check with a record separator between them; the missing ones are sound.
check_seed() {
  local part
  for part in "$@"; do
    [ -z "$part" ] || cat "$part"
    printf '\036'
  done
}

# Seeds of target $1 from the repository's sites, templates and tests.
seed() {
  local folder=$build/corpus/$1 file number=0
  mkdir -p "$folder"
  case $1 in
    YAMLFuzz | SiteFuzz)
      while read -r file; do
        cp "$file" "$folder/seed-$((number += 1))"
      done < <(find sites templates Tests -name '*.yaml' -size -32k) ;;
    CSVFuzz)
      for file in sites/*.csv; do head -n 12 "$file" > "$folder/seed-$((number += 1))"; done ;;
    TemplateFuzz)
      # The first byte chooses the format.
      while read -r file; do
        { printf %d $((number % 4)); cat "$file"; } > "$folder/seed-$((number += 1))"
      done < <(find templates \( -name '*.cfg' -o -name '*.xml' \)) ;;
    TFTPFuzz)
      # Requests, and scripts of acknowledgements, waits and data.
      printf '\0\1a.cfg\0octet\0' > "$folder/seed-1"
      printf '\0\1a\0octet\0blksize\0008\0windowsize\0004\0tsize\0000\0timeout\0001\0' \
        > "$folder/seed-2"
      printf '\4\0\2\4\0\4\0\1\375\0\2\4\0\4\0\2\12\4\0\4\0\3' > "$folder/seed-3"
      printf '\375\0\2\6\0\3\0\1ab\375\0\2\5\0\5\0\1a' > "$folder/seed-4" ;;
    HTTPFuzz)
      # Requests in a row, responses, a URL.
      printf 'GET /808287010203.cfg HTTP/1.1\r\nHost: a\r\nRange: bytes=2-3\r\n\r\n' \
        > "$folder/seed-1"
      printf 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n' \
        > "$folder/seed-2"
      printf 'HEAD /a%%2e HTTP/1.0\nConnection: keep-alive\nIf-None-Match: W/"v1", *\n\n' \
        > "$folder/seed-3"
      printf 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab' > "$folder/seed-4"
      printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n0\r\nT: v\r\n\r\n' \
        > "$folder/seed-5"
      printf 'https://jo%%40e:s3cret@[2001:db8::1]:8443/phones/' > "$folder/seed-6" ;;
    SIPFuzz)
      # Messages by themselves, and each twice as a repetition.
      for file in Tests/SIPPnPTests/Samples/*.txt; do
        cp "$file" "$folder/seed-$((number += 1))"
        { cat "$file"; printf '\377'; cat "$file"; } > "$folder/seed-$((number += 1))"
      done ;;
    CheckFuzz)
      for file in sites/*.yaml; do
        check_seed "$file" sites/common/pbx.yaml > "$folder/seed-$((number += 1))"
      done
      for file in sites/*.csv; do
        head -n 12 "$file" > "$build/table"
        check_seed Tests/Fuzz/table.yaml '' "$build/table" > "$folder/seed-$((number += 1))"
      done
      check_seed '' '' '' sites/secrets.example.yaml > "$folder/seed-$((number += 1))"
      while read -r file; do
        check_seed '' '' '' '' "$file" > "$folder/seed-$((number += 1))"
      done < <(find templates \( -name '*.cfg' -o -name '*.xml' \))
      for file in templates/*/family.yaml; do
        check_seed '' '' '' '' '' "$file" > "$folder/seed-$((number += 1))"
      done ;;
  esac
}

# The words of site files and templates, for libFuzzer to put in.
write_dictionary() {
  find sites templates -name '*.yaml' -o -name '*.cfg' | xargs grep -ohE '[!a-z_]{3,}' \
    | sort -u | sed 's/.*/"&"/' > "$build/dictionary"
}

# Runs target $1 and says in one line what came of it; fails if it found anything.
run() {
  local kept=$findings/$1 status=0
  mkdir -p "$kept"
  "$build/$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
    -dict="$build/dictionary" -artifact_prefix="$kept/" -print_final_stats=1 \
    ${FUZZ_SEED:+-seed="$FUZZ_SEED"} \
    "$build/corpus/$1" > "$kept/log" 2>&1 || status=$?
  local inputs
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$kept/log")
  if [ $status -eq 0 ] && [ "${inputs:-0}" -lt $((seconds * 10)) ]; then
    echo "$1: only ${inputs:-0} inputs in $seconds s: see $kept"
    return 1
  elif [ $status -eq 0 ]; then
    echo "$1: ${inputs:-0} inputs, nothing found"
  else
    echo "$1: ${inputs:-some} inputs, FOUND something (exit status $status): see $kept"
    return 1
  fi
}

compile
write_dictionary
status=0
running=0
for source in Tests/Fuzz/*Fuzz.swift; do
  target=$(basename "$source" .swift)
  seed "$target"
  if [ $running -eq 2 ]; then
    wait -n || status=1
    running=1
  fi
  run "$target" &
  running=$((running + 1))
done
while [ $running -gt 0 ]; do
  wait -n || status=1
  running=$((running - 1))
done
exit $status
