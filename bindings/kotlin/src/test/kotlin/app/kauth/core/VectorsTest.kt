package app.kauth.core

import java.io.File
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** The vectors that every language reads alike (tests/vectors), through the surface. */
class VectorsTest {
    private fun file(name: String): JsonObject =
        Json.parseToJsonElement(File("../../tests/vectors/$name").readText()).jsonObject

    private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content

    private fun uri(vector: JsonObject, kind: String, last: String) = "otpauth://$kind/x?secret=" +
        vector.text("secret_base32") + "&algorithm=" + vector.text("algorithm") + "&digits=" +
        vector.text("digits") + last

    @Test
    fun `time-based codes`() {
        val vectors = file("otp.json").getValue("totp").jsonArray.map { it.jsonObject }
        assertTrue(vectors.size > 10)
        for (vector in vectors) {
            val code =
                codeAt(uri(vector, "totp", "&period=" + vector.text("period")), vector.getValue("unix_seconds").jsonPrimitive.long, "en")
            assertEquals(vector.toString(), vector.text("code"), code)
        }
    }

    @Test
    fun `counter-based codes`() {
        val vectors = file("otp.json").getValue("hotp").jsonArray.map { it.jsonObject }
        assertTrue(vectors.size > 10)
        for (vector in vectors) {
            val code = codeAt(uri(vector, "hotp", "&counter=" + vector.text("counter")), 0, "en")
            assertEquals(vector.toString(), vector.text("code"), code)
        }
    }

    @Test
    fun `addresses that are not good are refused`() {
        val bad = file("otpauth.json").getValue("bad").jsonArray.map { it.jsonObject }
        assertTrue(bad.size > 10)
        for (vector in bad) {
            val refused = assertThrows(vector.toString(), CoreException.Refused::class.java) {
                codeAt(vector.text("uri"), 0, "en")
            }
            assertTrue(refused.text.isNotBlank())
        }
        for (vector in file("otpauth.json").getValue("good").jsonArray.map { it.jsonObject }) {
            assertTrue(codeAt(vector.text("uri"), 0, "en").all { it.isDigit() })
        }
    }
}
