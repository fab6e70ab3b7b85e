#if os(iOS)
    import Foundation
    import KauthCore
    import LocalAuthentication
    import Security

    /// What the keychain is asked, and its refusals as the core knows them.
    enum Keychain {
        static func access(_ purpose: KeyPurpose, _ failure: inout Unmanaged<CFError>?) -> SecAccessControl? {
            let flags: SecAccessControlCreateFlags =
                purpose == .approval
                ? [.privateKeyUsage, .biometryCurrentSet, .or, .devicePasscode] : [.privateKeyUsage]
            let when =
                purpose == .approval
                ? kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly : kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
            return SecAccessControlCreateWithFlags(nil, when, flags, &failure)
        }

        static func key(_ id: String, asking context: LAContext? = nil) throws -> SecKey {
            var query = query(id)
            query[kSecReturnRef] = true
            query[kSecUseAuthenticationContext] = context
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query as CFDictionary, &found)
            guard status == errSecSuccess, let found else { throw refusal(status) }
            return found as! SecKey  // swiftlint:disable:this force_cast - the query asks for keys only
        }

        static func sign(_ key: SecKey, _ bytes: Data) throws -> Data {
            var failure: Unmanaged<CFError>?
            let algorithm = SecKeyAlgorithm.ecdsaSignatureMessageX962SHA256
            guard let der = SecKeyCreateSignature(key, algorithm, bytes as CFData, &failure) else {
                throw refusal(failure)
            }
            return der as Data
        }

        static func publicPoint(_ key: SecKey) throws -> Data {
            guard let point = SecKeyCopyPublicKey(key), let data = SecKeyCopyExternalRepresentation(point, nil) else {
                throw KeyStoreError.Failed
            }
            return data as Data
        }

        static func ids() throws -> [String] {
            var query = query(nil)
            query[kSecMatchLimit] = kSecMatchLimitAll
            query[kSecReturnAttributes] = true
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query as CFDictionary, &found)
            if status == errSecItemNotFound { return [] }
            guard status == errSecSuccess, let rows = found as? [[CFString: Any]] else { throw refusal(status) }
            let tags = rows.compactMap { $0[kSecAttrApplicationTag] as? Data }
            return tags.compactMap { String(data: $0, encoding: .utf8) }
        }

        static func delete(_ id: String) throws {
            let status = SecItemDelete(query(id) as CFDictionary)
            guard status == errSecSuccess || status == errSecItemNotFound else { throw refusal(status) }
        }

        static func refusal(_ failure: Unmanaged<CFError>?) -> KeyStoreError {
            refusal(OSStatus(failure.map { CFErrorGetCode($0.takeRetainedValue()) } ?? 0))
        }

        static func refusal(_ status: OSStatus) -> KeyStoreError {
            switch status {
            case errSecItemNotFound: .NotFound
            case errSecInteractionNotAllowed: .Locked
            case errSecAuthFailed, errSecUserCanceled: .Refused
            default: .Failed
            }
        }

        private static func query(_ id: String?) -> [CFString: Any] {
            let kind: [CFString: Any] = [kSecClass: kSecClassKey, kSecAttrTokenID: kSecAttrTokenIDSecureEnclave]
            return id.map { kind.merging([kSecAttrApplicationTag: Data($0.utf8)]) { $1 } } ?? kind
        }
    }
#endif
