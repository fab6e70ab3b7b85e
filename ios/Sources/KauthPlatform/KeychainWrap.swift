#if os(iOS)
    import CryptoKit
    import Foundation
    import KauthCore
    import Security

    /// Wraps the vault's key by one that the keychain keeps on this device: what was wrapped is worth nothing in a backup.
    enum KeychainWrap {
        static func wrap(_ key: Data) throws -> Data {
            guard let box = try ChaChaPoly.seal(key, using: wrappingKey(orMake: true)).combined as Data? else {
                throw KeyStoreError.Failed
            }
            return box
        }

        static func unwrap(_ wrapped: Data) throws -> Data {
            guard let box = try? ChaChaPoly.SealedBox(combined: wrapped),
                let key = try? ChaChaPoly.open(box, using: wrappingKey(orMake: false))
            else { throw KeyStoreError.NotFound }
            return key
        }

        private static let item: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword, kSecAttrService: "app.kauth.vault", kSecAttrAccount: "wrapping-key",
        ]

        private static func wrappingKey(orMake makes: Bool) throws -> SymmetricKey {
            var found: CFTypeRef?
            let status = SecItemCopyMatching(item.merging([kSecReturnData: true]) { $1 } as CFDictionary, &found)
            if status == errSecSuccess, let data = found as? Data { return SymmetricKey(data: data) }
            guard status == errSecItemNotFound, makes else { throw Keychain.refusal(status) }
            let key = SymmetricKey(size: .bits256)
            let kept: [CFString: Any] = [
                kSecValueData: key.withUnsafeBytes { Data($0) },
                kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, kSecAttrSynchronizable: false,
            ]
            let added = SecItemAdd(item.merging(kept) { $1 } as CFDictionary, nil)
            guard added == errSecSuccess else { throw Keychain.refusal(added) }
            return key
        }
    }
#endif
