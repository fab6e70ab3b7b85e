import KauthCore
import KauthModel
import SwiftUI

/// Sees one camera frame: its luma bytes, width, height and bytes a row. On the camera's own thread.
public typealias TakeFrame = @Sendable (Data, UInt32, UInt32, UInt32) -> Void

/// What a system has that no screen can draw by itself.
@MainActor
public protocol Surroundings: AnyObject {
    /// What the camera sees.
    func viewfinder(_ take: @escaping TakeFrame) -> AnyView
    /// The camera has a light that `torch` switches.
    var hasTorch: Bool { get }
    /// Switches the camera's light. It goes out with the viewfinder.
    func torch(_ isOn: Bool)
    /// A picture or a file of the person's choice; none if they choose none.
    func pickPicture() async -> Data?
    /// `takePicture` works here.
    var canTakePicture: Bool { get }
    /// A picture of this kind that the person takes, as a JPEG file; none if they take none.
    func takePicture(_ kind: PictureKind) async -> Data?
    /// A picture file, small, about so many points wide and high; none for what is no picture.
    func thumbnail(_ file: Data, side: Double) async -> AnyView?
    /// Where the phone is, now and once. The system asks the person before. None where that is not to be had.
    func locate() async -> Place?
}

/// Where the phone is: degrees (WGS 84), and the radius in metres within which that is true.
public struct Place: Equatable, Sendable {
    public let latitude: Double
    public let longitude: Double
    public let accuracyM: Double

    public init(latitude: Double, longitude: Double, accuracyM: Double) {
        self.latitude = latitude
        self.longitude = longitude
        self.accuracyM = accuracyM
    }
}

/// What every screen is given: the phone to send commands to, the labels, and what is left of a time.
struct Scene {
    let phone: Phone
    let state: PhoneState
    let surroundings: any Surroundings

    var view: AppView { state.view }
    var labels: Labels { state.labels }

    /// The core's screen lies over everything.
    var isSheet: Bool {
        switch view.screen {
        case .request, .requestEnded: true
        default: false
        }
    }

    @MainActor func show(_ destination: Destination) { phone.send { try await $0.show(destination: destination) } }
    @MainActor func back() { phone.send { _ = try await $0.back() } }
    /// A picture of the check, small.
    @MainActor func thumbnail(_ kind: PictureKind, side: Double) async -> AnyView? {
        guard let file = try? await phone.app.pictureOf(kind: kind) else { return nil }
        return await surroundings.thumbnail(file, side: side)
    }
    @MainActor func pickPicture() {
        let (app, surroundings) = (phone.app, surroundings)
        Task {
            guard let bytes = await surroundings.pickPicture() else { return }
            await Task.detached { try? app.picture(bytes: bytes) }.value
        }
    }
}
