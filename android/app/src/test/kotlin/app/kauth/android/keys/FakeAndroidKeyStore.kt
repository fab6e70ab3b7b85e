package app.kauth.android.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import java.io.InputStream
import java.io.OutputStream
import java.security.InvalidAlgorithmParameterException
import java.security.Key
import java.security.KeyFactorySpi
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.KeyStoreSpi
import java.security.PrivateKey
import java.security.Provider
import java.security.PublicKey
import java.security.SecureRandom
import java.security.Security
import java.security.Signature
import java.security.SignatureException
import java.security.SignatureSpi
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.security.spec.KeySpec
import java.util.Collections
import java.util.Date
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactorySpi

/**
 * Stands in for AndroidKeyStore, which Robolectric does not have: the same names behind the same Java interfaces, with what
 * makes it AndroidKeyStore to this app. A key that asks signs only after [consent], once; keys die by [enrolFinger].
 */
object FakeAndroidKeyStore {
    class Entry(val spec: KeyGenParameterSpec, val pair: KeyPair?, val secret: SecretKey?) {
        var dead = false
        var consented = false
    }

    val entries: MutableMap<String, Entry> = Collections.synchronizedMap(LinkedHashMap())

    /** What the device has. */
    var strongBox = true
    var screenLock = true
    var attests = true

    fun install() {
        entries.clear()
        strongBox = true
        screenLock = true
        attests = true
        Security.removeProvider(AndroidKeys.PROVIDER)
        Security.addProvider(FakeProvider())
    }

    /** The person's finger lay on the sensor. */
    fun consent(alias: String) {
        entries.getValue(alias).consented = true
    }

    /** A new finger: keys that ask each time die. */
    fun enrolFinger() = entries.values.filter { it.spec.isUserAuthenticationRequired }.forEach { it.dead = true }

    private class FakeProvider : Provider(AndroidKeys.PROVIDER, "1.0", "for tests") {
        init {
            put("KeyStore.AndroidKeyStore", Store::class.java.name)
            put("KeyGenerator.AES", SecretGenerator::class.java.name)
            put("KeyPairGenerator.EC", PairGenerator::class.java.name)
            put("KeyFactory.EC", Facts::class.java.name)
            put("SecretKeyFactory.AES", SecretFacts::class.java.name)
            put("Signature.SHA256withECDSA", Signing::class.java.name)
        }
    }

    /** A private key that stays inside. */
    class InsideKey(val alias: String) : PrivateKey {
        override fun getAlgorithm() = "EC"
        override fun getFormat(): String? = null
        override fun getEncoded(): ByteArray? = null
    }

    class Signing : SignatureSpi() {
        private var entry: Entry? = null
        private val inner = Signature.getInstance("SHA256withECDSA", "BC")

        override fun engineInitSign(key: PrivateKey) {
            val found = entries[(key as? InsideKey ?: throw java.security.InvalidKeyException()).alias]
            if (found == null || found.dead) throw KeyPermanentlyInvalidatedException()
            entry = found
            inner.initSign(found.pair!!.private)
        }

        override fun engineUpdate(byte: Byte) = inner.update(byte)
        override fun engineUpdate(bytes: ByteArray, offset: Int, length: Int) = inner.update(bytes, offset, length)

        override fun engineSign(): ByteArray {
            val signing = entry!!
            if (signing.spec.isUserAuthenticationRequired && !signing.consented) throw SignatureException("nobody was asked")
            signing.consented = false
            return inner.sign()
        }

        override fun engineInitVerify(key: PublicKey) = throw java.security.InvalidKeyException()
        override fun engineVerify(signature: ByteArray) = throw SignatureException()

        @Deprecated("")
        override fun engineSetParameter(name: String, value: Any) = Unit

        @Deprecated("")
        override fun engineGetParameter(name: String): Any = Unit
    }

    class PairGenerator : KeyPairGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun initialize(bits: Int, random: SecureRandom?) = Unit

        override fun initialize(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
            spec = parameters as KeyGenParameterSpec
            if (spec.isUserAuthenticationRequired && !screenLock) throw InvalidAlgorithmParameterException("no screen lock")
        }

