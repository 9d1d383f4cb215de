import Testing

@Suite("docs/secrets.md")
struct SecretsDocumentTests {
  @Test("shows what the commands print")
  func transcripts() throws {
    var file = try MarkdownFile("docs/secrets.md")
    try file.recordTranscripts()
    #expect(file.mismatch() == nil)
  }
}
