import KauthCore
import SwiftUI

/// A picture is to be taken, or chosen.
struct PicturePage: View {
    let scene: Scene
    let view: CheckPictureView
    @State private var underWay: Way?
    @Environment(\.palette) private var palette

    private enum Way { case taking, choosing }

    var body: some View {
        HeroPage(scene, sign: view.viewfinder ? nil : Sign(image: view.kind.image, tone: .calm), title: view.title) {
            Text(view.position).font(.subheadline).foregroundStyle(palette.faint)
            Warning(view.problem)
            if view.viewfinder { CheckViewfinder(scene: scene, view: view, take: take) }
            Prose(view.text)
            if let refused = view.cameraRefused {
                Warning(refused)
                CommandButton(scene, scene.labels.openSystemSettings, kind: .quiet) {
                    try await $0.askPermission(kind: .camera)
                }
            }
        } actions: {
            if view.viewfinder {
                WideButton(view.take, isUnderWay: underWay == .taking, action: take)
            }
            WideButton(view.choose, kind: view.viewfinder ? .side : .main, isUnderWay: underWay == .choosing) {
                give(.choosing) { [surroundings = scene.surroundings] in await surroundings.pickPicture() }
            }
            if let anyway = view.sendAnyway {
                CommandButton(scene, anyway, kind: .quiet) { [kind = view.kind] in try await $0.sendAnyway(kind: kind) }
            }
        }
    }

    private func take() {
        guard underWay == nil else { return }
        give(.taking) { [surroundings = scene.surroundings] in await surroundings.takePicture() }
    }

    private func give(_ way: Way, _ picture: @escaping @MainActor () async -> Data?) {
        underWay = way
        Task { [kind = view.kind] in
            if let bytes = await picture() {
                _ = await scene.phone.ask { try await $0.checkPicture(kind: kind, bytes: bytes) }
            }
            underWay = nil
        }
    }
}

extension PictureKind {
    /// The sign of a picture, where it is not drawn itself.
    var image: String {
        switch self {
        case .front, .back: "person.text.rectangle"
        case .photoPage: "book.closed"
        case .selfie: "camera"
        }
    }
}
