#!/bin/sh
# Builds into a disk that is too small, then into the same disk made larger, and says what came of
# it; run in a mount namespace of its own, so that nothing it mounts outlives it.
#
#   full-disk.sh PROGRAM OLD NEW OLD-TREE NEW-TREE PERMILLE…
#
# OLD and NEW are two states of the site `hq`; OLD-TREE and NEW-TREE are output folders with the
# whole trees. Each PERMILLE is one round: that part of what the new build needs is free.
program=$1 old=$2 new=$3 old_tree=$4 new_tree=$5
shift 5
disk=$(mktemp -d)
trap 'umount "$disk" 2> /dev/null; rmdir "$disk"' EXIT
mount -t tmpfs -o size=64m ringtree-test "$disk" || exit 3

# Prints `old`, `new` or `half`.
tree() {
  if diff -rq "$disk/out/hq" "$old_tree/hq" > /dev/null; then echo old
  elif diff -rq "$disk/out/hq" "$new_tree/hq" > /dev/null; then echo new
  else echo half; fi
}

"$program" build "$old" -o "$disk/out" 2> /dev/null || exit 4
used=$(df -k --output=used "$disk" | tail -n 1)
needed=$(du -sk "$new_tree" | cut -f 1)

for permille in "$@"; do
  mount -o "remount,size=$((used + needed * permille / 1000))k" "$disk" || exit 3
  "$program" build "$new" -o "$disk/out" 2> "$disk.errors"
  status=$?
  left=$(tree)
  said=silent
  # A long path breaks the message into lines.
  tr -s "[:space:]" " " < "$disk.errors" | grep -q "no space is left on the disk" && said=full
  mount -o remount,size=64m "$disk" || exit 3
  "$program" build "$new" -o "$disk/out" 2> /dev/null
  again=$?
  manifest=other
  cmp -s "$disk/out/hq.manifest.json" "$new_tree/hq.manifest.json" && manifest=new
  echo "$permille $status $said $left $again $(tree) $manifest $(ls "$disk/out/.ringtree" | xargs)"
  "$program" build "$old" -o "$disk/out" 2> /dev/null || exit 4
done
rm -f "$disk.errors"
