import { sh } from './sh.ts';

/** What every verb uses: failing with a sentence, checking names, reading the `job` file, telling where an attempt stands. */
export const COMMON = sh`#!/bin/sh
# portolan-job: builds that outlive the desk. The protocol is described in electron/core/jobs/README.md.
set -u
umask 022
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL
self=$0
base=\${self%/bin/*}
uid_of_builds=62999

fail() {
  code=$1
  shift
  printf '%s\n' "$*" >&2
  exit "$code"
}

header() { printf 'portolan-job 1\n'; }

have() { command -v "$1" >/dev/null 2>&1; }

check_id() {
  case $1 in
    '' | *[!a-z0-9-]* | -*) fail 64 "This is not the id of an attempt: $1" ;;
  esac
}

check_file() {
  case $1 in
    '' | */* | .*) fail 64 "This is not a file name: $1" ;;
  esac
}

check_digest() {
  case $1 in
    *[!0-9a-f]*) fail 64 "This is not a SHA-256 digest: $1" ;;
  esac
  [ \${#1} -eq 64 ] || fail 64 "This is not a SHA-256 digest: $1"
}

check_number() {
  case $1 in
    '' | *[!0-9]*) fail 64 "This is not a number: $1" ;;
  esac
}

# Sets boot_id. Read afresh each time: this script may outlive nothing, but the file may be bound over.
read_boot_id() {
  boot_id=
  read -r boot_id </proc/sys/kernel/random/boot_id || boot_id=unknown
}

# Sets uptime, in seconds: no clock that a person can set.
read_uptime() {
  uptime=0
  read -r uptime rest </proc/uptime || :
  uptime=\${uptime%%.*}
}

# Sets hundredths: the same in hundredths of a second. 1\${…} keeps 08 from being octal.
read_hundredths() {
  hundredths=0.00
  read -r hundredths rest </proc/uptime || :
  hundredths=$((\${hundredths%%.*} * 100 + 1\${hundredths#*.} - 100))
}

# Between two looks at something: eight times what the look took that began with read_hundredths in look_began, half a second at least
# and 4 s at most. Where starting a process is slow (an emulated builder), looking would else keep the build from its processor.
# Sets rested, in half seconds.
rest_after_look() {
  read_hundredths
  tenths=$(((hundredths - look_began) * 8 / 10))
  [ "$tenths" -ge 5 ] || tenths=5
  [ "$tenths" -le 40 ] || tenths=40
  sleep "$((tenths / 10)).$((tenths % 10))"
  rested=$((tenths / 5))
}

# Sets started: when process $1 was started, empty where it is not there. A pid alone may have been given away again.
read_started() {
  started=
  line=
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
  # shellcheck disable=SC2086
  set -- \${line##*) }
  started=\${20-}
}

# The first value of key $2 in the job file $1.
job_value() {
  while read -r key value; do
    if [ "$key" = "$2" ]; then
      printf '%s\n' "$value"
      return 0
    fi
  done <"$1"
  return 1
}

size_of() {
  if [ -f "$1" ]; then wc -c <"$1"; else echo 0; fi
}

# Sets state (and exit_code) of attempt $1. The exit status is looked at again when the process has gone meanwhile.
read_state() {
  dir=$base/jobs/$1
  exit_code=
  state=gone
  [ -d "$dir" ] || return 0
  if [ -f "$dir/exit" ]; then
    read -r exit_code <"$dir/exit"
    state=ended
    return 0
  fi
  read_boot_id
  recorded=
  [ -f "$dir/boot" ] && read -r recorded <"$dir/boot"
  if [ -n "$recorded" ] && [ "$recorded" != "$boot_id" ]; then
    state=rebooted
    return 0
  fi
  if [ ! -f "$dir/pid" ]; then
    # Whoever made the folder has a moment to start the job; after that it never will.
    state=starting
    [ -z "$(find "$dir" -maxdepth 0 -mmin +2 2>/dev/null)" ] || state=died
    return 0
  fi
  pid=
  began_at=
  read -r pid began_at <"$dir/pid"
  read_started "$pid"
  if [ -n "$started" ] && [ "$started" = "$began_at" ]; then
    state=running
  elif [ -f "$dir/exit" ]; then
    read -r exit_code <"$dir/exit"
    state=ended
  else
    state=died
  fi
}

# Sets phase of the attempt in folder $1.
read_phase() {
  phase=preparing
  [ -f "$1/phases" ] || return 0
  while read -r name rest; do phase=$name; done <"$1/phases"
}

print_state() {
  case $state in
    running)
      read_phase "$dir"
      now=$(date +%s)
      beat=$(stat -c %Y "$dir/heartbeat" 2>/dev/null || echo "$now")
      age=$((now - beat))
      [ "$age" -ge 0 ] || age=0
      printf 'running %s %s %s\n' "$phase" "$(size_of "$dir/log")" "$age"
      ;;
    ended) printf 'ended %s %s\n' "$exit_code" "$(size_of "$dir/log")" ;;
    *) printf '%s\n' "$state" ;;
  esac
}
`;
