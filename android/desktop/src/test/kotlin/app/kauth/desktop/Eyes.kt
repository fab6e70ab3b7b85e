package app.kauth.desktop

import java.awt.Rectangle
import java.awt.Window
import javax.accessibility.Accessible
import javax.accessibility.AccessibleContext
import javax.accessibility.AccessibleRole
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** What stands in this process's windows, as assistive technology is told it: words, and where they are. */
internal object Eyes {
    /** All that is there now, in the order of reading; what has to be scrolled to is not in view. */
    fun look(): List<JsonObject> = Window.getWindows().filter(::isThere).flatMap { seen(it.accessibleContext, it.bounds) }

    /** One that has just opened does not know yet where. */
    private fun isThere(window: Window) = window.isShowing && window.locationOnScreen == window.location

    private fun seen(context: AccessibleContext?, view: Rectangle): List<JsonObject> {
        val place = context?.let(::place) ?: return emptyList()
        val within = if (context.accessibleRole == AccessibleRole.SCROLL_PANE) view.intersection(place) else view
        val beneath = (0 until context.accessibleChildrenCount).mapNotNull<Int, Accessible>(context::getAccessibleChild)
        return listOfNotNull(itself(context, place, view)) + beneath.flatMap { seen(it.accessibleContext, within) }
    }

    private fun place(context: AccessibleContext): Rectangle? =
        context.accessibleComponent?.takeIf { it.isShowing }?.let { Rectangle(it.locationOnScreen, it.size) }

    private fun itself(context: AccessibleContext, place: Rectangle, view: Rectangle): JsonObject? {
        val words = context.accessibleName?.ifEmpty { null } ?: context.accessibleDescription.orEmpty()
        val types = context.accessibleRole == AccessibleRole.TEXT
        if (words.isEmpty() && !types) return null
        return buildJsonObject {
            put("words", words)
            put("acts", (context.accessibleAction?.accessibleActionCount ?: 0) > 0)
            put("types", types)
            put("x", place.centerX.toInt())
            put("y", place.centerY.toInt())
            put("inView", view.contains(place.centerX, place.centerY))
        }
    }
}
