import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

val workspace = rootDir.parentFile
val libraries = layout.buildDirectory.dir("rust")

/** The core for each processor. Wants the NDK and `cargo install cargo-ndk`, and the targets by `rustup target add`. */
val core by tasks.registering(Exec::class) {
    workingDir = workspace
    commandLine(
        "cargo", "ndk", "--platform", "26", "-t", "arm64-v8a", "-t", "armeabi-v7a", "-t", "x86_64",
        "-o", libraries.get().asFile.path, "build", "--profile", "phone", "-p", "kauth-ffi",
    )
    // 16-KB pages: what Google Play wants of Android 15's devices. Relocations in Android's short form (API 23) and same code
    // once: half a megabyte.
    environment("RUSTFLAGS", "-Clink-arg=-Wl,-z,max-page-size=16384,--pack-dyn-relocs=android,--icf=all")
    outputs.upToDateWhen { false }
}

android {
    namespace = "app.kauth"
    compileSdk = 35
    defaultConfig {
        applicationId = "app.kauth"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
        manifestPlaceholders["kauthHost"] = providers.gradleProperty("kauth.host").get()
        ndk.abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64")
    }
    buildTypes.named("release") {
        isMinifyEnabled = true
        isShrinkResources = true
        proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
    }
    buildFeatures.compose = true
    androidResources.generateLocaleConfig = false
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets.named("main") {
        kotlin.srcDir("src/compose/kotlin")
        jniLibs.srcDir(libraries)
    }
}

kotlin.compilerOptions.jvmTarget = JvmTarget.JVM_17

tasks.named("preBuild") { dependsOn(core) }

dependencies {
    implementation(project(":ui"))
    implementation(libs.activity.compose)
    implementation(libs.camera.camera2)
    implementation(libs.camera.lifecycle)
    implementation(libs.camera.view)
}
