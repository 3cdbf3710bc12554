import { sh } from './sh.ts';

/** The verbs of a job's life on the desk's side: start, status, follow, cancel, results, fetch, cleanup, and the cache. */
export const JOBS = sh`
verb_put() {
  check_digest "$1"
  check_number "$2"
  cache=$base/cache/sha256
  if [ ! -f "$cache/$1" ]; then
    make_room
    new=$(mktemp "$cache/.new.XXXXXX") || fail 73 "$cache cannot be written."
    trap 'rm -f "$new"' EXIT
    head -c "$2" >"$new" || fail 73 "The disk that holds $cache is full."
    [ "$(size_of "$new")" -eq "$2" ] || fail 65 "The file did not arrive whole."
    [ "$(sha256sum <"$new" | cut -c1-64)" = "$1" ] || fail 65 "The file arrived damaged."
    chmod 644 "$new"
    mv -f "$new" "$cache/$1" || fail 73 "$cache cannot be written."
  else
    cat >/dev/null
  fi
  header
  printf 'stored\n'
}

# What no job has asked for in a day goes when less than 2 GiB are free; a job that lacks it gets it sent again.
make_room() {
  free=$(df -Pk "$base" | awk 'NR == 2 { printf "%.0f", $4 }')
  [ "\${free:-0}" -ge 2097152 ] || find "$base/cache/sha256" -type f -mmin +1440 -exec rm -f {} +
}

verb_start() {
  id=$1
  check_id "$id"
  dir=$base/jobs/$id
  stage=$(mktemp -d "$base/jobs/.new.XXXXXX") || fail 73 "$base/jobs cannot be written."
  trap 'rm -rf "$stage"' EXIT
  tar -x -f - -C "$stage" --no-same-owner || fail 65 "The job did not arrive whole."
  [ -f "$stage/job" ] || fail 65 "The job did not arrive whole."
  if [ -d "$dir" ] || [ -e "$base/spent/$id" ]; then
    header
    printf 'already\n'
    return 0
  fi
  : >"$stage/missing"
  while read -r key digest rest; do
    case $key in
      input | install | patch)
        check_digest "$digest"
        if [ -f "$base/cache/sha256/$digest" ]; then
          touch -c "$base/cache/sha256/$digest"
        else
          printf 'missing %s\n' "$digest" >>"$stage/missing"
        fi
        ;;
    esac
  done <"$stage/job"
  if [ -s "$stage/missing" ]; then
    header
    sort -u "$stage/missing"
    return 0
  fi
  rm -f "$stage/missing"
  read_boot_id
  printf '%s\n' "$boot_id" >"$stage/boot"
  if ! mkdir "$dir" 2>/dev/null; then
    [ -d "$dir" ] || fail 73 "$dir cannot be made."
    header
    printf 'already\n'
    return 0
  fi
  # cleanup and cancel mark the id as spent before they look for the folder; we look the other way round.
  if [ -e "$base/spent/$id" ]; then
    rmdir "$dir"
    header
    printf 'already\n'
    return 0
  fi
  mv "$stage"/* "$dir"/ || fail 73 "$dir cannot be written."
  setsid "$self" run "$id" </dev/null >"$dir/supervisor.out" 2>&1 &
  header
  printf 'started %s\n' "$boot_id"
}

verb_status() {
  if [ $# -eq 0 ]; then
    for dir in "$base"/jobs/*/; do
      [ -d "$dir" ] || continue
      dir=\${dir%/}
      set -- "$@" "\${dir##*/}"
    done
  fi
  for id in "$@"; do check_id "$id"; done
  header
  for id in "$@"; do
    read_state "$id"
    printf 'status %s ' "$id"
    print_state
  done
}

verb_follow() {
  id=$1
  offset=$2
  check_id "$id"
  check_number "$offset"
  header
  told=0
  quiet=0
  while :; do
    read_hundredths
    look_began=$hundredths
    # The state first, the log after it: what the job said before it ended is then in the log.
    read_state "$id"
    if [ -f "$dir/phases" ]; then
      line=0
      while read -r name rest; do
        line=$((line + 1))
        [ "$line" -gt "$told" ] || continue
        printf 'phase %s\n' "$name" || exit 70
        told=$line
      done <"$dir/phases"
    fi
    size=$(size_of "$dir/log")
    while [ "$offset" -lt "$size" ]; do
      count=$((size - offset))
      [ "$count" -le 262144 ] || count=262144
      printf 'log %s %s\n' "$offset" "$count" || exit 70
      tail -c +$((offset + 1)) "$dir/log" | head -c "$count" || exit 70
      offset=$((offset + count))
      quiet=0
    done
    case $state in
      running | starting) ;;
      *)
        printf 'end '
        print_state
        return 0
        ;;
    esac
    rest_after_look
    quiet=$((quiet + rested))
    if [ "$quiet" -ge 16 ]; then
      printf 'tick\n' || exit 70
      quiet=0
    fi
  done
}

# Kills what runs inside the attempt in folder $1, if it is still the process that was started.
kill_child() {
  child=
  born=
  [ -f "$1/child" ] || return 0
  read -r child born <"$1/child"
  read_started "$child"
  [ -n "$started" ] && [ "$started" = "$born" ] && kill -KILL "$child" 2>/dev/null
  return 0
}

cancel_attempt() {
  id=$1
  dir=$base/jobs/$id
  if [ ! -d "$dir" ]; then
    : >"$base/spent/$id"
    [ -d "$dir" ] || return 0
  fi
  [ -f "$dir/exit" ] && return 0
  : 2>/dev/null >"$dir/cancelled" || return 0
  kill_child "$dir"
  waited=0
  while [ "$waited" -lt 100 ]; do
    read_state "$id"
    case $state in
      running | starting) ;;
      *) return 0 ;;
    esac
    sleep 0.1
    waited=$((waited + 1))
    kill_child "$dir"
  done
  [ ! -f "$dir/pid" ] || kill -KILL -- "-$pid" 2>/dev/null
  write_exit "$dir" 130
}

verb_cancel() {
  check_id "$1"
  cancel_attempt "$1"
  header
  read_state "$1"
  printf 'status %s ' "$1"
  print_state
}

verb_results() {
  check_id "$1"
  read_state "$1"
  [ "$state" = ended ] || fail 66 "Attempt $1 has no results: it is $state."
  header
  [ ! -f "$dir/results.txt" ] || cat "$dir/results.txt"
}

verb_fetch() {
  check_id "$1"
  check_file "$2"
  check_number "$3"
  file=$base/jobs/$1/results/$2
  [ -f "$file" ] || fail 66 "Attempt $1 has no result $2."
  size=$(size_of "$file")
  [ "$3" -le "$size" ] || fail 64 "$2 has $size bytes only."
  header
  printf 'bytes %s\n' "$((size - $3))"
  tail -c +$(($3 + 1)) "$file"
}

verb_cleanup() {
  for id in "$@"; do check_id "$id"; done
  header
  for id in "$@"; do
    : >"$base/spent/$id" || fail 73 "$base/spent cannot be written."
    read_state "$id"
    case $state in
      running | starting) cancel_attempt "$id" ;;
      died) kill_child "$dir" ;;
    esac
    rm -rf "$base/jobs/$id"
    printf 'cleaned %s\n' "$id"
  done
}
`;
