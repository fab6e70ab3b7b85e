import KauthCore
import SwiftUI

/// Proving who one is, at the step where that is.
struct CheckScreen: View {
    let scene: Scene
    let view: CheckView

    var body: some View {
        switch view {
        case .consent(let view): ConsentPage(scene: scene, view: view)
        case .number(let view): NumberPage(scene: scene, view: view)
        case .code(let view): CodePage(scene: scene, view: view)
        case .location(let view): LocationPage(scene: scene, view: view)
        case .document(let view): DocumentPage(scene: scene, view: view)
        case .picture(let view): PicturePage(scene: scene, view: view)
        case .review(let view): ReviewPage(scene: scene, view: view)
        case .sending(let view): SendingPage(scene: scene, view: view)
        case .status(let view): StatusPage(scene: scene, view: view)
        case .withdraw(let view): WithdrawPage(scene: scene, view: view)
        }
    }
}

/// Who asks, why, and what is sent.
private struct ConsentPage: View {
    let scene: Scene
    let view: CheckConsentView
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: Sign(image: "person.text.rectangle", tone: .calm), title: view.title) {
            Problem(scene, view.problem)
            VStack(spacing: 4) {
                Text(view.host).font(.title.weight(.semibold))
                Text(view.callsItself).font(.subheadline).foregroundStyle(palette.faint)
            }
            .multilineTextAlignment(.center)
            .padding(16)
            .frame(maxWidth: .infinity)
            .background(palette.card, in: RoundedRectangle(cornerRadius: 14))
            Warning(view.unknown)
            Text(view.text).multilineTextAlignment(.center)
            PairsCard(pairs: view.pairs)
        } actions: {
            CommandButton(scene, view.agree) { try await $0.consent() }
            CommandButton(scene, view.decline, kind: .side) { try await $0.withdrawCheck() }
        }
    }
}

/// Labels and values on a card.
struct PairsCard: View {
    let pairs: [PairView]
    @Environment(\.palette) private var palette

    var body: some View {
        if !pairs.isEmpty {
            VStack(alignment: .leading, spacing: 10) {
                ForEach(pairs, id: \.self) { pair in PairRow(label: pair.label, value: pair.value) }
            }
            .padding(16)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(palette.card, in: RoundedRectangle(cornerRadius: 14))
        }
    }
}

/// Leads to the question before it is withdrawn.
struct WithdrawButton: View {
    let scene: Scene
    let label: String

    var body: some View {
        WideButton(label, kind: .quiet, role: .destructive) { scene.show(.withdrawCheck) }
    }
}

/// Leads back to which document.
struct OtherDocumentButton: View {
    let scene: Scene
    let label: String

    var body: some View {
        WideButton(label, kind: .quiet) { scene.show(.checkDocument) }
    }
}

/// The question before it is withdrawn.
private struct WithdrawPage: View {
    let scene: Scene
    let view: CheckWithdrawView

    var body: some View {
        HeroPage(scene, sign: Sign(image: "trash", tone: .bad), title: view.title) {
            Prose(view.text)
            Problem(scene, view.problem)
        } actions: {
            CommandButton(scene, view.withdraw, role: .destructive) { try await $0.withdrawCheck() }
            WideButton(scene.labels.cancel, kind: .side) { scene.back() }
        }
    }
}
