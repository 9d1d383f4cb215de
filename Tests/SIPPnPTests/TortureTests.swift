import NetworkAddresses
import SIPPnP
import Testing

/// After RFC 4475, in this project's own words: its messages as they would come to us alone. Those
/// that only a proxy, a registrar or TCP could get wrong are left out.
@Suite("RFC 4475's torture")
struct TortureTests {
  struct Torture: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    /// The statuses that are sent; what is dropped or left alone gets none.
    let statuses: [Int]

    var testDescription: String { name }

    /// A request of which only what matters is said; the rest is as usual.
    init(
      _ name: String, _ method: String = "OPTIONS", uri: String = "sip:user@192.0.2.1",
      via: String = "SIP/2.0/UDP 192.0.2.7;branch=z9hG4bKtorture", from: String = "<sip:a@b>;tag=1",
      to: String = "<sip:c@d>", callID: String = "torture", cSeq: String? = nil,
      more: [String] = [], body: String = "", _ statuses: Int...
    ) {
      self.name = name
      self.statuses = statuses
      let lines =
        [
          "\(method) \(uri) SIP/2.0", "Via: \(via)", "Max-Forwards: 70", "From: \(from)",
          "To: \(to)", "Call-ID: \(callID)", "CSeq: \(cSeq ?? "1 \(method)")",
        ] + more
      text = lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    init(_ name: String, text: String, _ statuses: Int...) {
      self.name = name
      self.text = text.replacing("\n", with: "\r\n")
      self.statuses = statuses
    }
  }

