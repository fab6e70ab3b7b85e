#if os(iOS)
    import CryptoKit
    import Foundation
    import KauthCore
    import Security

    /// P-256 keys that never leave the Secure Enclave. A transport key signs silently once the device was unlocked after its
    /// start; an approval key asks the person each time and dies with a new face or finger.
    public final class SecureEnclaveKeys: KeyStore, Sendable {
        public init() {}

        public func create(purpose: KeyPurpose, challenge: Data?) throws -> CreatedKey {
            let id = "\(purpose == .approval ? "approval" : "transport").\(UUID().uuidString)"
            var failure: Unmanaged<CFError>?
            guard let access = Keychain.access(purpose, &failure) else { throw KeyStoreError.Failed }
            let attributes: [CFString: Any] = [
                kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 256,
                kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
                kSecPrivateKeyAttrs: [
                    kSecAttrIsPermanent: true, kSecAttrApplicationTag: Data(id.utf8), kSecAttrAccessControl: access,
                ] as [CFString: Any],
            ]
            guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, &failure) else {
                throw Keychain.refusal(failure)
            }
            return CreatedKey(id: id, publicKey: try Keychain.publicPoint(key), attestation: [])
        }

        public func sign(id: String, bytes: Data) throws -> Data {
            guard !id.hasPrefix("approval.") else { throw KeyStoreError.Refused }
            return try Keychain.sign(try Keychain.key(id), bytes)
        }

        public func describe(id: String) throws -> KeyInfo {
            let key = try Keychain.key(id)
            return KeyInfo(
                id: id, purpose: id.hasPrefix("approval.") ? .approval : .transport,
                publicKey: try Keychain.publicPoint(key), hardwareBacked: true)
        }

        public func list() throws -> [String] { try Keychain.ids() }
        public func delete(id: String) throws { try Keychain.delete(id) }
        public func wrap(key: Data) throws -> Data { try KeychainWrap.wrap(key) }
        public func unwrap(wrapped: Data) throws -> Data { try KeychainWrap.unwrap(wrapped) }
        public func isHardwareBacked() throws -> Bool { SecureEnclave.isAvailable }
    }
#endif
