import KauthCore
import SwiftUI

/// How a request ended.
struct RequestEndedScreen: View {
    let scene: Scene
    let view: RequestEndedView
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: sign, title: view.title) {
            Prose(view.text)
            VStack(spacing: 2) {
                Text(view.site).font(.headline)
                Text(view.account).font(.subheadline).foregroundStyle(palette.faint)
            }
        } actions: {
            if let label = view.backToBrowser {
                WideButton(label) { scene.phone.send { try await $0.returnToBrowser() } }
            }
            WaitingButton(scene: scene)
            WideButton(scene.labels.close, kind: view.backToBrowser == nil ? .main : .side) { scene.back() }
        }
    }

    private var sign: Sign {
        Sign(image: endingImage(view.ending), tone: view.ending == .approved ? .good : .careful)
    }
}

/// A sign for an ending, beside its words.
func endingImage(_ ending: Ending) -> String {
    switch ending {
    case .approved: "checkmark.circle.fill"
    case .refused, .notAccepted, .failed: "xmark.circle.fill"
    case .reported: "hand.raised.fill"
    case .expired, .expiredBeforeOpening, .lapsed, .noNetwork: "clock.fill"
    case .answeredElsewhere, .withdrawn, .superseded: "minus.circle"
    }
}
