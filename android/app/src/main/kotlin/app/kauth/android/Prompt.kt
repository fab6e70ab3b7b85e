package app.kauth.android

import android.app.Activity
import android.app.KeyguardManager
import android.content.Context
import android.hardware.biometrics.BiometricManager.Authenticators
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import app.kauth.android.keys.AndroidKeys
import app.kauth.core.KeyStoreException
import app.kauth.core.Labels
import app.kauth.core.SignatureResult
import java.security.GeneralSecurityException
import java.security.Signature
import kotlin.coroutines.resume
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext

/** Asks the person's finger, face or code for one signature. */
class Prompt(private val context: Context, private val front: Front, keys: Lazy<AndroidKeys>) {
    private val keys by keys

    /** Cancelled when the signature is not needed any more: closes the prompt then. */
    suspend fun sign(key: String, bytes: ByteArray, reason: String, labels: Labels): SignatureResult {
        val consented = try {
            if (withContext(Dispatchers.Default) { keys.signsForSeconds(key) }) {
                byCode(reason) { keys.prompted(key) }
            } else {
                byPrompt(withContext(Dispatchers.Default) { keys.prompted(key) }, reason, labels)
            }
        } catch (failed: KeyStoreException) {
            failed.asConsent()
        }
        return when (consented) {
            is Consent.Given -> withContext(Dispatchers.Default) { finish(consented.signature, bytes) }
            is Consent.Missing -> consented.result
        }
    }

    private suspend fun byPrompt(signature: Signature, reason: String, labels: Labels): Consent {
        val activity = front.activity()
        return suspendCancellableCoroutine { answer ->
            val stop = CancellationSignal()
            answer.invokeOnCancellation { stop.cancel() }
            val callback = PromptCallback { if (answer.isActive) answer.resume(it) }
            val prompt = asking(activity, reason, labels) { callback.declined() }
            prompt.authenticate(BiometricPrompt.CryptoObject(signature), stop, activity.mainExecutor, callback)
        }
    }

    /** Without the device's code where the key takes only a finger (28, 29); there, the prompt must have a way out. */
    private fun asking(activity: Activity, reason: String, labels: Labels, declined: () -> Unit): BiometricPrompt {
        val builder = BiometricPrompt.Builder(activity).setTitle(reason)
        return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            builder.setAllowedAuthenticators(Authenticators.BIOMETRIC_STRONG or Authenticators.DEVICE_CREDENTIAL).build()
        } else {
            builder.setNegativeButton(labels.cancel, activity.mainExecutor) { _, _ -> declined() }.build()
        }
    }

    /** The system's own page opens the key for some seconds: Android 9 and older, where no finger is enrolled. */
    @Suppress("DEPRECATION")
    private suspend fun byCode(reason: String, begin: () -> Signature): Consent {
        val keyguard = context.getSystemService(KeyguardManager::class.java)
        val page = keyguard.createConfirmDeviceCredentialIntent(reason, null)
        return when {
            page == null -> Consent.Missing(SignatureResult.Unavailable)
            front.ask(page).ok -> Consent.Given(begin())
            else -> Consent.Missing(SignatureResult.Declined)
        }
    }

    private fun finish(signature: Signature, bytes: ByteArray): SignatureResult =
        try {
            signature.update(bytes)
            SignatureResult.Signed(signature.sign())
        } catch (_: GeneralSecurityException) {
            SignatureResult.Unavailable
        }

    private fun KeyStoreException.asConsent() = Consent.Missing(
        when (this) {
            is KeyStoreException.NotFound, is KeyStoreException.Invalidated -> SignatureResult.KeyGone
            else -> SignatureResult.Unavailable
        },
    )
}

/** Whether the person said yes. */
internal sealed interface Consent {
    /** Yes: this signature may be finished. */
    class Given(val signature: Signature) : Consent

    /** No, with what the core is told. */
    class Missing(val result: SignatureResult) : Consent
}

/** What the prompt's answers mean. A finger that was not read is no answer: the prompt stays. */
internal class PromptCallback(private val answered: (Consent) -> Unit) : BiometricPrompt.AuthenticationCallback() {
    override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) {
        val signature = result.cryptoObject?.signature
        answered(signature?.let { Consent.Given(it) } ?: Consent.Missing(SignatureResult.Unavailable))
    }

    override fun onAuthenticationError(code: Int, text: CharSequence?) {
        val result = if (code in CANNOT) SignatureResult.Unavailable else SignatureResult.Declined
        answered(Consent.Missing(result))
    }

    fun declined() = answered(Consent.Missing(SignatureResult.Declined))

    private companion object {
        /** The person has no part in these; all others are a *no*: cancelled, in time or by a button. */
        val CANNOT = setOf(
            BiometricPrompt.BIOMETRIC_ERROR_HW_UNAVAILABLE,
            BiometricPrompt.BIOMETRIC_ERROR_UNABLE_TO_PROCESS,
            BiometricPrompt.BIOMETRIC_ERROR_NO_SPACE,
            BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT,
            BiometricPrompt.BIOMETRIC_ERROR_VENDOR,
            BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT_PERMANENT,
            BiometricPrompt.BIOMETRIC_ERROR_NO_BIOMETRICS,
            BiometricPrompt.BIOMETRIC_ERROR_HW_NOT_PRESENT,
            BiometricPrompt.BIOMETRIC_ERROR_NO_DEVICE_CREDENTIAL,
        )
    }
}
