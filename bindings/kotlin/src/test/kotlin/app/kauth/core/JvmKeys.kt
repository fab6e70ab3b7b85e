package app.kauth.core

import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** A key store in memory, written as a shell would write one. */
open class JvmKeys : KeyStore {
    private class Held(val purpose: KeyPurpose, val pair: KeyPair)

    private val held = ConcurrentHashMap<String, Held>()
    private val wrapping: SecretKey = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()

    override fun create(purpose: KeyPurpose, challenge: ByteArray?): CreatedKey {
        val pair = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
        val id = java.util.UUID.randomUUID().toString()
        held[id] = Held(purpose, pair)
        return CreatedKey(id, point(pair), emptyList())
    }

    override fun sign(id: String, bytes: ByteArray): ByteArray {
        val key = held[id] ?: throw KeyStoreException.NotFound()
        if (key.purpose == KeyPurpose.APPROVAL) throw KeyStoreException.Refused()
        return signature(key, bytes)
    }

    /** What the system's prompt does once the person agreed. */
    fun signPrompted(id: String, bytes: ByteArray): ByteArray = signature(held.getValue(id), bytes)

    override fun describe(id: String): KeyInfo {
        val key = held[id] ?: throw KeyStoreException.NotFound()
        return KeyInfo(id, key.purpose, point(key.pair), false)
    }

    override fun list(): List<String> = held.keys.toList()

    override fun delete(id: String) {
        held.remove(id)
    }

    override fun wrap(key: ByteArray): ByteArray {
        val nonce = ByteArray(NONCE).also { SecureRandom().nextBytes(it) }
        return nonce + cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(key)
    }

    override fun unwrap(wrapped: ByteArray): ByteArray = try {
        cipher(Cipher.DECRYPT_MODE, wrapped.copyOf(NONCE)).doFinal(wrapped.copyOfRange(NONCE, wrapped.size))
    } catch (_: AEADBadTagException) {
        throw KeyStoreException.NotFound()
    }

    override fun isHardwareBacked(): Boolean = false

    private fun cipher(mode: Int, nonce: ByteArray): Cipher =
        Cipher.getInstance("AES/GCM/NoPadding").apply { init(mode, wrapping, GCMParameterSpec(128, nonce)) }

    private fun signature(key: Held, bytes: ByteArray): ByteArray = Signature.getInstance("SHA256withECDSA").run {
        initSign(key.pair.private)
        update(bytes)
        sign()
    }

    private fun point(pair: KeyPair): ByteArray {
        val w = (pair.public as ECPublicKey).w
        return byteArrayOf(4) + fixed(w.affineX.toByteArray()) + fixed(w.affineY.toByteArray())
    }

    private fun fixed(bytes: ByteArray): ByteArray {
        val digits = bytes.dropWhile { it == 0.toByte() }.toByteArray()
        return ByteArray(COORDINATE - digits.size) + digits
    }

    private companion object {
        const val NONCE = 12
        const val COORDINATE = 32
    }
}
