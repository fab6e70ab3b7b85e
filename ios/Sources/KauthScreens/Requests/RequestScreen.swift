import KauthCore
import SwiftUI

/// Is this you? The question, who asks and from where; the answers below.
struct RequestScreen: View {
    let scene: Scene
    let view: RequestView
    @State private var digits = ""
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: nil, title: view.title) {
            if let position = view.positionText { Text(position).font(.subheadline).foregroundStyle(palette.faint) }
            Problem(scene, view.problem)
            Prose(view.text)
            TimeLeft(state: scene.state, endsInMs: view.endsInMs)
            Warning(view.unlockToApprove)
            Warning(view.updateNeeded)
            Warning(view.linkAgain)
            AskedBy(view: view)
        } actions: {
            if view.digits != .none, view.canApprove {
                DigitsEntry(
                    count: view.digits.count, text: view.digitsText, label: scene.labels.browserDigitsField,
                    digits: $digits)
            }
            ViewThatFits(in: .horizontal) {
                HStack(spacing: 12) { answers }
                VStack(spacing: 10) { answers }
            }
            WideButton(
                scene.labels.notMe, kind: .quiet, role: .destructive, isUnderWay: view.answering == .report
            ) { answer(.report) }
        } tools: {
            Button(scene.labels.later) { scene.back() }
        }
    }

    @ViewBuilder private var answers: some View {
        WideButton(scene.labels.no, kind: .side, isUnderWay: view.answering == .deny) { answer(.deny) }
        if view.canApprove {
            WideButton(scene.labels.yes, isUnderWay: view.answering == .approve) { answer(.approve) }
        }
        if view.unlockToApprove != nil { WideButton(scene.labels.unlock) { scene.back() } }
    }

    private func answer(_ decision: Decision) {
        let typed = decision == .approve && view.digits != .none ? digits : nil
        scene.phone.send { [id = view.id] in try await $0.answer(request: id, decision: decision, digits: typed) }
    }
}

/// Who asks, for whom, and what exactly.
private struct AskedBy: View {
    let view: RequestView
    @Environment(\.palette) private var palette

    var body: some View {
        VStack(alignment: .leading, spacing: 10) {
            VStack(alignment: .leading, spacing: 2) {
                Text(view.site).font(.headline)
                Text(view.host).font(.subheadline).foregroundStyle(palette.faint)
                Text(view.account).font(.subheadline).foregroundStyle(palette.faint)
            }
            .accessibilityElement(children: .combine)
            if !view.pairs.isEmpty { Divider() }
            ForEach(view.pairs, id: \.self) { pair in PairRow(label: pair.label, value: pair.value) }
        }
        .padding(16)
        .frame(maxWidth: .infinity, alignment: .leading)
        .background(palette.card, in: RoundedRectangle(cornerRadius: 14))
    }
}
