import KauthCore
import SwiftUI

/// It is being sent.
struct SendingPage: View {
    let scene: Scene
    let view: CheckSendingView
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: Sign(image: "person.text.rectangle", tone: .calm), title: view.title) {
            Prose(view.text)
            // The words below say it.
            ProgressView(value: part).accessibilityHidden(true)
            Text(view.progress).monospacedDigit().multilineTextAlignment(.center)
            if let waits = view.waits { Label(waits, systemImage: "clock.fill").foregroundStyle(palette.faint) }
        } actions: {
            if let now = view.sendNow {
                CommandButton(scene, now, kind: .side) { try await $0.sendCheck(wifiOnly: false) }
            }
            WithdrawButton(scene: scene, label: view.withdraw)
        }
    }

    private var part: Double {
        view.totalBytes == 0 ? 0 : min(1, Double(view.doneBytes) / Double(view.totalBytes))
    }
}

/// Where it stands, and what comes next.
struct StatusPage: View {
    let scene: Scene
    let view: CheckStatusView
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: Sign(image: "person.text.rectangle", tone: .calm), title: view.title) {
            Text(view.host).font(.headline).multilineTextAlignment(.center)
            Prose(view.text)
            Problem(scene, view.problem)
            PairsCard(pairs: view.retakes)
            if let waits = view.finishWaits { Label(waits, systemImage: "clock.fill") }
            if let usual = view.usual { Prose(usual) }
            Text(view.deleted).font(.footnote).foregroundStyle(palette.faint).multilineTextAlignment(.center)
        } actions: {
            if let finish = view.finish { CommandButton(scene, finish) { try await $0.finishCheck() } }
            if let retake = view.retake {
                CommandButton(scene, retake.label) { try await $0.retake(kind: retake.kind) }
            }
            if let close = view.close {
                CommandButton(scene, close, kind: view.finish == nil ? .main : .side) { try await $0.closeCheck() }
            }
            if let withdraw = view.withdraw { WithdrawButton(scene: scene, label: withdraw) }
        }
    }
}
