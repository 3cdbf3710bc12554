import { sh } from './sh.ts';

/** The verbs of the repository host: immutable numbered generations, one writer at a time. See ../../repository/README.md. */
export const REPOSITORY = sh`
# All that changes the folder $1 happens under one lock, which goes with this process.
locked() {
  mkdir -p "$1" || fail 73 "$1 cannot be made."
  exec 9>"$1/.lock" || fail 73 "$1 cannot be written."
  flock 9 || fail 70 "$1 cannot be locked."
}

# Sets latest (a number, or empty) and previous (its folder) of the repository in $1.
read_latest() {
  latest=
  previous=
  name=$(readlink "$1/latest") || return 0
  previous=$1/$name
  latest=$(printf '%s' "\${name#g}" | sed 's/^0*\(.\)/\1/')
}

generation_name() { printf 'g%06d' "$1"; }

verb_repo_list() {
  header
  read_latest "$1"
  for folder in "$1"/g[0-9]*; do
    [ -d "$folder" ] || continue
    printf 'generation %s\n' "$(printf '%s' "\${folder##*/g}" | sed 's/^0*\(.\)/\1/')"
  done
  [ -n "$latest" ] || return 0
  printf 'latest %s\n' "$latest"
  cat "$previous/MANIFEST"
}

verb_repo_publish() {
  repo=$1
  have createrepo_c || fail 70 "This builder has no createrepo_c."
  locked "$repo"
  rm -rf "$repo"/.next.*
  next=$(mktemp -d "$repo/.next.XXXXXX") || fail 73 "$repo cannot be written."
  trap 'rm -rf "$next"' EXIT
  request=$next/.request
  cat >"$request"
  tail -n 1 "$request" | grep -qx 'end' || fail 65 "The publication did not arrive whole."
  read_latest "$repo"
  manifest=/dev/null
  [ -z "$previous" ] || manifest=$previous/MANIFEST
  # The attempts that no generation has seen yet.
  awk 'first { if ($1 == "published") seen[$2] = 1; next }
    $1 == "publication" { fresh = !($2 in seen); source = $3; attempt = $2; if (fresh) print "publication", attempt, source; next }
    $1 == "rpm" && fresh { print "rpm", $2, $3, source, attempt }' first=1 "$manifest" first=0 "$request" >"$next/.fresh"
  awk '$1 == "rpm" { print $2, $3 }' "$next/.fresh" >"$next/.rpms"
  : >"$next/.missing"
  while read -r digest file; do
    check_digest "$digest"
    check_file "$file"
    [ -f "$base/cache/sha256/$digest" ] || printf 'missing %s\n' "$digest" >>"$next/.missing"
  done <"$next/.rpms"
  if [ -s "$next/.missing" ]; then
    header
    sort -u "$next/.missing"
    return 0
  fi
  if [ -z "$latest" ] || [ -s "$next/.fresh" ]; then
    number=0
    [ -z "$latest" ] || number=$((latest + 1))
    make_generation
  fi
  header
  printf 'latest %s\n' "$latest"
  awk 'first { if ($1 == "published") at[$2] = $3; next }
    $1 == "publication" { print "published", $2, at[$2] }' first=1 "$previous/MANIFEST" first=0 "$request"
}

# The previous manifest without every file of the sources that come anew and without any file of the same name, then what is new.
make_generation() {
  awk -v number="$number" 'first {
      if ($1 == "publication") { sources[$3] = 1; last[$3] = $2; order[++count] = $2 }
      if ($1 == "rpm") { files[$3] = $2; rows[++total] = $0 }
      next
    }
    $1 == "published" { print }
    $1 == "entry" && !($4 in sources) && !($3 in files) { print }
    END {
      for (i = 1; i <= count; i++) print "published", order[i], number
      for (i = 1; i <= total; i++) {
        split(rows[i], f, " ")
        if (last[f[4]] == f[5]) print "entry", f[2], f[3], f[4], f[5]
      }
    }' first=1 "$next/.fresh" first=0 "$manifest" >"$next/MANIFEST" || fail 73 "The manifest cannot be written."
  awk '$1 == "entry" { print $2, $3 }' "$next/MANIFEST" >"$next/.rpms"
  while read -r digest file; do
    if [ -n "$previous" ] && [ -f "$previous/$file" ] && grep -q "^entry $digest " "$previous/MANIFEST"; then
      ln "$previous/$file" "$next/$file" || fail 73 "$repo cannot be written."
    else
      ln "$base/cache/sha256/$digest" "$next/$file" 2>/dev/null || cp "$base/cache/sha256/$digest" "$next/$file" ||
        fail 73 "$repo cannot be written."
    fi
  done <"$next/.rpms"
  rm -f "$next"/.request.* "$next/.rpms" "$next/.missing"
  [ -z "$previous" ] || cp -a "$previous/repodata" "$next/repodata" || fail 73 "$repo cannot be written."
  createrepo_c --quiet --update --no-database "$next" >&2 || fail 70 "createrepo_c failed."
  chmod 755 "$next"
  mv "$next/.request" "$repo/.request"
  rm -f "$next/.fresh"
  name=$(generation_name "$number")
  mv -T "$next" "$repo/$name" || fail 73 "$repo cannot be written."
  request=$repo/.request
  ln -sfn "$name" "$repo/.latest" && mv -T "$repo/.latest" "$repo/latest" || fail 73 "$repo cannot be written."
  latest=$number
  previous=$repo/$name
}

verb_repo_prune() {
  repo=$1
  shift
  for number in "$@"; do check_number "$number"; done
  locked "$repo"
  read_latest "$repo"
  header
  rm -rf "$repo"/.gone.*
  for folder in "$repo"/g[0-9]*; do
    [ -d "$folder" ] || continue
    number=$(printf '%s' "\${folder##*/g}" | sed 's/^0*\(.\)/\1/')
    case " $latest $* " in
      *" $number "*) continue ;;
    esac
    mv -T "$folder" "$repo/.gone.$number" && rm -rf "$repo/.gone.$number"
    printf 'pruned %s\n' "$number"
  done
}

verb_repo_serve() {
  repo=$1
  check_number "$3"
  locked "$repo"
  header
  pid=
  began_at=
  where=
  [ ! -f "$repo/.httpd" ] || read -r pid began_at where <"$repo/.httpd" || :
  if [ -n "$pid" ]; then
    read_started "$pid"
    if [ -n "$started" ] && [ "$started" = "$began_at" ]; then
      if [ "$where" = "$2:$3" ]; then
        printf 'serving %s\n' "$where"
        return 0
      fi
      kill "$pid"
    fi
  fi
  if have busybox; then
    setsid busybox httpd -f -p "$2:$3" -h "$repo" </dev/null >"$repo/.httpd.log" 2>&1 9>&- &
  elif have python3; then
    setsid python3 -m http.server --bind "$2" --directory "$repo" "$3" </dev/null >"$repo/.httpd.log" 2>&1 9>&- &
  else
    fail 70 "This builder has neither busybox nor python3 to serve the repository with."
  fi
  pid=$!
  sleep 0.3
  read_started "$pid"
  [ -n "$started" ] || fail 70 "The repository cannot be served at $2:$3: $(tail -n 1 "$repo/.httpd.log")"
  printf '%s %s %s\n' "$pid" "$started" "$2:$3" >"$repo/.httpd"
  printf 'serving %s\n' "$2:$3"
}

verb_repo_unserve() {
  repo=$1
  locked "$repo"
  header
  pid=
  began_at=
  [ ! -f "$repo/.httpd" ] || read -r pid began_at where <"$repo/.httpd" || :
  [ -n "$pid" ] || return 0
  read_started "$pid"
  [ -n "$started" ] && [ "$started" = "$began_at" ] && kill "$pid"
  rm -f "$repo/.httpd"
}
`;
