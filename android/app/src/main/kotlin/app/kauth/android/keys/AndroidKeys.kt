package app.kauth.android.keys

import app.kauth.core.CreatedKey
import app.kauth.core.KeyInfo
import app.kauth.core.KeyPurpose
import app.kauth.core.KeyStore
import app.kauth.core.KeyStoreException
import java.security.GeneralSecurityException
import java.security.InvalidKeyException
import java.security.PrivateKey
import java.security.ProviderException
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.util.UUID

/**
 * The device's keys in AndroidKeyStore. A key's alias says what it is for, so that nothing else has to be kept beside it.
 *
 * No key here is bound to the *unlocked* device (`setUnlockedDeviceRequired`): by the transport key a locked phone hears of
 * requests and says no, and an approval key asks the person each time, which says more. That nothing works before the first
 * unlock follows from where the vault lies: in storage that the system opens only then.
 */
class AndroidKeys(private val maker: KeyMaker) : KeyStore {
    private val store = java.security.KeyStore.getInstance(PROVIDER).apply { load(null) }
    private val vaultKey = VaultKey(store, maker)

    override fun create(purpose: KeyPurpose, challenge: ByteArray?): CreatedKey = answering {
        val alias = purpose.prefix + UUID.randomUUID()
        val attested = maker.makeSigning(alias, asks = purpose == KeyPurpose.APPROVAL, challenge)
        val chain = if (attested) store.getCertificateChain(alias).orEmpty().map { it.encoded } else emptyList()
        CreatedKey(alias, point(alias), chain)
    }

    override fun sign(id: String, bytes: ByteArray): ByteArray = answering {
        if (purpose(id) != KeyPurpose.TRANSPORT) throw KeyStoreException.Refused()
        signature(id).run {
            update(bytes)
            sign()
        }
    }

    /** A signature that only the person can finish; for the prompt. */
    fun prompted(id: String): Signature = answering { signature(id) }

    /** After the person was asked, an approval key signs for some seconds, instead of this one signature. */
    fun signsForSeconds(id: String): Boolean = answering { KeyFacts.of(key(id)).signsForSeconds }

    /** An approval key that died is noticed when a signature begins, not when the key is read. */
    override fun describe(id: String): KeyInfo = answering {
        val key = key(id)
        try {
            signature(id)
        } catch (_: KeyStoreException.Locked) {
            // Alive: it only wants the person first.
        }
        KeyInfo(id, purpose(id), point(id), KeyFacts.of(key).hardwareBacked)
    }

    override fun list(): List<String> = answering {
        store.aliases().toList().filter { alias -> KeyPurpose.entries.any { alias.startsWith(it.prefix) } }
    }

    override fun delete(id: String) = answering { store.deleteEntry(id) }

    override fun wrap(key: ByteArray): ByteArray = answering { vaultKey.wrap(key) }

    override fun unwrap(wrapped: ByteArray): ByteArray = answering { vaultKey.unwrap(wrapped) }

    override fun isHardwareBacked(): Boolean = answering { KeyFacts.of(vaultKey.made()).hardwareBacked }

    private fun signature(id: String): Signature {
        val key = key(id)
        return Signature.getInstance("SHA256withECDSA").apply { initSign(key) }
    }

    private fun key(id: String): PrivateKey = store.getKey(id, null) as? PrivateKey ?: throw KeyStoreException.NotFound()

    private fun point(id: String): ByteArray {
        val certificate = store.getCertificate(id) ?: throw KeyStoreException.NotFound()
        return (certificate.publicKey as ECPublicKey).uncompressed()
    }

    private fun purpose(id: String): KeyPurpose =
        KeyPurpose.entries.find { id.startsWith(it.prefix) } ?: throw KeyStoreException.NotFound()

    internal companion object {
        const val PROVIDER = "AndroidKeyStore"
    }
}

private val KeyPurpose.prefix
    get() = when (this) {
        KeyPurpose.TRANSPORT -> "kauth.transport."
        KeyPurpose.APPROVAL -> "kauth.approval."
    }

/** SEC 1 §2.3.3: 4 ‖ x ‖ y. */
private fun ECPublicKey.uncompressed(): ByteArray = byteArrayOf(4) + w.affineX.coordinate() + w.affineY.coordinate()

private fun java.math.BigInteger.coordinate(): ByteArray {
    val bytes = toByteArray().dropWhile { it == 0.toByte() }.toByteArray()
    return ByteArray(COORDINATE - bytes.size) + bytes
}

private const val COORDINATE = 32

/** Says what a platform's exception means; their messages go nowhere. */
internal fun <T> answering(block: () -> T): T =
    try {
        block()
    } catch (said: KeyStoreException) {
        throw said
    } catch (dead: InvalidKeyException) {
        throw meaning(dead)
    } catch (failed: GeneralSecurityException) {
        throw meaning(failed)
    } catch (_: ProviderException) {
        throw KeyStoreException.Failed()
    }
