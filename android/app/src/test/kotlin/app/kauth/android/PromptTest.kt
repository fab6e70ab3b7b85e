package app.kauth.android

import android.hardware.biometrics.BiometricPrompt
import app.kauth.android.keys.AndroidKeys
import app.kauth.android.keys.FakeAndroidKeyStore
import app.kauth.android.keys.KeyMaker
import app.kauth.core.EffectKind
import app.kauth.core.KeyPurpose
import app.kauth.core.SignatureResult
import java.security.Signature
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(shadows = [ShadowPrompt::class])
class PromptTest {
    private val core get() = application.core
    private val bytes = "an answer".toByteArray()
    private lateinit var key: String

    @Before
    fun makeKey() {
        ShadowPrompt.shown = null
        key = AndroidKeys(KeyMaker(hasStrongBox = false)).create(KeyPurpose.APPROVAL, null).id
    }

    private fun asked(): ShadowPrompt.Shown {
        opened()
        core.ask(EffectKind.SignatureNeeded(7uL, key, bytes, "Approve the sign-in"))
        until("the prompt is shown") { ShadowPrompt.shown != null }
        return ShadowPrompt.shown!!
    }

    private fun result(): SignatureResult {
        until("signed") { core.count("signed") == 1 }
        return core.last("signed")[1] as SignatureResult
    }

    @Test
    fun `the person's consent makes one signature`() {
        val prompt = asked()
        FakeAndroidKeyStore.consent(key)
        prompt.succeed()
        val der = (result() as SignatureResult.Signed).der
        val check = Signature.getInstance("SHA256withECDSA").apply {
            initVerify(FakeAndroidKeyStore.entries.getValue(key).pair!!.public)
            update(bytes)
        }
        assertTrue(check.verify(der))
    }

    @Test
    fun `without consent nothing is signed, whatever the prompt says`() {
        asked().succeed()
        assertEquals(SignatureResult.Unavailable, result())
    }

    @Test
    fun `closing the prompt is a no`() {
        asked().fail(BiometricPrompt.BIOMETRIC_ERROR_USER_CANCELED)
        assertEquals(SignatureResult.Declined, result())
    }

    @Test
    fun `too many tries are no no`() {
        asked().fail(BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT)
        assertEquals(SignatureResult.Unavailable, result())
    }

    @Test
    fun `a key that died with a new finger is gone`() {
        FakeAndroidKeyStore.enrolFinger()
        opened()
        core.ask(EffectKind.SignatureNeeded(7uL, key, bytes, "Approve the sign-in"))
        assertEquals(SignatureResult.KeyGone, result())
        assertEquals(null, ShadowPrompt.shown)
    }

    @Test
    fun `a signature that is not needed any more closes its prompt`() {
        val prompt = asked()
        core.ask(EffectKind.StopSignature(7uL))
        until("closed") { prompt.stop.isCanceled }
        assertEquals(0, core.count("signed"))
    }
}
