import HTTPFiles
import Testing

@Suite("Basic authentication")
struct AuthenticationTests {
  private let credentials = HTTPCredentials(user: "joe", password: "s3cret: ü")

  @Test("The credentials open what is there, in any case of the scheme")
  func right() throws {
    let value = try #require(credentials).fieldValue
    #expect(value == "Basic am9lOnMzY3JldDogw7w=")
    let lower = value.replacing("Basic ", with: "basic   ")
    for field in [value, lower] {
      let request = get("/808287010203.cfg", "Authorization: \(field)")
      #expect(statuses(exchange(request, credentials: credentials)) == [200])
    }
  }

  @Test(
    "Anything else is 401, with what is asked for",
    arguments: [
      "", "Basic", "Basic ", "Bearer am9lOnMzY3JldDogw7w=", "Basic am9lOnMzY3JldDogw7w",
      "Basic am9lOnMzY3JldDogw7w=am9lOnMzY3JldDogw7w=", "Basic am9lOnMzY3JldDogw7x=",
      "Basic bm9lOnMzY3JldDogw7w=", "am9lOnMzY3JldDogw7w=", "Basic =", "Basic joe:s3cret",
    ])
  func wrong(value: String) {
    let answer = exchange(
      get("/808287010203.cfg", "Authorization: \(value)"), credentials: credentials)
    #expect(statuses(answer) == [401])
    #expect(answer.field("WWW-Authenticate") == "Basic realm=\"ringtree\", charset=\"UTF-8\"")
  }

  @Test("Who has no credentials cannot learn what is there")
  func sameAnswer() {
    let answers = [
      get("/808287010203.cfg"), get("/none"), get("/%00"), get("/", method: "POST"),
      get("/808287010203.cfg", "If-None-Match: \"v1\""),
      get("/808287010203.cfg", "Range: bytes=99-"),
    ].map { exchange($0, credentials: credentials) }
    #expect(Set(answers).count == 1)
    #expect(statuses(answers[0]) == [401])
  }

  @Test("A name with a colon, or a control character, cannot be carried")
  func impossible() {
    #expect(HTTPCredentials(user: "a:b", password: "") == nil)
    #expect(HTTPCredentials(user: "a", password: "b\n") == nil)
    #expect(HTTPCredentials(user: "", password: ":") != nil)
  }

  @Test("Credentials do not get into a log")
  func hidden() throws {
    let credentials = try #require(credentials)
    var dumped = "\(credentials)" + String(reflecting: credentials)
    dump(credentials, to: &dumped)
    #expect(!dumped.contains("am9l"))
    #expect(!dumped.contains("97"))
  }
}
