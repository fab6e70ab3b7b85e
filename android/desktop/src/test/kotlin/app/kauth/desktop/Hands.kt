package app.kauth.desktop

import java.awt.EventQueue
import java.awt.Point
import java.awt.Robot
import java.awt.Window
import java.awt.event.InputEvent
import java.awt.event.KeyEvent
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit

/** Mouse and keyboard. */
internal class Hands {
    private val robot = Robot()

    fun clicks(at: Point) {
        reaches(at)
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK)
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK)
    }

    fun scrolls(at: Point) {
        reaches(at)
        robot.mouseWheel(1)
    }

    /** A window that has just opened may not be under the mouse yet. */
    private fun reaches(at: Point) {
        robot.mouseMove(at.x, at.y)
        check(until { Window.getWindows().any { it.isShowing && it.mousePosition != null } }) { "nothing at $at" }
    }

    /** It has begun when its source says so, after a little way with the button down, and is let go where it is welcome. */
    fun drags(from: Point, to: Point, begun: Future<*>, welcome: Future<*>) {
        reaches(from)
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK)
        movesUntil(begun, from)
        movesUntil(welcome, to)
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK)
    }

    private fun movesUntil(told: Future<*>, near: Point) {
        var step = 0
        until {
            robot.mouseMove(near.x + step, near.y + step)
            step = (step + 1) % WAY
            told.isDone
        }
    }

    private fun until(condition: () -> Boolean): Boolean {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S)
        var met = condition()
        while (!met && System.nanoTime() < deadline) {
            EventQueue.invokeAndWait {}
            met = condition()
        }
        return met
    }

    /** In place of what is in the field. */
    fun types(text: String) {
        strikes(KeyEvent.VK_HOME)
        withShift(KeyEvent.VK_END)
        text.forEach(::strikes)
    }

    private fun strikes(character: Char) {
        val shifted = SHIFTED[character]
        when {
            shifted != null -> withShift(shifted)
            character.isUpperCase() -> withShift(character.code)
            else -> strikes(KeyEvent.getExtendedKeyCodeForChar(character.code))
        }
    }

    private fun withShift(key: Int) {
        robot.keyPress(KeyEvent.VK_SHIFT)
        strikes(key)
        robot.keyRelease(KeyEvent.VK_SHIFT)
    }

    private fun strikes(key: Int) {
        robot.keyPress(key)
        robot.keyRelease(key)
    }

    private companion object {
        const val WAY = 40
        const val PATIENCE_S = 10L

        /** On the keyboard that a screen without one has. */
        val SHIFTED = mapOf(':' to KeyEvent.VK_SEMICOLON, '_' to KeyEvent.VK_MINUS)
    }
}
