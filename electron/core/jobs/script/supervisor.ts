import { sh } from './sh.ts';

/** `run`: the first process of a job's session. Starts what does the work, keeps the heartbeat and the timeout, writes the exit status once. */
export const SUPERVISOR = sh`
# The first writer wins; a reader sees a whole file or none.
write_exit() {
  printf '%s\n' "$2" >"$1/exit.$$"
  sync "$1/exit.$$" 2>/dev/null
  ln "$1/exit.$$" "$1/exit" 2>/dev/null
  rm -f "$1/exit.$$"
}

heartbeat() {
  read_uptime
  since=$uptime
  read_started "$1"
  parent=$started
  while sleep 2; do
    read_started "$1"
    [ "$started" = "$parent" ] || return 0
    : >"$dir/heartbeat"
    read_uptime
    if [ $((uptime - since)) -ge "$2" ]; then
      : >"$dir/timedout"
      kill_child "$dir"
    fi
  done
}

verb_run() {
  id=$1
  dir=$base/jobs/$id
  cd "$dir" || exit 70
  # In a process of its own: an emulated one is told made-up facts about itself, true ones about others.
  started=$(read_started $$; printf '%s' "$started")
  : >log
  : >heartbeat
  printf '%s %s\n' $$ "$started" >pid.new && mv pid.new pid || exit 70
  timeout=$(job_value job timeout) || timeout=86400
  printf 'preparing %s\n' "$(date +%s)" >phases
  unshare --mount --pid --fork --kill-child "$self" inside "$id" </dev/null >>log 2>&1 &
  child=$!
  read_started "$child"
  printf '%s %s\n' "$child" "$started" >child.new && mv child.new child
  # Whoever cancelled before the line above could not kill; whoever cancels after it can.
  [ ! -e cancelled ] || kill -KILL "$child" 2>/dev/null
  heartbeat $$ "$timeout" >/dev/null 2>&1 &
  watcher=$!
  wait "$child"
  code=$?
  kill "$watcher" 2>/dev/null
  if [ -e cancelled ]; then
    code=130
  elif [ -e timedout ]; then
    code=11
    printf 'portolan: the build was stopped after %s seconds\n' "$timeout" >>log
  elif [ "$code" -ge 128 ]; then
    code=71
  fi
  write_exit "$dir" "$code"
  rm -rf "$dir/root" "$dir/upper" "$dir/work"
}
`;
