#if os(iOS)
    import Foundation
    import KauthCore
    import KauthModel
    import Network
    import SwiftUI

    /// What the system tells the core: on screen or not, the network, the clock, permissions, the screen lock.
    @MainActor
    public final class SystemTells {
        private let phone: Phone
        private let network = NWPathMonitor()
        private var clock: (any NSObjectProtocol)?

        public init(_ phone: Phone) {
            self.phone = phone
            network.pathUpdateHandler = { [weak phone] path in
                let isMetered = path.isExpensive
                Task { @MainActor in
                    phone?.send {
                        try await $0.metered(isMetered: isMetered)
                        try await $0.networkChanged()
                    }
                }
            }
            network.start(queue: .global(qos: .utility))
            clock = NotificationCenter.default.addObserver(
                forName: .NSSystemClockDidChange, object: nil, queue: .main
            ) { [weak phone] _ in
                Task { @MainActor in phone?.send { try await $0.clockChanged(utcOffsetMinutes: Self.utcOffsetMinutes) }
                }
            }
        }

        public nonisolated static var utcOffsetMinutes: Int32 { Int32(TimeZone.current.secondsFromGMT() / 60) }

        /// Long polls live while the app is on screen: without APNs iOS hears requests only then.
        public func scene(_ phase: ScenePhase) {
            switch phase {
            case .active: Task { await resumed() }
            case .background: phone.send { try await $0.paused() }
            default: break
            }
        }

        private func resumed() async {
            let camera = await Permissions.state(.camera)
            let notifications = await Permissions.state(.notifications)
            let location = await Permissions.state(.location)
            let hasLock = Prompt.hasScreenLock
            phone.send {
                try await $0.permission(kind: .camera, state: camera)
                try await $0.permission(kind: .notifications, state: notifications)
                try await $0.permission(kind: .location, state: location)
                try await $0.screenLock(isSet: hasLock)
                try await $0.clockChanged(utcOffsetMinutes: Self.utcOffsetMinutes)
                try await $0.resumed()
            }
        }
    }
#endif
