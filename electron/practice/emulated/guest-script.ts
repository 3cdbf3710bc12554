/**
 * What the first process of a guest's namespaces does: it mounts the guest's view, moves into it, and becomes its sshd.
 * POSIX sh of this machine. `$1` the shared root, `$2` the guest's folder, `$3` its name, `$4` the port of its sshd, `$5` the port
 * of its repository's web server, or 0.
 *
 * The folder holds `upper` and `work` (the changes to the root), `disk` (bound over /var/lib/portolan), `merged` (the mount
 * point), `ssh` (keys and configuration) and `boot_id`. /var/lib/portolan is no part of the overlay, since the upper layer of a
 * build's own overlay has to lie on a real file system; a build's lower layer may be `/`, which is one overlay deep.
 */
export const GUEST_SCRIPT = `
set -eu
root=$1 folder=$2 name=$3 port=$4 web=$5
new=$folder/merged
umask 022

mount -t overlay overlay -o "lowerdir=$root,upperdir=$folder/upper,workdir=$folder/work" "$new"
mount -t proc proc "$new/proc"
cat /proc/sys/kernel/random/uuid >"$folder/boot_id"
mount --bind "$folder/boot_id" "$new/proc/sys/kernel/random/boot_id"
mount -t tmpfs -o mode=755,nosuid,noexec tmpfs "$new/run"
mkdir "$new/run/sshd" "$new/run/lock"
mount -t tmpfs -o mode=1777 tmpfs "$new/tmp"

mount -t tmpfs -o mode=755,nosuid tmpfs "$new/dev"
mkdir "$new/dev/pts" "$new/dev/shm"
for device in null:3 zero:5 full:7 random:8 urandom:9; do
  mknod -m 666 "$new/dev/\${device%:*}" c 1 "\${device#*:}" 2>/dev/null || {
    : >"$new/dev/\${device%:*}"
    mount --bind "/dev/\${device%:*}" "$new/dev/\${device%:*}"
  }
done
mknod -m 666 "$new/dev/tty" c 5 0 2>/dev/null || true
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$new/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$new/dev/shm"
ln -s pts/ptmx "$new/dev/ptmx"
ln -s /proc/self/fd "$new/dev/fd"
ln -s /proc/self/fd/0 "$new/dev/stdin"
ln -s /proc/self/fd/1 "$new/dev/stdout"
ln -s /proc/self/fd/2 "$new/dev/stderr"

mkdir -p "$new/var/lib/portolan"
mount --bind "$folder/disk" "$new/var/lib/portolan"

printf '%s\\n' "$name" >/proc/sys/kernel/hostname
printf '%s\\n' "$name" >"$new/etc/hostname"
printf '127.0.0.1 localhost %s\\n::1 localhost\\n' "$name" >"$new/etc/hosts"
cp "$folder/ssh/ssh_host_ed25519_key" "$folder/ssh/ssh_host_ed25519_key.pub" "$folder/ssh/authorized_keys" "$folder/ssh/sshd_config" "$new/etc/ssh/"
chmod 600 "$new/etc/ssh/ssh_host_ed25519_key"

cd "$new"
pivot_root . .
umount -l .
cd /

if [ "$web" != 0 ]; then
  mkdir -p /var/lib/portolan/repository
  busybox httpd -p "127.0.0.1:$web" -h /var/lib/portolan/repository
fi
exec /usr/sbin/sshd -D -e -f /etc/ssh/sshd_config -o "Port=$port" </dev/null
`;

/** The guest's sshd: keys only, this machine's loopback only. Without PAM, which wants a system manager that is not there. */
export const SSHD_CONFIG = `ListenAddress 127.0.0.1
HostKey /etc/ssh/ssh_host_ed25519_key
AuthorizedKeysFile /etc/ssh/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PidFile none
PrintMotd no
PrintLastLog no
MaxStartups 100:30:200
SetEnv LANG=C.UTF-8
Subsystem sftp internal-sftp
`;
