#!/usr/bin/env bash
# Builds the Swift package against the core and runs its tests, in the Swift environment. Arguments go to `swift test`.
# Before: `cargo xtask bindings --gallery` and `cargo build -p kauth-person`.
set -euo pipefail
cd "$(dirname "$0")/.."
export KAUTH_LIB_DIR=${KAUTH_LIB_DIR:-$PWD/target/bindings/lib}
export KAUTH_PERSON=${KAUTH_PERSON:-$PWD/target/debug/kauth-person}
export KAUTH_REPOSITORY=$PWD
export LD_LIBRARY_PATH=$KAUTH_LIB_DIR
export PASS_ENV="KAUTH_PERSON KAUTH_REPOSITORY ${PASS_ENV:-}"
for folder in "$KAUTH_LIB_DIR" "$(dirname "$KAUTH_PERSON")"; do
  case $folder in "$PWD"/*) ;; *) EXTRA_BINDS="${EXTRA_BINDS:-} $folder" ;; esac
done
export EXTRA_BINDS=${EXTRA_BINDS:-}

inside() { ios/swift_env.sh run "$PWD" -- "$@"; }
# `@Observable` needs a runtime library of Debian's that has a loose end of its own.
flags=(--package-path ios --scratch-path "$PWD/target/swift" -Xlinker "-L$KAUTH_LIB_DIR" -Xlinker --allow-shlib-undefined)

# There is no iOS SDK here: what only a phone has is read for its syntax.
mapfile -t platform < <(find ios/Sources/KauthPlatform ios/App -name '*.swift' | sort)
if [ "${#platform[@]}" -gt 0 ]; then
  inside swiftc -frontend -parse -warnings-as-errors -target arm64-apple-ios17.0 "${platform[@]}"
fi
inside swift test "${flags[@]}" "$@"
