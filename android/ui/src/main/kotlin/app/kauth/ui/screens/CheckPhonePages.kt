package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import app.kauth.core.CheckCodeView
import app.kauth.core.CheckNumberView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.DigitsField
import app.kauth.ui.components.Field
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.TimeLeftText
import app.kauth.ui.components.Typing
import app.kauth.ui.components.clock
import app.kauth.ui.components.rememberUnderWay
import app.kauth.ui.left
import app.kauth.ui.theme.Glyphs

private const val CODE_DIGITS = 6

/** The mobile number that an SMS is sent to. */
@Composable
internal fun NumberPage(scene: Scene, view: CheckNumberView) {
    var number by rememberSaveable { mutableStateOf("") }
    val sending = rememberUnderWay(scene)
    val send = {
        val typed = number
        sending.send { checkNumber(typed) }
    }
    Page(
        scene,
        view.title,
        icon = Glyphs.phone,
        buttons = {
            Primary(view.send, send, busy = sending.now)
            Withdraw(scene, view.withdraw)
        },
    ) {
        Body(view.text)
        Problem(view.problem)
        Field(view.field, number, { number = it }, typing = Typing.PHONE, onDone = send)
    }
}

/** The code from the SMS. */
@Composable
internal fun CodePage(scene: Scene, view: CheckCodeView) {
    var code by rememberSaveable { mutableStateOf("") }
    val sending = rememberUnderWay(scene)
    val send = {
        val typed = code
        sending.send { checkCode(typed) }
    }
    Page(
        scene,
        view.title,
        icon = Glyphs.phone,
        buttons = {
            if (view.field != null) Primary(scene.labels.next, send, busy = sending.now)
            view.again?.let { Again(scene, it, view.againInMs) }
            view.otherNumber?.let { Quiet(it, { scene.send { otherNumber() } }) }
            Withdraw(scene, view.withdraw)
        },
    ) {
        Body(view.text)
        Problem(view.problem)
        view.field?.let { DigitsField(it, code, CODE_DIGITS, { typed -> code = typed }, send) }
        if (view.endsInMs > 0uL) TimeLeftText(scene, view.endsInMs)
    }
}

/** *Send another code*, with the time until it may be asked for. */
@Composable
private fun Again(scene: Scene, label: String, againInMs: ULong) {
    val asking = rememberUnderWay(scene)
    val left = scene.left(againInMs)
    Secondary(
        if (left > 0) "$label (${clock(left)})" else label,
        { asking.send { checkCodeAgain() } },
        busy = asking.now,
        enabled = left == 0L,
    )
}
