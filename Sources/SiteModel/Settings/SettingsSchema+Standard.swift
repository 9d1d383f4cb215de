extension SettingsSchema {
  /// The schema of this version of ringtree.
  ///
  /// Fields may be added at the end of a section; a name never changes its meaning.
  public static let standard = SettingsSchema([
    general, sip, time, web, network, audio, dialling, voiceMail, calls, phonebook, display,
    provisioning,
  ])

  private static let general = SettingsSection(
    name: "", documentation: "What stands directly under `settings:`.",
    fields: [
      SettingField(
        "label", .text(maximum: 64),
        "The phone's name for people: on its display, in reports and in the manifest.")
    ])

  private static let sip = SettingsSection(
    name: "sip", documentation: "SIP registration; an account may say its own.",
    fields: [
      SettingField("server", .host, "The registrar's host name or address."),
      SettingField(
        "port", .number(1...65535), standard: .number(5060), "The registrar's port."),
      SettingField(
        "transport", .choice(["udp", "tcp", "tls"]), standard: .text("udp"),
        "What SIP messages travel over."),
      SettingField("outbound_proxy", .host, "The host that every request is sent through."),
      SettingField(
        "outbound_port", .number(1...65535), standard: .number(5060), "The outbound proxy's port."),
      SettingField("backup_server", .host, "A second registrar, used when the first is silent."),
      SettingField(
        "backup_port", .number(1...65535), standard: .number(5060), "The second registrar's port."),
      SettingField(
        "expires", .duration(30...604_800), standard: .number(3600),
        "How long a registration lasts before it is renewed."),
      SettingField(
        "keepalive", .duration(0...3600),
        "How often a packet keeps the NAT binding open; 0 switches it off."),
      SettingField(
        "srtp", .choice(["off", "optional", "required"]), "Whether media is encrypted."),
      SettingField(
        "session_timer", .duration(90...86_400), "The session interval of RFC 4028."),
      SettingField("local_port", .number(1...65535), "The phone's own SIP port."),
      SettingField("rtp_port_first", .number(1024...65534), "The lowest port for media."),
      SettingField("rtp_port_last", .number(1025...65535), "The highest port for media."),
      SettingField("stun_server", .host, "The STUN server's host name or address."),
    ])

  private static let time = SettingsSection(
    name: "time", documentation: "Clock and time zone.",
    fields: [
      SettingField("ntp", .host, "The time server."),
      SettingField("ntp_backup", .host, "The second time server."),
      SettingField(
        "zone", .timeZone,
        "The IANA time zone. Templates also see `zone_offset` (such as `+1` or `-3:30`), "
          + "`zone_minutes` (standard time, east of UTC), `zone_posix` (a POSIX TZ rule) and "
          + "`zone_dst` (whether clocks change)."),
      SettingField("clock", .choice(["12h", "24h"]), "How the time of day is shown."),
      SettingField(
        "date", .choice(["dmy", "mdy", "ymd"]), "The order of day, month and year."),
      SettingField("interval", .duration(15...604_800), "How often the time server is asked."),
    ])

  private static let web = SettingsSection(
    name: "web", documentation: "The phone's own web pages and menu.",
    fields: [
      SettingField("enabled", .boolean, "Whether the phone serves its web pages."),
      SettingField("https_only", .boolean, "Whether they are served by HTTPS alone."),
      SettingField(
        "admin_user", .text(maximum: 32), standard: .text("admin"), "The administrator's name."),
      SettingField("admin_password", .password, "The administrator's password."),
      SettingField("user_name", .text(maximum: 32), standard: .text("user"), "The user's name."),
      SettingField("user_password", .password, "The user's password."),
    ])

  private static let network = SettingsSection(
    name: "network", documentation: "Addresses, VLAN, LLDP and quality of service.",
    fields: [
      SettingField(
        "mode", .choice(["dhcp", "static"]), "Where the phone's address comes from."),
      SettingField("address", .ipv4, "The phone's address, if `mode` is static."),
      SettingField("netmask", .ipv4, "Its netmask."),
      SettingField("gateway", .ipv4, "Its router."),
      SettingField("dns", .ipv4, "The name server."),
      SettingField("dns_backup", .ipv4, "The second name server."),
      SettingField("vlan", .number(1...4094), "The phone's own VLAN."),
      SettingField("vlan_priority", .number(0...7), "Its 802.1p priority."),
      SettingField("pc_vlan", .number(1...4094), "The VLAN of the phone's PC port."),
      SettingField("pc_vlan_priority", .number(0...7), "Its 802.1p priority."),
      SettingField("lldp", .boolean, "Whether LLDP-MED may tell the VLAN."),
      SettingField("cdp", .boolean, "Whether CDP may tell the VLAN."),
      SettingField("sip_dscp", .number(0...63), "The DSCP of SIP packets; 26 is AF31."),
      SettingField("rtp_dscp", .number(0...63), "The DSCP of media packets; 46 is EF."),
    ])

  private static let audio = SettingsSection(
    name: "audio", documentation: "Codecs and tones.",
    fields: [
      SettingField(
        "codecs", .choices(["pcmu", "pcma", "g722", "g729", "g726", "ilbc", "opus"]),
        "The codecs offered, the preferred one first."),
      SettingField("ptime", .number(10...60), "Milliseconds of speech in a packet."),
      SettingField("vad", .boolean, "Whether silence is left out."),
      SettingField(
        "dtmf", .choice(["rfc2833", "info", "inband"]), "How key presses travel during a call."),
      SettingField("ringtone", .text(maximum: 64), "The name of the ring tone."),
      SettingField(
        "tones", .text(maximum: 32), "The country whose call progress tones are played."),
    ])

  private static let dialling = SettingsSection(
    name: "dialling", documentation: "What happens to the digits that somebody dials.",
    fields: [
      SettingField("plan", .text(maximum: 1024), "The dial plan in the phone's own notation."),
      SettingField("prefix", .dialString, "Digits put before every number."),
      SettingField("area_code", .dialString, "The area code put before local numbers."),
      SettingField("emergency", .dialStrings(maximum: 8), "Numbers that always may be dialled."),
      SettingField(
        "timeout", .duration(1...60), "How long after the last digit a number is dialled."),
      SettingField("send_with_hash", .boolean, "Whether `#` ends a number."),
      SettingField("hotline", .dialString, "The number that is dialled on lifting the handset."),
      SettingField("hotline_delay", .duration(0...60), "How long after lifting it is dialled."),
    ])

  private static let voiceMail = SettingsSection(
    name: "voice_mail", documentation: "Voice mail; an account may say its own number.",
    fields: [
      SettingField("number", .dialString, "The number of the voice mail."),
      SettingField("subscribe", .boolean, "Whether the phone subscribes to waiting messages."),
    ])

  private static let calls = SettingsSection(
    name: "calls", documentation: "Call features.",
    fields: [
      SettingField("waiting", .boolean, "Whether a second call is let through."),
      SettingField("waiting_tone", .boolean, "Whether it is heard during the first."),
      SettingField("auto_answer", .boolean, "Whether calls are answered by themselves."),
      SettingField("intercom", .boolean, "Whether a caller may ask for an automatic answer."),
      SettingField("do_not_disturb", .boolean, "Whether the phone refuses calls."),
      SettingField("forward_always", .dialString, "Where every call goes."),
      SettingField("forward_busy", .dialString, "Where calls go when the line is busy."),
      SettingField("forward_no_answer", .dialString, "Where calls go that nobody takes."),
      SettingField(
        "forward_after", .duration(1...120), "How long it rings before they go there."),
      SettingField("anonymous", .boolean, "Whether the phone hides its number."),
      SettingField("reject_anonymous", .boolean, "Whether it refuses callers who hide theirs."),
      SettingField("missed_log", .boolean, "Whether missed calls are listed."),
      SettingField("pickup_code", .dialString, "The code that picks up another phone's call."),
      SettingField("group_pickup_code", .dialString, "The code that picks up the group's call."),
      SettingField("park_code", .dialString, "The code that parks a call."),
    ])

  private static let phonebook = SettingsSection(
    name: "phonebook", documentation: "Remote phone books and LDAP.",
    fields: [
      SettingField(
        "url", .url(schemes: ["http", "https", "tftp", "ftp"]), "Where the phone book is fetched."),
      SettingField("name", .text(maximum: 64), "What the phone calls it."),
      SettingField("refresh", .duration(60...2_592_000), "How often it is fetched again."),
      SettingField("ldap_server", .host, "The LDAP server."),
      SettingField(
        "ldap_port", .number(1...65535), standard: .number(389), "The LDAP server's port."),
      SettingField("ldap_base", .text(maximum: 255), "The LDAP search base."),
      SettingField("ldap_user", .text(maximum: 255), "The LDAP user."),
      SettingField("ldap_password", .password, "The LDAP user's password."),
    ])

  private static let display = SettingsSection(
    name: "display", documentation: "Language and screen.",
    fields: [
      SettingField("language", .text(maximum: 32), "The language of the menus."),
      SettingField("backlight", .duration(0...7200), "How long it stays lit; 0 is for ever."),
      SettingField("contrast", .number(1...10), "The contrast."),
      SettingField("logo", .text(maximum: 64), "The text shown when the phone is idle."),
    ])

  private static let provisioning = SettingsSection(
    name: "provisioning",
    documentation: "How phones are provisioned. `provisioning:` at the top of the site file is the "
      + "same as `settings: {provisioning: …}` there.",
    fields: [
      SettingField(
        "url", .url(schemes: ["tftp", "http", "https", "ftp"]),
        "What phones are told: the folder that they append their file names to. The host `auto` "
          + "means the serving host's address on the phone's own network; for templates such a "
          + "URL is absent."),
      SettingField("pnp", .boolean, "Whether the phone goes on asking by SIP PnP."),
      SettingField("dhcp", .boolean, "Whether DHCP option 66 may name another server."),
      SettingField("interval", .duration(60...2_592_000), "How often files are fetched again."),
      SettingField("at", .timeOfDay, "The time of day when they are fetched again."),
      SettingField("user", .text(maximum: 64), "The name for HTTP or FTP authentication."),
      SettingField("password", .password, "The password for HTTP or FTP authentication."),
    ])
}
