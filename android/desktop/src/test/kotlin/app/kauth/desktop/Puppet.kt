package app.kauth.desktop

import java.awt.AWTEvent
import java.awt.EventQueue
import java.awt.Frame
import java.awt.Point
import java.awt.Robot
import java.awt.Toolkit
import java.awt.event.WindowEvent
import java.io.File
import java.util.concurrent.FutureTask
import javax.imageio.ImageIO
import kotlin.concurrent.thread
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

private val hands by lazy { Hands() }
private val frame get() = Frame.getFrames().first { it.title == "kAuth" }

/**
 * The program as it is, and somebody in front of it who does what standard input says, a line each, and answers a line each.
 * Ends when that input does.
 */
object Puppet {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val answers = System.out
        System.setOut(System.err)
        Toolkit.getDefaultToolkit().addAWTEventListener({ places(it) }, AWTEvent.WINDOW_EVENT_MASK)
        thread(isDaemon = true) {
            try {
                for (line in generateSequence(::readLine)) answers.println(obeyed(line.split('\t')))
            } finally {
                Runtime.getRuntime().halt(1)
            }
        }
        app.kauth.desktop.main(arguments)
    }
}

/** Where it comes up by itself without a window manager, Java knows only sometimes. */
private fun places(event: AWTEvent) {
    if (event.id == WindowEvent.WINDOW_OPENED && event.source == frame) frame.location = PLACE
}

private fun obeyed(words: List<String>): JsonElement = when (words.first()) {
    "look" -> JsonArray(inWindows(Eyes::look))
    "drop" -> JsonPrimitive(dropped(File(words[1])))
    else -> {
        done(words)
        JsonNull
    }
}

private fun done(words: List<String>) = when (words.first()) {
    "click" -> hands.clicks(Point(words[1].toInt(), words[2].toInt()))
    "scroll" -> hands.scrolls(middle())
    "type" -> hands.types(words[1])
    "show" -> beside(File(words[1])).let { inWindows { it.lies(true) } }
    "shoot" -> ImageIO.write(Robot().createScreenCapture(inWindows(frame::getBounds)), "png", File(words[1]))
    "close" -> EventQueue.invokeLater { frame.dispatchEvent(WindowEvent(frame, WindowEvent.WINDOW_CLOSING)) }
    else -> error(words)
}

private fun dropped(file: File): Boolean = beside(file).use { thing ->
    val from = inWindows { thing.lies(false) }
    hands.drags(from, middle(), thing.begun, thing.welcome)
    thing.taken()
}

private fun middle(): Point = inWindows(frame::getBounds).let { Point(it.centerX.toInt(), it.centerY.toInt()) }

private fun beside(file: File): Thing = inWindows(frame::getBounds).let { Thing(file, Point(it.maxX.toInt() + GAP, it.y)) }

private fun <T> inWindows(work: () -> T): T = FutureTask(work).also(EventQueue::invokeAndWait).get()

private const val GAP = 40
private val PLACE = Point(GAP, GAP / 2)
