package app.kauth.desktop

import app.kauth.core.testing.Person
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import kotlin.io.path.createDirectory
import kotlin.io.path.div
import kotlin.io.path.setPosixFilePermissions
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/** A computer with a screen: a folder for the program's data and a person's files, and a browser that only notes addresses. */
internal class Computer : AutoCloseable {
    private val screen = Xvfb()
    private val home: Path = Files.createTempDirectory("kauth-desktop")

    init {
        val browser = (home / "bin").createDirectory() / "xdg-open"
        browser.writeText("#!/bin/sh\nprintf %s \"\$1\" >'$home/opening' && mv '$home/opening' '$home/opened'\n")
        browser.setPosixFilePermissions(PosixFilePermissions.fromString("rwx------"))
    }

    /** Where the address is written that the browser was given. */
    val opened: Path = home / "opened"

    /** Opens the program on this computer's one folder for it. */
    fun opens() = OpenWindow(screen, home)

    /** A file of the person. */
    fun file(name: String): Path = home / name

    /** A file of the person with this in it. */
    fun file(name: String, bytes: ByteArray): Path = file(name).apply { writeBytes(bytes) }

    override fun close() {
        screen.close()
        home.toFile().deleteRecursively()
    }

    companion object {
        /** Runs a test with a window that is open. */
        fun window(test: OpenWindow.(Computer) -> Unit) = Computer().use { computer -> computer.opens().use { it.test(computer) } }

        /** The same with a person who has an account. */
        fun windowAndPerson(test: OpenWindow.(Computer, Person) -> Unit) = Person().use { person ->
            person.does("sign_up", "name" to "Anna A")
            window { test(it, person) }
        }
    }
}
