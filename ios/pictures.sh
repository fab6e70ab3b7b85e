#!/usr/bin/env bash
# Pictures of every screen in every state, drawn by the stand-in: pages by the Gallery in the Swift environment, PNGs and
# contact sheets by this machine's Chromium, into target/pictures/ios. Needs a package that `test.sh` has built.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/target/pictures/ios
rm -rf "$out"
mkdir -p "$out/pages"
cp ios/Stub/*.css "$out/pages/"
font=android/ui/src/main/resources/fonts
if [ -d "$font" ]; then cp "$font"/*.ttf "$out/pages/"; fi
LD_LIBRARY_PATH=${KAUTH_LIB_DIR:-$PWD/target/bindings/lib} EXTRA_BINDS=${KAUTH_LIB_DIR:-} \
  ios/swift_env.sh run "$PWD" -- target/swift/debug/Gallery "$out/pages"
timeout 400 node ios/pictures.mjs "$out"
