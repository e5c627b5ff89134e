#!/bin/sh
# Lays out what the container image holds beside the program's jars: a Java runtime cut to size, the C library that it
# needs, zone data, a user. Run by the Maven profile `image` on a Debian machine.
#
#   rootfs.sh JDK FOLDER     FOLDER is made anew
#
# Libraries are what `ldd` names for the runtime's own files, copied from this machine with the records of the packages
# that they came from, so that a scanner of the image knows them. No shell, no package tool, no other program.
set -eu
jdk=$1
root=$2

# Held by ImageIT, which starts the program and has it answer; jdeps finds more, for parts of libraries that we do not use.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.management,jdk.unsupported

say() { printf 'image: %s\n' "$*" >&2; }

command -v dpkg-query >/dev/null 2>&1 ||
    { say "no dpkg here: the image takes its C library and zone data from Debian packages"; exit 1; }
[ -d /usr/share/zoneinfo/Etc ] ||
    { say "no zone data here: apt-get install tzdata"; exit 1; }

rm -rf "$root"
mkdir -p "$root/opt" "$root/etc" "$root/tmp" "$root/data" "$root/var/lib/dpkg/status.d" "$root/usr/share/doc"

"$jdk/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
    --compress zip-6 --output "$root/opt/java"
# What starts other programs, and what is not started: nothing in the image but `java` runs.
for name in "$root"/opt/java/bin/*; do
    case $name in */java) ;; *) rm -f "$name" ;; esac
done
rm -f "$root/opt/java/lib/jspawnhelper" "$root/opt/java/lib/jexec"

# Prints the package that file $1 came with: Debian 12 records /lib paths for what lies in /usr/lib.
owner() {
    real=$(readlink -f "$1")
    for path in "$1" "$real" "${real#/usr}"; do
        if dpkg-query -S "$path" 2>/dev/null | sed 's/: .*//' | head -n 1 | grep .; then
            return
        fi
    done
    say "no package owns $1"
    return 1
}

# Copies file $1 to the same place, links followed, and notes its package.
packages=$root/../packages
: >"$packages"
take() {
    mkdir -p "$root$(dirname "$1")"
    cp -L "$1" "$root$1"
    owner "$1" >>"$packages"
}

libraries=$(find "$root/opt/java" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + 2>/dev/null |
    sed -n -e 's|.* => \(/[^ ]*\) (.*|\1|p' -e 's|^[[:space:]]*\(/[^ ]*\) (.*|\1|p' | grep -v "^$root/" | sort -u)
for library in $libraries; do
    take "$library"
done

mkdir -p "$root/usr/share/zoneinfo"
(cd /usr/share/zoneinfo && find . -type f -o -type l | grep -v -e '^\./posix' -e '^\./right' -e '^\./localtime$' -e '\.list$') |
    sort >"$root/../zones"
while read -r zone; do
    [ -f "/usr/share/zoneinfo/$zone" ] || continue
    mkdir -p "$root/usr/share/zoneinfo/$(dirname "$zone")"
    cp -L "/usr/share/zoneinfo/$zone" "$root/usr/share/zoneinfo/$zone"
done <"$root/../zones"
owner /usr/share/zoneinfo/UTC >>"$packages"

sort -u "$packages" | while read -r package; do
    name=${package%%:*}
    dpkg-query -s "$package" >"$root/var/lib/dpkg/status.d/$name"
    mkdir -p "$root/usr/share/doc/$name"
    cp -L "/usr/share/doc/$name/copyright" "$root/usr/share/doc/$name/copyright"
    say "from package $package $(dpkg-query -W -f '${Version}' "$package")"
done

# For people: kubectl exec meshwarden-0 -- java @meshwarden audit query --data /data
printf '%s\n' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp '/app/classpath/*:/app/libs/*' \
    dev.meshwarden.webhook.cli.Main >"$root/meshwarden"

cp -L /etc/os-release "$root/etc/os-release"
printf 'meshwarden:x:65532:65532:meshwarden:/tmp:/sbin/nologin\n' >"$root/etc/passwd"
printf 'meshwarden:x:65532:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"

say "runtime $("$root/opt/java/bin/java" -version 2>&1 | head -n 1), $(du -sk "$root" | cut -f 1) KiB laid out"
