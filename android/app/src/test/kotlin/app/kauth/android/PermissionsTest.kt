package app.kauth.android

import android.Manifest
import android.app.Activity
import android.app.NotificationManager
import android.content.DialogInterface
import android.content.pm.PackageManager
import app.kauth.core.EffectKind
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadows.ShadowAlertDialog
import org.robolectric.util.ReflectionHelpers

@RunWith(RobolectricTestRunner::class)
class PermissionsTest {
    private val core get() = application.core
    private val camera = Manifest.permission.CAMERA

    private fun asked(): ActivityController<MainActivity> {
        val controller = opened()
        core.ask(EffectKind.AskPermission(PermissionKind.CAMERA, "To scan QR codes."))
        until("the reason is shown") { dialog()?.isShowing == true }
        return controller
    }

    private fun dialog() = ShadowAlertDialog.getLatestAlertDialog()

    private fun told(kind: PermissionKind = PermissionKind.CAMERA): PermissionState? =
        core.commands.lastOrNull { it.name == "permission" && it.arguments[0] == kind }?.arguments?.get(1) as PermissionState?

    /** The system's question is answered, as the system does it. */
    private fun answered(controller: ActivityController<MainActivity>, granted: Boolean, wantsReason: Boolean) {
        val before = shadowOf(controller.get()).lastRequestedPermission
        dialog().getButton(DialogInterface.BUTTON_POSITIVE).performClick()
        until("the system asks") { shadowOf(controller.get()).lastRequestedPermission !== before }
        val request = shadowOf(controller.get()).lastRequestedPermission
        assertEquals(listOf(camera), request.requestedPermissions.toList())
        if (granted) shadowOf(application).grantPermissions(camera)
        shadowOf(application.packageManager).setShouldShowRequestPermissionRationale(camera, wantsReason)
        val result = if (granted) PackageManager.PERMISSION_GRANTED else PackageManager.PERMISSION_DENIED
        // The system's way to here ends the question, which Robolectric leaves open.
        ReflectionHelpers.setField(Activity::class.java, controller.get(), "mHasCurrentPermissionsRequest", false)
        controller.get().onRequestPermissionsResult(request.requestCode, request.requestedPermissions, intArrayOf(result))
    }

    @Test
    fun `the reason comes first, in the core's words`() {
        asked()
        assertEquals("To scan QR codes.", shadowOf(dialog()).message)
        assertEquals(core.words.allow, dialog().getButton(DialogInterface.BUTTON_POSITIVE).text)
        assertEquals(core.words.later, dialog().getButton(DialogInterface.BUTTON_NEGATIVE).text)
    }

    @Test
    fun `granted is told`() {
        answered(asked(), granted = true, wantsReason = false)
        until("told") { told() == PermissionState.GRANTED }
    }

    @Test
    fun `declined once may be asked again, declined twice is for good`() {
        val controller = asked()
        answered(controller, granted = false, wantsReason = true)
        until("declined") { told() == PermissionState.DECLINED }
        core.ask(EffectKind.AskPermission(PermissionKind.CAMERA, "To scan QR codes."))
        until("the reason is shown again") { dialog()?.isShowing == true }
        answered(controller, granted = false, wantsReason = false)
        until("blocked") { told() == PermissionState.BLOCKED }
    }

    @Test
    fun `a question that was waved away is not for good`() {
        answered(asked(), granted = false, wantsReason = false)
        until("declined") { told() == PermissionState.DECLINED }
    }

    @Test
    fun `who puts the reason off is not asked by the system`() {
        val controller = asked()
        dialog().getButton(DialogInterface.BUTTON_NEGATIVE).performClick()
        until("declined") { told() == PermissionState.DECLINED }
        assertEquals(null, shadowOf(controller.get()).lastRequestedPermission)
    }

    @Test
    fun `the reason survives the phone's turning`() {
        val controller = asked()
        val first = dialog()
        controller.recreate()
        until("shown anew") { dialog() !== first && dialog().isShowing }
        assertNotSame(first, dialog())
        assertTrue(!first.isShowing)
        answered(controller, granted = true, wantsReason = false)
        until("told") { told() == PermissionState.GRANTED }
    }

    @Test
    fun `what was switched in the system's settings is told on return`() {
        val controller = opened()
        until("told") { told() == PermissionState.UNKNOWN }
        controller.pause().stop()
        shadowOf(application).grantPermissions(camera, Manifest.permission.POST_NOTIFICATIONS)
        shadowOf(service(NotificationManager::class.java)).setNotificationsEnabled(false)
        controller.restart().start().resume()
        until("camera") { told() == PermissionState.GRANTED }
        until("notifications") { told(PermissionKind.NOTIFICATIONS) == PermissionState.BLOCKED }
    }
}
