package app.kauth.ui.model

/**
 * What the camera saw: one byte of brightness a pixel, rows from the top, [rowStride] bytes from one row's start to the next;
 * to be turned clockwise by [rotation] degrees to be upright.
 */
class CameraFrame(val luma: ByteArray, val width: Int, val height: Int, val rowStride: Int, val rotation: Int)
