package app.kauth.desktop

import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.application
import androidx.compose.ui.window.rememberWindowState
import app.kauth.core.CoreException
import java.io.File
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.system.exitProcess

/** The phone in a window: `--data DIR` names its folder, otherwise it has one of its own in the person's. */
fun main(arguments: Array<String>) {
    val folder = arguments.toList().zipWithNext().firstOrNull { it.first == "--data" }?.second?.let(::File) ?: ownFolder().toFile()
    val desk = try {
        Desk.open(folder)
    } catch (refused: CoreException.Refused) {
        System.err.println(refused.text)
        exitProcess(1)
    }
    try {
        application(exitProcessOnExit = false) {
            Window(
                onCloseRequest = ::exitApplication,
                title = "kAuth",
                state = rememberWindowState(size = DpSize(380.dp, 760.dp)),
            ) { DeskScreen(desk, window) }
        }
    } finally {
        desk.close()
    }
    Runtime.getRuntime().halt(0)
}

private fun ownFolder(): Path {
    val data = System.getenv("XDG_DATA_HOME")?.takeIf(String::isNotEmpty) ?: "${System.getProperty("user.home")}/.local/share"
    return Path(data, "kauth-phone")
}
