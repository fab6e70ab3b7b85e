#if os(iOS)
    import AVFoundation
    import CoreLocation
    import KauthCore
    import KauthModel
    import UIKit
    import UserNotifications

    /// What the system lets the app do, in the core's words.
    @MainActor
    enum Permissions {
        static func state(_ kind: PermissionKind) async -> PermissionState {
            switch kind {
            case .camera:
                switch AVCaptureDevice.authorizationStatus(for: .video) {
                case .authorized: .granted
                case .notDetermined: .unknown
                default: .blocked
                }
            case .notifications:
                switch await UNUserNotificationCenter.current().notificationSettings().authorizationStatus {
                case .authorized, .provisional, .ephemeral: .granted
                case .notDetermined: .unknown
                default: .blocked
                }
            case .location:
                switch CLLocationManager().authorizationStatus {
                case .authorizedWhenInUse, .authorizedAlways: .granted
                case .notDetermined: .unknown
                default: .blocked
                }
            }
        }

        static func ask(_ kind: PermissionKind) async -> PermissionState {
            switch kind {
            case .camera: _ = await AVCaptureDevice.requestAccess(for: .video)
            case .notifications:
                _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
            case .location: _ = await Position().locate()
            }
            return await state(kind)
        }

        /// iOS opens an app's own pages only; the screen lock is told in words.
        static func openSettings(_ page: SettingsPage) async throws {
            let place =
                page == .notifications
                ? UIApplication.openNotificationSettingsURLString : UIApplication.openSettingsURLString
            guard let url = URL(string: place), await UIApplication.shared.open(url) else { throw NotDone() }
        }
    }
#endif
