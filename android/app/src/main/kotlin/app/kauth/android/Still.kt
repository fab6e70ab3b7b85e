package app.kauth.android

import android.Manifest
import android.content.ClipData
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.provider.MediaStore
import app.kauth.core.PictureKind
import kotlinx.coroutines.launch

/** Lets the person take a picture with the device's camera app. It comes through [StillProvider]: nothing of it is put on the disk. */
class Still(private val context: Context, private val home: Home) {
    val isThere: Boolean get() = Intent(MediaStore.ACTION_IMAGE_CAPTURE).resolveActivity(context.packageManager) != null

    fun take(kind: PictureKind, onBytes: (ByteArray?) -> Unit) {
        home.scope.launch {
            // An app that may ask for the camera itself must have it before it asks another app for a picture.
            if (!isAllowed()) home.front.askFor(Manifest.permission.CAMERA)
            onBytes(if (isAllowed()) taken(kind) else null)
        }
    }

    private fun isAllowed() = context.checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED

    private suspend fun taken(kind: PictureKind): ByteArray? {
        val place = StillProvider.open(context)
        val intent = Intent(MediaStore.ACTION_IMAGE_CAPTURE)
            .putExtra(MediaStore.EXTRA_OUTPUT, place)
            .addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION)
            .apply { clipData = ClipData.newRawUri(null, place) }
        if (kind == PictureKind.SELFIE) intent.putExtra(FRONT, true).putExtra(FACING, 1)
        return try {
            if (home.front.ask(intent).ok) StillProvider.bytes(place) else null
        } finally {
            StillProvider.close(place)
        }
    }

    private companion object {
        /** Not among the framework's names, but camera apps know them. */
        const val FRONT = "android.intent.extra.USE_FRONT_CAMERA"
        const val FACING = "android.intent.extras.CAMERA_FACING"
    }
}
