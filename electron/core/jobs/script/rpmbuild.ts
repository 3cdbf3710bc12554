import { sh } from './sh.ts';

/** `inside`: the rpmbuild driver, first process of the job's namespaces. Its exit codes are the table in ../README.md. */
export const RPMBUILD = sh`
say() { printf 'portolan: %s\n' "$*"; }

# give_up CODE SENTENCE: a full disk is told from every other cause, for it explains them all. What a log says of one counts only
# where little is left, of the disk or of the job's memory in /dev/shm: test suites print such words, too, and what filled it is still there.
give_up() {
  code=$1
  shift
  say "$*"
  free=$(free_in "$dir")
  memory=$(free_in "\${root:-$dir}/dev/shm")
  if [ "$free" -lt 8192 ] || { { [ "$free" -lt 1048576 ] || [ "$memory" -lt 1024 ]; } && tail -c 20000 "$dir/log" | grep -aq 'No space left on device'; }; then
    say 'the disk is full'
    code=32
  fi
  exit "$code"
}

# free_in FOLDER: KiB; plenty where it cannot be told.
free_in() {
  free_kib=$(df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }')
  echo "\${free_kib:-1048576}"
}

verb_inside() {
  dir=$base/jobs/$1
  cd "$dir" || exit 20
  job=$dir/job
  spec=$(job_value "$job" spec) || give_up 20 'the job names no spec'
  say "preparing the buildroot of $1"
  make_root "$dir" || give_up 20 'the buildroot could not be made'
  make_topdir "$dir" || give_up 20 'the sources could not be laid out'
  installed=
  install_exact || give_up 30 'a package of the buildroot could not be installed'
  build_requires
  install_rest
  [ -z "$installed" ] || chroot "$root" /sbin/ldconfig 2>/dev/null
  chroot "$root" rpm -qa --qf '%{nevra} %|sha256header?{%{sha256header}}:{%{sigmd5}}|\n' | sort >"$dir/installed" || give_up 20 'the buildroot could not be recorded'
  say "the buildroot is ready: $(wc -l <"$dir/installed") packages in its database"
  run_rpmbuild
  if [ "$stop_after" = prep ]; then
    say 'the sources are laid out, and every patch applies: stopped after %prep, as asked'
    exit 0
  fi
  gather || give_up 70 'the results could not be gathered'
  exit 0
}

# Sets the positional parameters of its caller's command: every flag of the job that rpm and rpmbuild both read.
# Called as: with_flags COMMAND…, runs COMMAND… FLAGS….
with_flags() {
  target=$(job_value "$job" target) && set -- "$@" --target "$target"
  while read -r key value; do
    case $key in
      define) set -- "$@" --define "$value" ;;
      with) set -- "$@" --with "$value" ;;
      without) set -- "$@" --without "$value" ;;
    esac
  done <"$job"
  "$@"
}

install_exact() {
  mkdir -p "$root/var/cache/portolan" || return 1
  set --
  while read -r key digest file; do
    [ "$key" = install ] || continue
    check_file "$file"
    cp --reflink=auto "$base/cache/sha256/$digest" "$root/var/cache/portolan/$file" || return 1
    set -- "$@" "/var/cache/portolan/$file"
  done <"$job"
  [ $# -gt 0 ] || return 0
  say "installing $# packages"
  installed=yes
  chroot "$root" rpm -U --oldpackage --replacepkgs --replacefiles --nosignature "$@"
}

build_requires() {
  # The spec comes last on the command line; rpmspec takes it after the flags.
  if ! with_flags offline_build rpmspec -q --buildrequires "/builddir/SPECS/$spec" >"$dir/requires" 2>"$dir/requires.log"; then
    cat "$dir/requires.log"
    if grep -aEq 'No compatible architectures found|Architecture is (not included|excluded)' "$dir/requires.log"; then
      give_up 12 'the spec says that it is not for this architecture'
    fi
    give_up 40 'the spec cannot be parsed'
  fi
  cat "$dir/requires.log"
  sort -u -o "$dir/requires" "$dir/requires"
  say 'BuildRequires:'
  sed 's/^/portolan:   /' "$dir/requires"
}

offline_build() { offline as_build "$@"; }

install_rest() {
  grep -q '^repository ' "$job" || return 0
  [ -s "$dir/requires" ] || return 0
  have dnf || give_up 20 'this builder has no dnf, and the job names a repository'
  {
    printf '[main]\nreposdir=/nowhere\ngpgcheck=0\ninstall_weak_deps=0\nbest=1\nkeepcache=0\ncachedir=/var/cache/dnf\nlogdir=/var/log\nobsoletes=1\nplugins=0\n'
    while read -r key id url; do
      [ "$key" = repository ] || continue
      printf '[%s]\nname=%s\nbaseurl=%s\nmodule_hotfixes=1\nskip_if_unavailable=0\nmetadata_expire=never\n' "$id" "$id" "$url"
    done <"$job"
  } >"$root/etc/portolan-dnf.conf"
  while read -r key id url; do
    case $key:$url in
      repository:file:///*)
        folder=\${url#file://}
        mkdir -p "$root$folder" && mount --bind -o ro "$folder" "$root$folder" || give_up 31 "the repository $url is not on this builder"
        ;;
    esac
  done <"$job"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null
  # What the repositories have comes from them, even where the root has it too: our own zlib before the root's.
  set --
  while IFS= read -r capability; do
    case $capability in
      '('* | *,*) ;;
      *) set -- "$@" --whatprovides "$capability" ;;
    esac
  done <"$dir/requires"
  : >"$dir/wanted"
  if [ $# -gt 0 ]; then
    chroot "$root" dnf -q -c /etc/portolan-dnf.conf repoquery --latest-limit=1 --qf '%{name}.%{arch}' "$@" >"$dir/wanted" 2>"$dir/dnf.log" || dnf_failed
  fi
  grep '^(' "$dir/requires" >>"$dir/wanted"
  sort -u -o "$dir/wanted" "$dir/wanted"
  [ -s "$dir/wanted" ] || return 0
  set --
  while IFS= read -r name; do set -- "$@" "$name"; done <"$dir/wanted"
  say "installing from the repositories: $*"
  installed=yes
  chroot "$root" dnf -y -q -c /etc/portolan-dnf.conf --allowerasing --exclude=portolan-root-provides install "$@" >"$dir/dnf.log" 2>&1 || dnf_failed
  cat "$dir/dnf.log"
}

dnf_failed() {
  cat "$dir/dnf.log"
  if grep -aEq 'Failed to download metadata|Errors during downloading|Curl error|Cannot download|No more mirrors|cannot be accessed' "$dir/dnf.log"; then
    give_up 31 'a repository could not be read'
  fi
  give_up 30 'a BuildRequires cannot be installed'
}

# Appends the phases whose markers rpmbuild has printed since the last look; the overlap catches a marker cut in two.
note_phases() {
  size=$(size_of "$dir/log")
  [ "$size" -ne "$seen" ] || return 0
  from=$((seen > 40 ? seen - 40 : 0))
  for marker in $(tail -c +$((from + 1)) "$dir/log" | grep -aoE '^Executing\(%(prep|build|install|check)\)' | sed 's/.*%\([a-z]*\).*/\1/'); do
    [ "$marker" != "$noted" ] || continue
    noted=$marker
    printf '%s %s\n' "$marker" "$(date +%s)" >>"$dir/phases"
  done
  seen=$size
}

run_rpmbuild() {
  seen=$(size_of "$dir/log")
  noted=
  set --
  while read -r key value; do
    case $key in
      environment) set -- "$@" "$value" ;;
    esac
  done <"$job"
  stop_after=$(job_value "$job" until) || stop_after=
  if [ "$stop_after" = prep ]; then set -- "$@" rpmbuild -bp; else set -- "$@" rpmbuild -ba; fi
  # rpm ends the script of %prep with this macro, when %setup has said where the sources are (build/build.c, doScript).
  [ ! -f "$root/builddir/PATCHES/list" ] || set -- "$@" --define \
    '__spec_prep_post cd "%{_builddir}%{?buildsubdir:/%{buildsubdir}}" && /bin/sh /builddir/PATCHES/apply || exit 1; %{___build_post}'
  ! job_value "$job" nocheck >/dev/null || set -- "$@" --nocheck
  with_flags offline_build "$@" "/builddir/SPECS/$spec" </dev/null 2>&1 &
  rpmbuild=$!
  (
    while :; do
      read_hundredths
      look_began=$hundredths
      note_phases
      printf '%s %s\n' "$seen" "$noted" >"$dir/noted"
      rest_after_look
    done
  ) &
  watcher=$!
  wait "$rpmbuild"
  code=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  [ ! -s "$dir/noted" ] || read -r seen noted <"$dir/noted" || :
  note_phases
  if [ "$code" -eq 0 ]; then
    if [ -f "$root/builddir/PATCHES/list" ] && [ ! -f "$root/builddir/PATCHES/applied" ]; then
      give_up 10 'the patches were not applied: the spec has no %prep, or ends it by itself'
    fi
    return 0
  fi
  if tail -c 20000 "$dir/log" | grep -aEq '^error: (No compatible architectures found|Architecture is (not included|excluded))'; then
    give_up 12 'the spec says that it is not for this architecture'
  fi
  if tail -c 20000 "$dir/log" | grep -aq '^error: Failed build dependencies'; then
    give_up 30 'a BuildRequires is not provided by anything'
  fi
  give_up 10 "rpmbuild ended with $code"
}

gather() {
  printf 'collecting %s\n' "$(date +%s)" >>"$dir/phases"
  mkdir -p "$dir/results" || return 1
  find "$root/builddir/RPMS" "$root/builddir/SRPMS" -type f -name '*.rpm' -exec mv -f {} "$dir/results/" \; || return 1
  chown -R 0:0 "$dir/results"
  chmod 644 "$dir"/results/*.rpm || return 1
  {
    for file in "$dir"/results/*.rpm; do
      facts=$(rpm -qp --nosignature --qf '%{name} %|epoch?{%{epoch}}:{-}| %{version} %{release} %|sourcerpm?{%{arch}}:{src}| %|sourcerpm?{%{sourcerpm}}:{-}| %|sha256header?{%{sha256header}}:{%{sigmd5}}|' "$file") || return 1
      printf 'rpm %s %s %s %s\n' "$(sha256sum <"$file" | cut -c1-64)" "$(($(size_of "$file")))" "\${file##*/}" "$facts"
    done
    sed 's/^/installed /' "$dir/installed"
  } >"$dir/results.new" || return 1
  mv "$dir/results.new" "$dir/results.txt"
}
`;
