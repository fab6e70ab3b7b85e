import KauthCore
import SwiftUI

/// A standing notice with what can be done about it.
struct BannerRow: View {
    let scene: Scene
    let banner: Banner
    @Environment(\.palette) private var palette

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            HStack(alignment: .top, spacing: 10) {
                Image(systemName: banner.kind.image).accessibilityHidden(true)
                Text(banner.text).font(.subheadline)
            }
            .foregroundStyle(palette.ink(banner.kind))
            if let action = banner.action {
                button(action) { try await $0.bannerAction(kind: banner.kind, about: banner.about) }
            }
            if let dismiss = banner.dismiss {
                button(dismiss) { try await $0.dismissBanner(kind: banner.kind, about: banner.about) }
            }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
    }

    private func button(
        _ label: String, _ send: @escaping @Sendable (any AppProtocol) async throws -> Void
    ) -> some View {
        Button {
            scene.phone.send(send)
        } label: {
            Text(label).font(.subheadline.weight(.semibold)).frame(minHeight: 44)
        }
        .buttonStyle(.borderless)
        .padding(.leading, 30)
    }
}

extension BannerKind {
    fileprivate var image: String { self == .check ? "person.text.rectangle" : "exclamationmark.triangle.fill" }
}

extension Palette {
    /// What a standing notice lies on. A check that is under way is no warning.
    func ground(_ kind: BannerKind) -> Color { kind == .check ? badge : warningGround }
    fileprivate func ink(_ kind: BannerKind) -> Color { kind == .check ? onBadge : onWarning }
}

/// The passing notice, with the way to take back what was done.
struct Notice: View {
    let scene: Scene
    @Environment(\.palette) private var palette
    @Environment(\.accessibilityReduceMotion) private var reduceMotion

    var body: some View {
        VStack {
            if let snackbar = scene.view.snackbar {
                HStack(spacing: 12) {
                    Text(snackbar.text).font(.subheadline).foregroundStyle(palette.onInverse)
                        .frame(maxWidth: .infinity, alignment: .leading)
                    if let undo = snackbar.undo {
                        Button {
                            scene.phone.send { try await $0.undo() }
                        } label: {
                            Text(undo).font(.subheadline.weight(.semibold)).foregroundStyle(palette.inversePrimary)
                                .frame(minWidth: 44, minHeight: 44)
                        }
                        .buttonStyle(.plain)
                    }
                }
                .padding(.horizontal, 16)
                .padding(.vertical, 6)
                .frame(minHeight: 52)
                .background(palette.inverse, in: RoundedRectangle(cornerRadius: 14))
                .padding(.horizontal, 16)
                .padding(.bottom, 8)
            }
        }
        .animation(reduceMotion ? nil : .easeInOut(duration: 0.24), value: scene.view.snackbar)
    }
}

/// Something to be careful about: a sign and words, so that its colour need not be seen.
struct Warning: View {
    let text: String?
    @Environment(\.palette) private var palette

    init(_ text: String?) { self.text = text }

    var body: some View {
        if let text {
            HStack(alignment: .top, spacing: 8) {
                Image(systemName: "exclamationmark.triangle.fill").accessibilityHidden(true)
                Text(text).frame(maxWidth: .infinity, alignment: .leading)
            }
            .font(.subheadline)
            .foregroundStyle(palette.warning)
        }
    }
}

/// What went wrong, in place; read out when it comes.
struct Problem: View {
    let scene: Scene
    let text: String?

    init(_ scene: Scene, _ text: String?) { (self.scene, self.text) = (scene, text) }

    var body: some View {
        if let text {
            Warning(text).onChange(of: text, initial: true) { [surroundings = scene.surroundings] _, text in
                surroundings.announce(text)
            }
        }
    }
}

/// A paragraph under a headline.
struct Prose: View {
    let text: String
    @Environment(\.palette) private var palette

    init(_ text: String) { self.text = text }

    var body: some View {
        Text(text).font(.body).foregroundStyle(palette.faint).multilineTextAlignment(.center)
    }
}
