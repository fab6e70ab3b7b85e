import Foundation
import Testing

/// What only a Mac can build is at least whole: lists that can be read, references that lead somewhere, texts of the core.
@Suite struct AppProjectTests {
    private let app: URL
    private let catalogue: URL

    init() throws {
        let repository = URL(filePath: try #require(ProcessInfo.processInfo.environment["KAUTH_REPOSITORY"]))
        app = repository.appending(path: "ios/App")
        catalogue = repository.appending(path: "core/texts/catalogue")
    }

    private func list(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: app.appending(path: path))
        return try #require(try PropertyListSerialization.propertyList(from: data, format: nil) as? [String: Any])
    }

    private func text(_ language: String, _ file: String, _ key: String) throws -> String {
        let file = catalogue.appending(path: "\(language)/\(file).ftl")
        let line = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first {
            $0.hasPrefix("\(key) = ")
        }
        return String(try #require(line).dropFirst(key.count + 3))
    }

    @Test(arguments: ["en", "de", "fr", "it", "es"]) func theSystemsQuestionsAreTheCoresTexts(language: String) throws {
        let strings = try list("KauthApp/\(language).lproj/InfoPlist.strings")
        let expected = [
            "NSCameraUsageDescription": try text(language, "settings", "permission-camera-reason"),
            "NSFaceIDUsageDescription": try text(language, "settings", "permission-face-reason"),
            "NSLocationWhenInUseUsageDescription": try text(language, "checks", "check-location-text"),
        ]
        #expect(strings as? [String: String] == expected)
        if language == "en" {
            let info = try list("Info.plist")
            for (key, words) in expected { #expect(info[key] as? String == words) }
        }
    }

    @Test func linksLeadToTheApp() throws {
        let types = try #require(try list("Info.plist")["CFBundleURLTypes"] as? [[String: Any]])
        let schemes = types.flatMap { $0["CFBundleURLSchemes"] as? [String] ?? [] }
        #expect(schemes.contains("kauth"))
        let domains = try list("KauthApp.entitlements")["com.apple.developer.associated-domains"] as? [String]
        #expect(domains == ["applinks:$(KAUTH_LINK_HOST)"])
    }

    @Test func nothingIsCollected() throws {
        let manifest = try list("KauthApp/PrivacyInfo.xcprivacy")
        #expect(manifest["NSPrivacyTracking"] as? Bool == false)
        #expect((manifest["NSPrivacyCollectedDataTypes"] as? [Any])?.isEmpty == true)
    }

    @Test func everyReferenceOfTheProjectLeadsSomewhere() throws {
        let project = try list("KauthApp.xcodeproj/project.pbxproj")
        let objects = try #require(project["objects"] as? [String: [String: Any]])
        #expect(objects[try #require(project["rootObject"] as? String)]?["isa"] as? String == "PBXProject")
        func ids(_ value: Any) -> [String] {
            switch value {
            case let text as String: text.count == 24 && text.hasPrefix("A1000000") ? [text] : []
            case let list as [Any]: list.flatMap(ids)
            case let record as [String: Any]: record.values.flatMap(ids)
            default: []
            }
        }
        for object in objects.values {
            for id in ids(object) { #expect(objects[id] != nil, "\(id) leads nowhere") }
            if let path = object["path"] as? String, object["sourceTree"] as? String == "<group>" {
                #expect(FileManager.default.fileExists(atPath: app.appending(path: path).path()), "\(path) is missing")
            }
        }
    }
}
