import Foundation

/// Where the vault lives: on this device only, in no backup, closed until the device was unlocked once after its start.
enum Vault {
    static func folder() throws -> URL {
        var folder = URL.applicationSupportDirectory.appending(path: "vault", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try folder.setResourceValues(values)
        return folder
    }
}