        override fun generateKeyPair(): KeyPair {
            if (spec.isStrongBoxBacked && !strongBox) throw StrongBoxUnavailableException()
            if (spec.attestationChallenge != null && !attests) throw java.security.ProviderException("cannot attest")
            val pair = KeyPairGenerator.getInstance("EC", "BC").apply { initialize(spec.algorithmParameterSpec) }.generateKeyPair()
            entries[spec.keystoreAlias] = Entry(spec, pair, null)
            return KeyPair(pair.public, InsideKey(spec.keystoreAlias))
        }
    }

    class SecretGenerator : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = Unit
        override fun engineInit(bits: Int, random: SecureRandom?) = Unit

        override fun engineInit(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
            spec = parameters as KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey {
            if (spec.isStrongBoxBacked && !strongBox) throw StrongBoxUnavailableException()
            val key = KeyGenerator.getInstance("AES", "SunJCE").apply { init(spec.keySize) }.generateKey()
            entries[spec.keystoreAlias] = Entry(spec, null, key)
            return key
        }
    }

    private fun info(entry: Entry) = KeyInfo(
        entry.spec.keystoreAlias, true, KeyProperties.ORIGIN_GENERATED, entry.spec.keySize, null, null, null, entry.spec.purposes,
        emptyArray(), emptyArray(), emptyArray(), emptyArray(), entry.spec.isUserAuthenticationRequired,
        entry.spec.userAuthenticationValidityDurationSeconds, entry.spec.userAuthenticationType, true, false, false, false,
        entry.spec.isInvalidatedByBiometricEnrollment,
        if (entry.spec.isStrongBoxBacked) KeyProperties.SECURITY_LEVEL_STRONGBOX else KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT,
        KeyProperties.UNRESTRICTED_USAGE_COUNT,
    )

    class Facts : KeyFactorySpi() {
        @Suppress("UNCHECKED_CAST")
        override fun <T : KeySpec> engineGetKeySpec(key: Key, type: Class<T>): T = info(entries.getValue((key as InsideKey).alias)) as T

        override fun engineGeneratePublic(spec: KeySpec) = throw UnsupportedOperationException()
        override fun engineGeneratePrivate(spec: KeySpec) = throw UnsupportedOperationException()
        override fun engineTranslateKey(key: Key) = throw UnsupportedOperationException()
    }

    class SecretFacts : SecretKeyFactorySpi() {
        override fun engineGetKeySpec(key: SecretKey, type: Class<*>): KeySpec = info(entries.values.first { it.secret == key })
        override fun engineGenerateSecret(spec: KeySpec) = throw UnsupportedOperationException()
        override fun engineTranslateKey(key: SecretKey) = throw UnsupportedOperationException()
    }

    class FakeCertificate(private val key: PublicKey, private val content: ByteArray) : Certificate("X.509") {
        override fun getEncoded() = content
        override fun getPublicKey() = key
        override fun verify(key: PublicKey) = Unit
        override fun verify(key: PublicKey, provider: String) = Unit
        override fun toString() = "certificate"
    }

    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? =
            entries[alias]?.let { it.secret ?: InsideKey(alias) }

        /** The key's own, which says the challenge, then the maker's. */
        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = entries[alias]?.pair?.let { pair ->
            val challenge = entries.getValue(alias).spec.attestationChallenge ?: ByteArray(0)
            arrayOf(FakeCertificate(pair.public, challenge), FakeCertificate(pair.public, "maker".toByteArray()))
        }

        override fun engineGetCertificate(alias: String): Certificate? = engineGetCertificateChain(alias)?.first()
        override fun engineGetCreationDate(alias: String) = Date(0)
        override fun engineSetKeyEntry(a: String, k: Key, p: CharArray?, c: Array<out Certificate>?) = throw UnsupportedOperationException()
        override fun engineSetKeyEntry(a: String, k: ByteArray, c: Array<out Certificate>?) = throw UnsupportedOperationException()
        override fun engineSetCertificateEntry(a: String, c: Certificate) = throw UnsupportedOperationException()
        override fun engineDeleteEntry(alias: String) {
            entries.remove(alias)
        }
        override fun engineAliases() = Collections.enumeration(entries.keys.toList())
        override fun engineContainsAlias(alias: String) = alias in entries
        override fun engineSize() = entries.size
        override fun engineIsKeyEntry(alias: String) = alias in entries
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineGetCertificateAlias(certificate: Certificate): String? = null
        override fun engineStore(to: OutputStream?, password: CharArray?) = Unit
        override fun engineLoad(from: InputStream?, password: CharArray?) = Unit
    }
}
