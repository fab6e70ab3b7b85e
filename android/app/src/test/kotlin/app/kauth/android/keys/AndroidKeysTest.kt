package app.kauth.android.keys

import android.security.keystore.KeyProperties
import app.kauth.core.KeyPurpose
import app.kauth.core.KeyStoreException
import java.security.Signature
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class AndroidKeysTest {
    private val keys = AndroidKeys(KeyMaker(hasStrongBox = true))
    private val bytes = "what is signed".toByteArray()

    private fun spec(alias: String) = FakeAndroidKeyStore.entries.getValue(alias).spec

    private fun verifies(alias: String, der: ByteArray): Boolean {
        val public = FakeAndroidKeyStore.entries.getValue(alias).pair!!.public
        return Signature.getInstance("SHA256withECDSA").run {
            initVerify(public)
            update(bytes)
            verify(der)
        }
    }

    @Test
    fun `a transport key signs silently and on a locked device`() {
        val made = keys.create(KeyPurpose.TRANSPORT, null)
        assertTrue(verifies(made.id, keys.sign(made.id, bytes)))
        assertFalse(spec(made.id).isUserAuthenticationRequired)
        assertFalse(spec(made.id).isUnlockedDeviceRequired)
        assertEquals(65, made.publicKey.size)
        assertEquals(4, made.publicKey[0].toInt())
    }

    @Test
    fun `an approval key asks each time and dies with a new finger`() {
        val made = keys.create(KeyPurpose.APPROVAL, null)
        val spec = spec(made.id)
        assertTrue(spec.isUserAuthenticationRequired)
        assertEquals(0, spec.userAuthenticationValidityDurationSeconds)
        assertEquals(KeyProperties.AUTH_BIOMETRIC_STRONG or KeyProperties.AUTH_DEVICE_CREDENTIAL, spec.userAuthenticationType)
        assertTrue(spec.isInvalidatedByBiometricEnrollment)
        assertThrows(KeyStoreException.Refused::class.java) { keys.sign(made.id, bytes) }

        assertEquals(KeyPurpose.APPROVAL, keys.describe(made.id).purpose)
        FakeAndroidKeyStore.enrolFinger()
        assertThrows(KeyStoreException.Invalidated::class.java) { keys.describe(made.id) }
        assertThrows(KeyStoreException.Invalidated::class.java) { keys.prompted(made.id) }
    }

    @Test
    fun `without a screen lock there is no approval key`() {
        FakeAndroidKeyStore.screenLock = false
        assertThrows(KeyStoreException.Refused::class.java) { keys.create(KeyPurpose.APPROVAL, null) }
        keys.create(KeyPurpose.TRANSPORT, null)
    }

    @Test
    fun `the strongest hardware that is there is taken`() {
        val strong = keys.create(KeyPurpose.TRANSPORT, null).id
        assertTrue(spec(strong).isStrongBoxBacked)
        FakeAndroidKeyStore.strongBox = false
        val fallback = keys.create(KeyPurpose.TRANSPORT, null).id
        assertFalse(spec(fallback).isStrongBoxBacked)
        assertTrue(keys.describe(fallback).hardwareBacked)
        assertTrue(keys.isHardwareBacked())
        val none = AndroidKeys(KeyMaker(hasStrongBox = false)).create(KeyPurpose.TRANSPORT, null).id
        assertFalse(spec(none).isStrongBoxBacked)
    }

    @Test
    fun `an attestation is given when it is asked for and the device can`() {
        val challenge = "challenge".toByteArray()
        val attested = keys.create(KeyPurpose.APPROVAL, challenge)
        assertArrayEquals(challenge, attested.attestation.first())
        assertEquals(2, attested.attestation.size)
        assertEquals(emptyList<ByteArray>(), keys.create(KeyPurpose.APPROVAL, null).attestation)
        FakeAndroidKeyStore.attests = false
        val bare = keys.create(KeyPurpose.APPROVAL, challenge)
        assertEquals(emptyList<ByteArray>(), bare.attestation)
        assertTrue(spec(bare.id).isStrongBoxBacked)
    }

    @Test
    fun `older versions bind a key to a finger, or open it for seconds`() {
        fun asking(sdk: Int, consent: KeyMaker.Consent) =
            KeyMaker(hasStrongBox = false, sdk = sdk).signing("a", consent, null, strongBox = false)
        assertEquals(KeyProperties.AUTH_BIOMETRIC_STRONG, asking(28, KeyMaker.Consent.EACH).userAuthenticationType)
        assertEquals(0, asking(28, KeyMaker.Consent.EACH).userAuthenticationValidityDurationSeconds)
        assertEquals(5, asking(28, KeyMaker.Consent.FOR_SECONDS).userAuthenticationValidityDurationSeconds)
        val old = AndroidKeys(KeyMaker(hasStrongBox = false, sdk = 26))
        val id = old.create(KeyPurpose.APPROVAL, null).id
        assertTrue(old.signsForSeconds(id))
        assertFalse(keys.signsForSeconds(keys.create(KeyPurpose.APPROVAL, null).id))
    }

    @Test
    fun `keys are listed, deleted and missed`() {
        val one = keys.create(KeyPurpose.TRANSPORT, null).id
        val two = keys.create(KeyPurpose.APPROVAL, null).id
        keys.wrap(ByteArray(32))
        assertEquals(setOf(one, two), keys.list().toSet())
        keys.delete(one)
        keys.delete(one)
        assertEquals(listOf(two), keys.list())
        assertThrows(KeyStoreException.NotFound::class.java) { keys.describe(one) }
        assertThrows(KeyStoreException.NotFound::class.java) { keys.sign(one, bytes) }
    }

    @Test
    fun `what is wrapped is unwrapped, and nothing else`() {
        val vaultKey = ByteArray(32) { it.toByte() }
        val wrapped = keys.wrap(vaultKey.copyOf())
        assertArrayEquals(vaultKey, keys.unwrap(wrapped))
        assertArrayEquals(vaultKey, AndroidKeys(KeyMaker(hasStrongBox = true)).unwrap(wrapped))
        for (place in wrapped.indices) {
            val changed = wrapped.copyOf().also { it[place] = (it[place].toInt() xor 1).toByte() }
            assertThrows(KeyStoreException.NotFound::class.java) { keys.unwrap(changed) }
        }
        assertThrows(KeyStoreException.NotFound::class.java) { keys.unwrap(ByteArray(3)) }
        FakeAndroidKeyStore.entries.clear()
        assertThrows(KeyStoreException.NotFound::class.java) { keys.unwrap(wrapped) }
    }

    @Test
    fun `the bytes that were wrapped are not kept`() {
        val vaultKey = ByteArray(32) { 7 }
        keys.wrap(vaultKey)
        assertArrayEquals(ByteArray(32), vaultKey)
    }
}
