import { sh } from './sh.ts';

/** `specs`: evaluates spec files where alone they may be evaluated: in a disposable root, without privileges and without a network. */
export const SPECS = sh`
verb_specs() {
  stage=$(mktemp -d "$base/jobs/.specs.XXXXXX") || fail 73 "$base/jobs cannot be written."
  trap 'rm -rf "$stage"' EXIT
  tar -x -f - -C "$stage" --no-same-owner || fail 65 "The specs did not arrive whole."
  [ -f "$stage/job" ] || fail 65 "The specs did not arrive whole."
  header
  unshare --mount --pid --fork --kill-child "$self" specs-inside "$stage" </dev/null || fail 70 "The specs could not be evaluated."
}

verb_specs_inside() {
  stage=$1
  { make_root "$stage" && make_topdir "$stage" && lay_trees "$stage"; } >&2 || exit 1
  for path in "$stage"/SPECS/*.spec; do
    [ -f "$path" ] || continue
    spec=\${path##*/}
    number=0
    while [ -f "$stage/QUERIES/$number" ]; do
      set --
      while IFS= read -r argument; do set -- "$@" "$argument"; done <"$stage/QUERIES/$number"
      [ ! -d "$stage/TREES/$spec" ] || set -- "$@" --define "_sourcedir /builddir/TREES/$spec"
      offline_build timeout -k 5 60 rpmspec "$@" "/builddir/SPECS/$spec" >"$stage/out" 2>"$stage/err" </dev/null
      printf 'spec %s %s %s %s %s\n' "$spec" "$number" $? "$(($(size_of "$stage/out")))" "$(($(size_of "$stage/err")))"
      cat "$stage/out" "$stage/err"
      number=$((number + 1))
    done
  done
}

# The files of trees, each tree's apart: two trees have files of one name.
lay_trees() {
  [ ! -d "$1/TREES" ] || { cp -R "$1/TREES" "$root/builddir/TREES" && chown -R "$uid_of_builds:$uid_of_builds" "$root/builddir/TREES"; }
}
`;