  static let requests: [Torture] = [
    // 3.1.1: valid, however odd.
    Torture(
      "wsinv: white space, folding and compact names everywhere",
      text: """
        INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
        TO :
         sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
        from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
          ;
          tag = 98asjd8
        MaX-fOrWaRdS: 0068
        Call-ID: wsinv.ndaksdj@192.0.2.1
        cseq: 0009
          INVITE
        Via  : SIP  /   2.0
         /UDP
            192.0.2.7;branch=390skdjuw
        s :
        NewFangledHeader:   newfangled value
         continued newfangled value
        UnknownHeaderWithUnusualValue: ;;,,;;,;
        v:  SIP  / 2.0  / TCP     spindle.example.com   ;
          branch  =   z9hG4bK9ikj8  ,
         SIP  /    2.0   / UDP  192.168.255.111   ; branch=
         z9hG4bK30239
        m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
              newvalue ;
          secondparam ; q = 0.33

        v=0
        """, 405),
    Torture(
      "intmeth: every character that a method and a token may hold",
      "!interesting-Method0123456789_*+`.%indeed'~",
      uri: "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too"
        + ".(doesn't-it)@example.com",
      from:
        "token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"\u{442}\""
        + ";tag=_token~1'+`*%!-.",
      callID: "intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{", 405),
    Torture(
      "esc01: percent-encoding", "INVITE", uri: "sip:sips%3Auser%40example.com@example.net",
      to: "sip:%75se%72@example.com", 405),
    Torture(
      "escnull: encoded NUL", "REGISTER", uri: "sip:example.com",
      more: ["Contact: <sip:%00@host5.example.com>, <sip:%00%00@host5.example.com>"], 405),
    Torture(
      "esc02: % that encodes nothing", "RE%47IST%45R", uri: "sip:registrar.example.com",
      to: "\"%Z%45\" <sip:resource@example.com>", 405),
    Torture(
      "lwsdisp: no space between name and <", from: "caller<sip:caller@example.com>;tag=323", 200),
    Torture(
      "longreq: long values", "INVITE",
      to: "\"" + String(repeating: "long ", count: 100) + "\" <sip:u@h>",
      callID: String(repeating: "x", count: 500),
      more: (1...34).map { "v: SIP/2.0/TCP sip\($0).example.com;branch=z9hG4bK\($0)" }, 405),
    Torture(
      "dblreq: something after the body", body: "INVITE sip:joe SIP/2.0\r\nVia: x\r\n\r\n", 200),
    Torture("semiuri: ; in the user part", uri: "sip:user;par=u%40example.net@example.com", 200),
    Torture(
      "transports: transports of all kinds",
      via:
        "SIP/2.0/UDP t1.example.com;branch=z9hG4bK1, SIP/2.0/SCTP t2.example.com;branch=z9hG4bK2,"
        + " SIP/2.0/UNKNOWN t4.example.com", 200),
    Torture(
      "mpart01: octets of all kinds in the body", "MESSAGE", body: "--7a9\u{0}\u{1}\r\n\u{7f}é", 405
    ),

    // 3.1.2: invalid.
    Torture("badinv01: separators where none belong", "INVITE", to: "<sip:c@d>;;,;,;", 405),
    Torture("clerr: Content-Length beyond the datagram", more: ["Content-Length: 9999"], 200),
    Torture("ncl: negative Content-Length", more: ["Content-Length: -999"], 200),
    Torture("scalar02: CSeq beyond 32 bits", "REGISTER", cSeq: "36893488147419103232 REGISTER"),
    Torture(
      "quotbal: a quote left open", "INVITE", to: "\"Mr. J. User <sip:j.user@example.com>", 405),
    Torture("ltgtruri: request URI in brackets", "INVITE", uri: "<sip:user@example.com>", 405),
    Torture("lwsruri: space inside of the request URI", "INVITE", uri: "sip:user@x.com; lr", 405),
    Torture("lwsstart: spaces round the request URI", "INVITE", uri: " sip:user@example.com ", 405),
    Torture("trws: space after the version", text: "OPTIONS sip:a@b SIP/2.0  \n" + rest, 200),
    Torture(
      "escruri: headers in the request URI", uri: "sip:user@example.com?Route=%3Csip:x%3E", 200),
    Torture("baddate: a date of another zone", more: ["Date: Fri, 01 Jan 2010 16:00:00 EST"], 200),
    Torture("regbadct: Contact with ? but no brackets", more: ["Contact: sip:u@h?Route=x"], 200),
    Torture(
      "badaspec: spaces inside of brackets", to: "\"Watson\" < sip:t.watson@example.org >", 200),
    Torture(
      "baddn: a name that is no token", from: "Bell, Alexander <sip:a@example.com>;tag=4", 200),
    Torture("badvers: another version", text: "OPTIONS sip:t@example.org SIP/7.0\n" + rest),
    Torture("mismatch01: CSeq of another method", "OPTIONS", cSeq: "8 INVITE"),
    Torture("mismatch02: CSeq of an unknown method", "NEWMETHOD", cSeq: "8 INVITE"),
    Torture("no version", text: "OPTIONS sip:t@example.org\n" + rest),
    Torture("no URI", text: "OPTIONS SIP/2.0\n" + rest),
    Torture("no method", text: " sip:t@example.org SIP/2.0\n" + rest),

    // 3.2 and 3.3: of transactions and applications.
    Torture("badbranch: only the magic cookie", via: "SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK", 200),
    Torture("insuf: no From, To and Call-ID", text: "INVITE sip:u@h SIP/2.0\nCSeq: 1 INVITE\n\n"),
    Torture(
      "unkscm: a scheme that nobody knows", "INVITE", uri: "nobodyKnowsThisScheme:totallyopaque",
      405),
    Torture(
      "bext01: an extension that is not supported", more: ["Require: nothingSupportsThis"], 420),
    Torture(
      "multi01: headers twice", more: ["To: <sip:x@y>", "From: <sip:z@y>", "Call-ID: 2"], 200),
    Torture("mcl01: two Content-Lengths", more: ["Content-Length: 13", "Content-Length: 5"], 200),
    Torture(
      "bcast: a Via that names a broadcast address",
      via: "SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1", 200),
    Torture("zeromf: Max-Forwards 0", more: ["Max-Forwards: 0"], 200),
    Torture(
      "cparam01: a parameter that nobody knows", more: ["Contact: sip:a@h;unknownparam"], 200),
    Torture(
      "inv2543: neither branch nor tags", "INVITE", via: "SIP/2.0/UDP 192.0.2.7", from: "sip:u@h",
      405),
  ]

  private static let rest = """
    Via: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1
    From: <sip:a@b>;tag=1
    To: <sip:c@d>
    Call-ID: rest
    CSeq: 1 OPTIONS


    """

  @Test("is answered as is sensible, to its source only", arguments: requests)
  func answered(_ torture: Torture) {
    var conversation = Conversation()
    let actions = conversation.hear(torture.text, isMulticast: false)
    #expect(actions.statuses == torture.statuses)
    for sent in actions.sent { #expect(sent.to.host == Conversation.phone.host) }
    if torture.statuses.isEmpty { #expect(actions.outcomes == ["dropped: malformed"]) }
  }

  @Test("is left alone where it was sent to the group", arguments: requests)
  func multicast(_ torture: Torture) {
    var conversation = Conversation()
    #expect(conversation.hear(torture.text).sent.isEmpty)
  }

  @Test(
    "is never answered where it is a response",
    arguments: [
      "SIP/2.0 200 = 2**3 * 5**2 \u{43D}\u{43E}", "SIP/2.0 100 ", "SIP/2.0 100",
      "SIP/2.0 4294967301 better not break the receiver", "SIP/2.0 099 Low", "SIP/2.0 OK",
    ])
  func responses(line: String) {
    var conversation = Conversation()
    let text = line + "\r\n" + Self.rest.replacing("\n", with: "\r\n")
    #expect(conversation.hear(text, isMulticast: false).sent.isEmpty)
  }
}
