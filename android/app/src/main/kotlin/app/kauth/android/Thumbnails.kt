package app.kauth.android

import android.graphics.Bitmap
import android.graphics.BitmapFactory

/** A picture file, small: a power of two smaller than it is, and not smaller than [side]. Null for what is no picture. */
fun thumbnail(file: ByteArray, side: Int): Bitmap? {
    val options = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeByteArray(file, 0, file.size, options)
    val smaller = minOf(options.outWidth, options.outHeight) / side.coerceAtLeast(1)
    options.inSampleSize = smaller.coerceAtLeast(1).takeHighestOneBit()
    options.inJustDecodeBounds = false
    return BitmapFactory.decodeByteArray(file, 0, file.size, options)
}
