package app.kauth.android

import android.hardware.biometrics.BiometricPrompt
import android.os.CancellationSignal
import java.util.concurrent.Executor
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements

/** The system's prompt, which Robolectric does not have: a test is the person. */
@Implements(BiometricPrompt::class)
class ShadowPrompt {
    class Shown(
        private val crypto: BiometricPrompt.CryptoObject,
        val stop: CancellationSignal,
        private val executor: Executor,
        private val callback: BiometricPrompt.AuthenticationCallback,
    ) {
        fun succeed() {
            val result = BiometricPrompt.AuthenticationResult(crypto, BiometricPrompt.AUTHENTICATION_RESULT_TYPE_BIOMETRIC)
            executor.execute { callback.onAuthenticationSucceeded(result) }
        }

        fun fail(code: Int) = executor.execute { callback.onAuthenticationError(code, "said by the system") }
    }

    @Implementation
    fun authenticate(
        crypto: BiometricPrompt.CryptoObject,
        stop: CancellationSignal,
        executor: Executor,
        callback: BiometricPrompt.AuthenticationCallback,
    ) {
        shown = Shown(crypto, stop, executor, callback)
    }

    companion object {
        var shown: Shown? = null
    }
}
