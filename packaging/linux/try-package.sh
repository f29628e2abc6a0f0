#!/usr/bin/env bash
# Installs the .deb in a clean root and plays the tour there as an ordinary user: try-package.sh [DEB [ROOT]]
# Needs root, debootstrap and iproute2. The root gets Debian's least system, the package, and what apt brings for it: no checkout,
# no Python, and for the tour no network but loopback. SUITE and MIRROR name the system; otherwise they are this machine's own.
set -euo pipefail
cd "$(dirname "$0")/../.."
deb="${1:-$(ls -t dist/*.deb 2>/dev/null | head -1)}"
root="$(realpath -m "${2:-build/clean-root}")"
[ -f "${deb:-}" ] || { echo "no package; make one with: make package" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo "needs root" >&2; exit 2; }
for tool in debootstrap ip unshare; do
  command -v "$tool" >/dev/null || { echo "missing: $tool (apt-get install debootstrap iproute2)" >&2; exit 2; }
done
suite="${SUITE:-$(. /etc/os-release && echo "$VERSION_CODENAME")}"
mirror="${MIRROR:-$(apt-get indextargets --format '$(CREATED_BY) $(CODENAME) $(SITE)' | awk -v s="$suite" '$1=="Packages" && $2==s {print $3; exit}')}"

rm -rf "$root"
mkdir -p "$(dirname "$root")"
echo "a clean $suite in $root …"
# shellcheck disable=SC2086 # without a mirror, debootstrap has its own
debootstrap --variant=minbase "$suite" "$root" ${mirror:-} >"$root.log" 2>&1 || { tail -5 "$root.log" >&2; exit 1; }
inside() { unshare --mount --pid --fork --mount-proc="$root/proc" chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }
alone() { unshare --net sh -c 'ip link set lo up && exec unshare --mount --pid --fork --mount-proc="$0/proc" chroot "$0" "$@"' "$root" "$@"; }

cp "$deb" "$root/tmp/package.deb"
echo "installing $(basename "$deb") with what it asks for …"
before="$(inside dpkg-query -W | wc -l)"
# With what it recommends (fonts), as apt does by default, but not with what those recommend in turn.
extra="$(dpkg-deb -f "$deb" Recommends | sed 's/ | [^,]*//g; s/,/ /g')"
inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /tmp/package.deb $extra >>"$root.log" 2>&1 || { tail -5 "$root.log" >&2; exit 1; }
rm "$root/tmp/package.deb"
inside dpkg --verify gridplus-desk
echo "✓ installed, $(($(inside dpkg-query -W | wc -l) - before)) packages in all; every file is as packed"

home="$(readlink -f "$root/usr/bin/gridplus" >/dev/null; dirname "$(readlink "$root/usr/bin/gridplus")")"
absent="$(inside sh -c "find $home -type f -name '*.so*' | LD_LIBRARY_PATH=$home/_internal xargs -n1 ldd 2>/dev/null | grep 'not found' | sort -u" || true)"
[ -z "$absent" ] || { echo "✗ libraries that no dependency brings: $absent" >&2; exit 1; }
echo "✓ every library of the package finds what it is linked to"

inside useradd --create-home officer
cp packaging/linux/try-bundle.sh "$root/usr/local/bin/try-bundle"
chmod 755 "$root/usr/local/bin/try-bundle"
if inside test -e /usr/bin/python3; then echo "(there is a Python in the root; the package uses its own)"; fi
alone /usr/bin/setpriv --reuid=officer --regid=officer --clear-groups /usr/bin/env -i HOME=/home/officer PATH=/usr/bin:/bin LANG=C.UTF-8 /usr/local/bin/try-bundle /usr/bin /home/officer/tour

inside apt-get remove -y -qq gridplus-desk >>"$root.log" 2>&1
for left in "$root$home" "$root/usr/bin/gridplus" "$root/usr/share/applications/gridplus.desktop"; do
  [ ! -e "$left" ] && [ ! -L "$left" ] || { echo "✗ left behind: $left" >&2; exit 1; }
done
echo "✓ removed without a trace; the tour's pictures are in $root/home/officer/tour"
