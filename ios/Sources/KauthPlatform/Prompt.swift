#if os(iOS)
    import Foundation
    import KauthCore
    import LocalAuthentication

    /// Asks for a face, a finger or the device's code, and signs. Each signature asks anew; cancelling the task closes the
    /// prompt.
    enum Prompt {
        static func sign(key: String, bytes: Data, reason: String, cancel: String) async -> SignatureResult {
            let context = LAContext()
            context.localizedReason = reason
            context.localizedCancelTitle = cancel
            context.touchIDAuthenticationAllowableReuseDuration = 0
            guard context.canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) else { return .unavailable }
            let asked = Asked(context: context)
            return await withTaskCancellationHandler {
                await Task.detached { asked.sign(key, bytes) }.value
            } onCancel: {
                asked.context.invalidate()
            }
        }

        /// There is a code, a face or a finger that locks this device.
        static var hasScreenLock: Bool { LAContext().canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) }

        /// A context is used by one signature, and may be invalidated from any thread.
        private struct Asked: @unchecked Sendable {
            let context: LAContext

            func sign(_ key: String, _ bytes: Data) -> SignatureResult {
                do {
                    return .signed(der: try Keychain.sign(try Keychain.key(key, asking: context), bytes))
                } catch KeyStoreError.NotFound, KeyStoreError.Invalidated {
                    return .keyGone
                } catch KeyStoreError.Refused {
                    return .declined
                } catch {
                    return .unavailable
                }
            }
        }
    }
#endif
