#!/usr/bin/env bash
# Installs the system packages that the desk, its papers and its tests need; without the right to, says which are missing.
set -u
wanted=(
  libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0
  fonts-noto-cjk fonts-liberation2 fonts-lxgw-wenkai poppler-utils
)
command -v dpkg-query >/dev/null 2>&1 || { echo "not a Debian system: please provide Qt's libraries, Noto CJK fonts and poppler-utils"; exit 0; }
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo="sudo -n"; else
    echo "missing system packages, please have them installed: ${missing[*]}"
    exit 0
  fi
fi
echo "installing system packages: ${missing[*]}"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
