extension SiteScaffold {
  /// A small site that builds, and says what to change.
  var site: String {
    """
    # yaml-language-server: $schema=../site.schema.json
    #
    # The phones of this site. `ringtree check --secrets secrets.example.yaml` says what is wrong with
    # it; `ringtree fmt` puts it into its canonical form. Names, numbers and addresses are examples.

    site: \(name)

    # What phones are told when they ask where their files are. `auto` is the address of the host that
    # serves them, on the phones' own network.
    provisioning: {url: tftp://auto, interval: 1d}

    # For every phone. A family, a model and a phone may say otherwise, each stronger than the one
    # before. An editor that knows the schema completes the names.
    settings:
      sip: {server: pbx.example.net, transport: udp, expires: 1h}
      time: {ntp: pool.ntp.org, zone: Europe/Madrid, clock: 24h, date: dmy}
      web: {admin_password: !secret web_admin}

    # A password is never written here: `!secret NAME` is looked up in the file of `--secrets`, or in
    # the environment. `ringtree secrets new NAME` makes one.
    accounts:
      "101": {name: Front desk, password: !secret sip_101}
      "102": {name: Ana García, password: !secret sip_102}

    # `ringtree import LIST.csv` adds phones from a spreadsheet or a packing list.
    phones:
      - mac: 80:82:87:00:00:01
        model: A20
        accounts: ["101"]
        settings: {label: Reception}
        keys:
          - {type: blf, value: "102", label: Ana}

      - mac: 80:82:87:00:00:02
        model: A41
        accounts: ["102"]
        settings: {label: Ana}
        keys:
          - {type: speed_dial, value: "101", label: Front desk}

    """
  }

  /// Values that open nothing, so that whoever has no secrets can check and build.
  var exampleSecrets: String {
    """
    # Example values for each `!secret` of the sites, so that anybody, and CI on a branch, can check and
    # build without the real ones. Never write a real password here: this file is in git.
    web_admin: example-only-web-admin
    sip_101: example-only-101
    sip_102: example-only-102

    """
  }

  var gitIgnore: String {
    """
    # Built trees hold passwords.
    /out/
    /before/
    /after/
    /changes.md
    # Secrets, but for the examples.
    secrets*.yaml
    !secrets.example.yaml

    """
  }
}
