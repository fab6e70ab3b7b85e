package app.kauth.android.keys

import android.os.Build
import android.security.keystore.KeyInfo
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.UserNotAuthenticatedException
import app.kauth.core.KeyStoreException
import java.security.GeneralSecurityException
import java.security.KeyFactory
import java.security.PrivateKey
import java.security.UnrecoverableKeyException
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactory

/**
 * What a platform's exception means. A key that died shows as it is used, and on some versions as it is read: then without
 * a cause, where a read that merely failed has one.
 */
internal fun meaning(exception: GeneralSecurityException): KeyStoreException = when (exception) {
    is KeyPermanentlyInvalidatedException -> KeyStoreException.Invalidated()
    is UserNotAuthenticatedException -> KeyStoreException.Locked()
    is UnrecoverableKeyException -> exception.cause.let {
        if (it == null || it is KeyPermanentlyInvalidatedException) KeyStoreException.Invalidated() else KeyStoreException.Failed()
    }
    else -> KeyStoreException.Failed()
}

/** What the system says of a key. */
internal class KeyFacts private constructor(info: KeyInfo) {
    /** It cannot leave its hardware. */
    val hardwareBacked: Boolean = isInHardware(info)

    /** One consent lets it sign for some seconds, not once. */
    val signsForSeconds: Boolean = info.isUserAuthenticationRequired && info.userAuthenticationValidityDurationSeconds > 0

    companion object {
        fun of(key: PrivateKey): KeyFacts {
            val factory = KeyFactory.getInstance(key.algorithm, AndroidKeys.PROVIDER)
            return KeyFacts(factory.getKeySpec(key, KeyInfo::class.java))
        }

        fun of(key: SecretKey): KeyFacts {
            val factory = SecretKeyFactory.getInstance(key.algorithm, AndroidKeys.PROVIDER)
            return KeyFacts(factory.getKeySpec(key, KeyInfo::class.java) as KeyInfo)
        }

        @Suppress("DEPRECATION")
        private fun isInHardware(info: KeyInfo): Boolean =
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
                info.securityLevel in SECURE
            } else {
                info.isInsideSecureHardware
            }

        private val SECURE = setOf(
            KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT,
            KeyProperties.SECURITY_LEVEL_STRONGBOX,
            KeyProperties.SECURITY_LEVEL_UNKNOWN_SECURE,
        )
    }
}
