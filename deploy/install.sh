#!/bin/sh
# Installs this bundle below a folder, beside earlier releases, without any package index.
#
#   sh install.sh /opt/weian
#
# Nothing that runs is touched: afterwards /opt/weian/current points at the new release, and
# /opt/weian/previous at the one before. Restart the service to use it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${1:?"usage: sh install.sh /opt/weian"}
read -r python machine < "$here/PYTHON"

program=$(command -v "python$python" || command -v python3) || { echo "Python $python is needed." >&2; exit 1; }
found=$("$program" -c 'import platform, sys; print("%d.%d %s" % (*sys.version_info[:2], platform.machine()))')
[ "$found" = "$python $machine" ] || { echo "This bundle is for Python $python on $machine; found $found." >&2; exit 1; }

release="$prefix/releases/$(basename "$here")"
[ ! -e "$release" ] || { echo "$release is there already." >&2; exit 1; }
mkdir -p "$release"
trap 'status=$?; [ $status = 0 ] || rm -rf "$release"; exit $status' EXIT
cp -R "$here/app" "$release/app"
"$program" -m venv "$release/venv"
"$release/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
    --require-hashes --find-links "$here/wheels" -r "$here/requirements.txt"
site=$("$release/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$release/app/src" > "$site/weian.pth"
mkdir "$release/bin"
cat > "$release/bin/weian" <<EOF
#!/bin/sh
exec "$release/venv/bin/python" -m weian.site.cli "\$@"
EOF
chmod 755 "$release/bin/weian"
"$release/venv/bin/python" -m compileall -q "$release/app/src"

[ ! -L "$prefix/current" ] || ln -sfn "$(readlink "$prefix/current")" "$prefix/previous"
ln -sfn "$release" "$prefix/current"
echo "Installed $release"
