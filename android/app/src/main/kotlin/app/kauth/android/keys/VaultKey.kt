package app.kauth.android.keys

import app.kauth.core.KeyStoreException
import java.security.KeyStore
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Wraps the vault's keys by one AES-256-GCM key of the hardware: a version, the nonce (the hardware's own choice), the
 * ciphertext with its tag. It asks nobody: what is the person's alone is under the app lock, in the core.
 */
internal class VaultKey(private val store: KeyStore, private val maker: KeyMaker) {
    /** The key; made if it is missing. */
    @Synchronized
    fun made(): SecretKey = found() ?: maker.makeWrapping(ALIAS)

    fun wrap(key: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, made()) }
        cipher.updateAAD(HEAD)
        val sealed = cipher.doFinal(key)
        key.fill(0)
        return HEAD + cipher.iv + sealed
    }

    /** Bytes that this store did not make, or that somebody changed, are as good as no key. */
    fun unwrap(wrapped: ByteArray): ByteArray {
        val key = found()
        val body = HEAD.size + NONCE
        if (key == null || wrapped.size <= body || wrapped[0] != HEAD[0]) throw KeyStoreException.NotFound()
        val nonce = GCMParameterSpec(TAG_BITS, wrapped, HEAD.size, NONCE)
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.DECRYPT_MODE, key, nonce) }
        cipher.updateAAD(HEAD)
        return try {
            cipher.doFinal(wrapped, body, wrapped.size - body)
        } catch (_: AEADBadTagException) {
            throw KeyStoreException.NotFound()
        }
    }

    private fun found(): SecretKey? = store.getKey(ALIAS, null) as? SecretKey

    private companion object {
        const val ALIAS = "kauth.wrap"
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE = 12
        const val TAG_BITS = 128
        val HEAD = byteArrayOf(1)
    }
}
