import { sh } from './sh.ts';

/** The verbs by name. Those below the line are the script's own: it calls itself with them. */
export const MAIN = sh`
[ $# -ge 1 ] || fail 64 "A verb is missing."
verb=$1
shift
case $verb in
  probe) verb_probe "$@" ;;
  put) [ $# -eq 2 ] || fail 64 "put takes a digest and a size."; verb_put "$@" ;;
  start) [ $# -eq 1 ] || fail 64 "start takes the id of an attempt."; verb_start "$@" ;;
  status) verb_status "$@" ;;
  follow) [ $# -eq 2 ] || fail 64 "follow takes an attempt and an offset."; verb_follow "$@" ;;
  cancel) [ $# -eq 1 ] || fail 64 "cancel takes the id of an attempt."; verb_cancel "$@" ;;
  results) [ $# -eq 1 ] || fail 64 "results takes the id of an attempt."; verb_results "$@" ;;
  fetch) [ $# -eq 3 ] || fail 64 "fetch takes an attempt, a file and an offset."; verb_fetch "$@" ;;
  cleanup) verb_cleanup "$@" ;;
  specs) verb_specs ;;
  root) verb_root ;;
  repo-list) [ $# -eq 1 ] || fail 64 "repo-list takes a folder."; verb_repo_list "$@" ;;
  repo-publish) [ $# -eq 1 ] || fail 64 "repo-publish takes a folder."; verb_repo_publish "$@" ;;
  repo-prune) [ $# -ge 1 ] || fail 64 "repo-prune takes a folder and the generations to keep."; verb_repo_prune "$@" ;;
  repo-serve) [ $# -eq 3 ] || fail 64 "repo-serve takes a folder, an address and a port."; verb_repo_serve "$@" ;;
  repo-unserve) [ $# -eq 1 ] || fail 64 "repo-unserve takes a folder."; verb_repo_unserve "$@" ;;
  # The script's own.
  run) verb_run "$@" ;;
  inside) verb_inside "$@" ;;
  specs-inside) verb_specs_inside "$@" ;;
  with-loopback)
    ip link set lo up 2>/dev/null
    "$@"
    ;;
  *) fail 64 "There is no verb $verb." ;;
esac
`;
