#!/bin/sh
# Makes of manifest and res what Gradle's plugin would: the binary APK that Robolectric reads, and R.java.
# resources.sh FRAMEWORK_JAR TARGET_FOLDER; wants aapt2 (Debian: aapt).
set -eu
framework=$1
target=$2
cd "$(dirname "$0")"
mkdir -p "$target/apk" "$target/r"
# The plugin takes package and versions from build.gradle.kts, and fills in the placeholders.
sed -e 's|<manifest |<manifest package="app.kauth" android:versionCode="1" android:versionName="0.1.0" |' \
    -e 's|\${kauthHost}|kauth.example|' \
    -e 's|^    <application$|    <uses-sdk android:minSdkVersion="26" android:targetSdkVersion="35" />\n&|' \
    src/main/AndroidManifest.xml >"$target/apk/AndroidManifest.xml"
aapt2 compile --dir src/main/res -o "$target/apk/res.zip"
# Debian's aapt2 is older than <queries> and warns of it.
aapt2 link -o "$target/apk/app.ap_" --manifest "$target/apk/AndroidManifest.xml" -I "$framework" --java "$target/r" \
    --warn-manifest-validation --auto-add-overlay "$target/apk/res.zip"
