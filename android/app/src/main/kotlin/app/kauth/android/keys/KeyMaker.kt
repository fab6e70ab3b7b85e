package app.kauth.android.keys

import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import app.kauth.core.KeyStoreException
import java.security.InvalidAlgorithmParameterException
import java.security.KeyPairGenerator
import java.security.ProviderException
import java.security.spec.ECGenParameterSpec
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/**
 * Makes keys the strongest way the device has: in StrongBox where there is one, else in the trusted environment, with an
 * attestation where one is asked for and the device can.
 *
 * What "asks the person each time" means differs by version:
 * - 30 and later: biometrics of class 3 or the device's code, for each signature, bound to it by the hardware.
 * - 28 and 29: an own signature can be bound to a finger only. Without one enrolled, as 26 and 27.
 * - 26 and 27: the code (or finger) on the system's own page opens the key for [SECONDS] seconds. Such a key dies when
 *   the screen lock is taken off, not with a new finger.
 */
class KeyMaker(private val hasStrongBox: Boolean, private val sdk: Int = Build.VERSION.SDK_INT) {
    constructor(context: Context) : this(
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.P &&
            context.packageManager.hasSystemFeature(PackageManager.FEATURE_STRONGBOX_KEYSTORE),
    )

    /** Makes a P-256 key; true if the device attests it. */
    fun makeSigning(alias: String, asks: Boolean, challenge: ByteArray?): Boolean {
        val consents = if (asks) consents() else listOf(Consent.NONE)
        for (consent in consents) {
            for (attestation in setOf(challenge, null)) {
                if (strongest { generate(signing(alias, consent, attestation, it)) }) return attestation != null
            }
        }
        throw if (asks) KeyStoreException.Refused() else KeyStoreException.Failed()
    }

    /** Makes the AES-256 key that wraps. */
    fun makeWrapping(alias: String): SecretKey {
        var key: SecretKey? = null
        strongest { strongBox ->
            val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, AndroidKeys.PROVIDER)
            generator.init(wrapping(alias, strongBox))
            key = generator.generateKey()
        }
        return key ?: throw KeyStoreException.Failed()
    }

    private fun consents() = when {
        sdk >= Build.VERSION_CODES.R -> listOf(Consent.EACH)
        sdk >= Build.VERSION_CODES.P -> listOf(Consent.EACH, Consent.FOR_SECONDS)
        else -> listOf(Consent.FOR_SECONDS)
    }

    /** A full or missing StrongBox is no reason to have no key; a refusal by both is an answer. */
    private fun strongest(make: (strongBox: Boolean) -> Unit): Boolean {
        for (strongBox in if (hasStrongBox) listOf(true, false) else listOf(false)) {
            try {
                make(strongBox)
                return true
            } catch (_: ProviderException) {
                // StrongBoxUnavailableException among them
            } catch (_: InvalidAlgorithmParameterException) {
                // no screen lock, or no finger enrolled
            }
        }
        return false
    }

    private fun generate(spec: KeyGenParameterSpec) {
        val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, AndroidKeys.PROVIDER)
        generator.initialize(spec)
        generator.generateKeyPair()
    }

    internal enum class Consent { NONE, EACH, FOR_SECONDS }

    internal fun signing(alias: String, consent: Consent, challenge: ByteArray?, strongBox: Boolean): KeyGenParameterSpec =
        KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
            .setDigests(KeyProperties.DIGEST_SHA256)
            .apply { if (consent != Consent.NONE) asking(consent == Consent.FOR_SECONDS) }
            .apply { if (challenge != null) setAttestationChallenge(challenge) }
            .apply { if (strongBox && sdk >= Build.VERSION_CODES.P) setIsStrongBoxBacked(true) }
            .build()

    @Suppress("DEPRECATION")
    private fun KeyGenParameterSpec.Builder.asking(forSeconds: Boolean) {
        setUserAuthenticationRequired(true)
        setInvalidatedByBiometricEnrollment(true)
        when {
            sdk >= Build.VERSION_CODES.R -> setUserAuthenticationParameters(
                0,
                KeyProperties.AUTH_BIOMETRIC_STRONG or KeyProperties.AUTH_DEVICE_CREDENTIAL,
            )
            else -> setUserAuthenticationValidityDurationSeconds(if (forSeconds) SECONDS else -1)
        }
    }

    private fun wrapping(alias: String, strongBox: Boolean): KeyGenParameterSpec =
        KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setKeySize(AES_BITS)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .apply { if (strongBox && sdk >= Build.VERSION_CODES.P) setIsStrongBoxBacked(true) }
            .build()

    private companion object {
        const val AES_BITS = 256

        /** Long enough to come back from the system's page, too short for much else. */
        const val SECONDS = 5
    }
}
