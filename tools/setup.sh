#!/usr/bin/env bash
# Installs what sandan needs to build, run and test on Debian 12. Uses the package registry only
# when something is missing. Run as root or with sudo available.
# usage: tools/setup.sh [--with-postgis] [--with-browser] [--with-validators] [--with-mpi] [--with-qgis]
#   --with-postgis    also a PostgreSQL server with PostGIS, for the test of `pg:` layers and for tools/bench.sh
#   --with-browser    also Chromium and node packages, for the tests of the web map
#   --with-validators also node, xmllint and ogrinfo, and from npm the SARIF multitool, ajv and the
#                     Jenkins schema of JUnit, into build/validators: what "validators" tests ask
#   --with-qgis       also QGIS and MapServer (430 MB), for the tests of what opens in them
#   --with-mpi        also OpenMPI, for -DSANDAN_MPI=ON, and GNU parallel, for tests/acceptance/batch.py
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
browser=
validators=

packages=(
    g++ cmake ninja-build pkg-config
    libgdal-dev libgeos-dev libproj-dev proj-data libboost-dev
    libfmt-dev libcli11-dev nlohmann-json3-dev libtomlplusplus-dev libxlsxwriter-dev
    coinor-libcbc-dev libglib2.0-dev libseccomp-dev libsqlite3-dev libminizip-dev libpugixml-dev zlib1g-dev nettle-dev
    libcairo2-dev libmicrohttpd-dev libpng-dev libpango1.0-dev fontconfig fonts-nanum
    catch2 python3 gdal-bin clang-format clang-tidy poppler-utils
)
for option; do
    case $option in
    --with-postgis) packages+=(postgresql-15 postgresql-15-postgis-3 postgis) ;;
    --with-qgis) packages+=(qgis qgis-providers python3-qgis cgi-mapserver) ;;
    --with-mpi) packages+=(libopenmpi-dev openmpi-bin parallel) ;;
    --with-browser) browser=yes ;;
    --with-validators) validators=yes ;;
    *)
        echo "setup: unknown option $option (expected --with-postgis, --with-browser, --with-validators, --with-mpi, --with-qgis)" >&2
        exit 2
        ;;
    esac
done

[ -z "$browser" ] || packages+=(chromium)
[ -z "$validators" ] || packages+=(libxml2-utils)
if [ -n "$browser$validators" ] && ! command -v npm >/dev/null; then
    packages+=(nodejs npm)
fi

node_packages() {
    [ -z "$browser" ] || npm ci --prefix "$root/tools/web" --ignore-scripts
    [ -n "$validators" ] || return 0
    mkdir -p "$root/build/validators"
    cp "$root/tests/validators/package.json" "$root/build/validators/"
    (cd "$root/build/validators" && npm install --ignore-scripts --no-audit --no-fund --silent)
    echo "setup: validators are in build/validators"
}

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
        missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    node_packages
    echo "setup: everything needed is installed"
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: run as root, or install sudo" >&2; exit 1; }
    as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
node_packages
