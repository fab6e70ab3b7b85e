#if os(iOS)
    import CoreLocation
    import KauthScreens

    /// Where the phone is, asked once. The person is asked by the system; the page before it said why.
    @MainActor
    final class Position: NSObject, CLLocationManagerDelegate {
        private let manager = CLLocationManager()
        private var waiting: CheckedContinuation<Place?, Never>?

        override init() {
            super.init()
            manager.desiredAccuracy = kCLLocationAccuracyHundredMeters
            manager.delegate = self
        }

        func locate() async -> Place? {
            answer(nil)
            return await withCheckedContinuation {
                waiting = $0
                proceed()
            }
        }

        private func proceed() {
            guard waiting != nil else { return }
            switch manager.authorizationStatus {
            case .notDetermined: manager.requestWhenInUseAuthorization()
            case .authorizedWhenInUse, .authorizedAlways: manager.requestLocation()
            default: answer(nil)
            }
        }

        private func answer(_ place: Place?) {
            waiting?.resume(returning: place)
            waiting = nil
        }

        nonisolated func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
            Task { @MainActor in proceed() }
        }
        nonisolated func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]) {
            let place = locations.last.map {
                Place(
                    latitude: $0.coordinate.latitude, longitude: $0.coordinate.longitude,
                    accuracyM: $0.horizontalAccuracy)
            }
            Task { @MainActor in answer(place) }
        }
        nonisolated func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error) {
            Task { @MainActor in answer(nil) }
        }
    }
#endif
