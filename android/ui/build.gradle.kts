import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

val workspace = rootDir.parentFile

/** The core's Kotlin, generated from the core itself; it is in no repository. */
val bindings by tasks.registering(Exec::class) {
    workingDir = workspace
    commandLine("cargo", "xtask", "bindings")
    outputs.upToDateWhen { false }
}

android {
    namespace = "app.kauth.ui"
    compileSdk = 35
    defaultConfig {
        minSdk = 26
        consumerProguardFiles("consumer-rules.pro")
    }
    buildFeatures.compose = true
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets.named("main") {
        kotlin.srcDir(workspace.resolve("target/bindings/kotlin"))
        // Maven's hosts read the fonts as resources, Android as assets.
        resources.setSrcDirs(emptyList<String>())
        assets.srcDir("src/main/resources")
    }
}

kotlin.compilerOptions.jvmTarget = JvmTarget.JVM_17

tasks.named("preBuild") { dependsOn(bindings) }

dependencies {
    api(platform(libs.compose.bom))
    api(libs.compose.foundation)
    api(libs.compose.material3)
    implementation(libs.compose.icons)
    api(libs.coroutines.android)
    api(libs.jna) { artifact { type = "aar" } }
}
