package app.kauth.ui.screens

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.unit.IntSize
import org.junit.Assert.assertEquals
import org.junit.Test

class ZoomTest {
    private val frame = IntSize(300, 400)
    private val zoom = Zoom()

    /** Where the frame's point lies in the picture, from its middle. */
    private fun under(point: Offset) = (point - Offset(150f, 200f) - zoom.shift) / zoom.scale

    @Test
    fun `what lies under two fingers stays there`() {
        val fingers = Offset(200f, 250f)
        val before = under(fingers)
        zoom.move(frame, fingers, 2f)
        zoom.move(frame, fingers, 1.5f)
        assertEquals(3f, zoom.scale)
        assertEquals(before, under(fingers))
        zoom.move(frame, fingers, 1f, pan = Offset(-10f, 20f))
        assertEquals(before, under(fingers + Offset(-10f, 20f)))
    }

    @Test
    fun `the edge does not come into the frame`() {
        zoom.move(frame, Offset.Zero, 2f, pan = Offset(500f, 500f))
        assertEquals(Offset(-150f, -200f), under(Offset.Zero))
        zoom.move(frame, Offset(300f, 400f), 0.1f)
        assertEquals(1f to 0f, zoom.scale to zoom.shift.getDistance())
    }

    @Test
    fun `a tap leads close and back`() {
        zoom.tap(frame, Offset(100f, 100f))
        assertEquals(3f, zoom.scale)
        zoom.tap(frame, Offset(10f, 10f))
        assertEquals(1f to 0f, zoom.scale to zoom.shift.getDistance())
    }
}
