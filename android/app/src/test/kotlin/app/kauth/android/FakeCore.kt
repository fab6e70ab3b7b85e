package app.kauth.android

import app.kauth.core.AppInterface
import app.kauth.core.AppView
import app.kauth.core.Effect
import app.kauth.core.EffectKind
import app.kauth.core.GalleryItem
import app.kauth.core.Labels
import app.kauth.core.Screen
import app.kauth.core.Update
import app.kauth.core.gallery
import java.lang.reflect.InvocationHandler
import java.lang.reflect.Proxy
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.coroutines.Continuation
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first

/** A command that reached the core. */
data class Command(val name: String, val arguments: List<Any?>)

/** A core that notes its commands and shows what a test says. Its views and labels are the real ones, from the gallery. */
class FakeCore private constructor(private val noted: MutableList<Command>, private val pictures: List<GalleryItem>) :
    AppInterface by recorder(noted) {
    constructor() : this(CopyOnWriteArrayList(), gallery("en"))

    private val newest = MutableStateFlow<Update?>(null)
    private var effects: List<Effect> = emptyList()

    val words: Labels = pictures.first().labels

    /** What came, oldest first. */
    val commands: List<Command> get() = noted

    /** How often a command came. */
    fun count(name: String): Int = noted.count { it.name == name }

    /** The arguments of a command's newest call. */
    fun last(name: String): List<Any?> = noted.last { it.name == name }.arguments

    /** The gallery's views. */
    val views: List<AppView> get() = pictures.map { it.view }

    /** A view with this kind of screen. */
    inline fun <reified S : Screen> view(): AppView = views.first { it.screen is S }

    fun show(view: AppView) {
        newest.value = Update((newest.value?.revision ?: 0uL) + 1uL, view, effects)
    }

    /** Asks the shell for something. */
    fun ask(kind: EffectKind): ULong {
        val id = (effects.maxOfOrNull { it.id } ?: newest.value?.revision ?: 0uL) + 1uL
        effects = effects + Effect(id, kind)
        show(newest.value?.view ?: view<Screen.Accounts>())
        return id
    }

    /** The shell has not said yet that it did this. */
    fun waitsFor(effect: ULong): Boolean = effects.any { it.id == effect }

    override suspend fun next(afterRevision: ULong): Update = newest.filterNotNull().first { it.revision > afterRevision }

    override suspend fun labels(): Labels = words

    override suspend fun done(effect: ULong) {
        effects = effects.filter { it.id != effect }
    }

    override suspend fun failed(effect: ULong) {
        noted += Command("failed", listOf(effect))
        done(effect)
    }
}

/** Notes calls by name; a value class in the arguments puts a suffix on the name, which is cut off. */
private fun recorder(noted: MutableList<Command>): AppInterface {
    val handler = InvocationHandler { _, method, arguments ->
        noted += Command(method.name.substringBefore('-'), arguments.orEmpty().filter { it !is Continuation<*> })
        if (method.returnType == Boolean::class.javaPrimitiveType) false else Unit
    }
    val type = AppInterface::class.java
    return Proxy.newProxyInstance(type.classLoader, arrayOf(type), handler) as AppInterface
}
