import Testing
@testable import KithCore
@Test func a() { #expect(1 == 1) }
