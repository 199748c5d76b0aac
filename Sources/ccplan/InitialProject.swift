internal import Importing

/// The root file of a project to begin with.
///
/// - Parameters:
///   - name: Of the application; any text.
///   - url: Where the bundle is served.
///   - timeZone: Of the opening hours.
/// - Returns: YAML with comments for somebody who has never seen one.
func initialProject(name: String, url: String, timeZone: String) -> String {
    """
    # A contact center as code. Check it with `ccplan validate` whenever you have changed it.
    # All keys of the language are in docs/language.md; `ccplan schema` prints a schema for your editor.
    version: 1
    \(line("timezone: \(yamlScalar(timeZone))", "for the opening hours below"))

    vars:
    \(line("  company: \(yamlScalar(name))", "stands wherever ${company} is written"))

    app:                                  # the Vonage application
      name: ${company}
      public_key: keys/app.pub            # commit it; the private half stays outside of the project

    hosting:
    \(line("  url: \(yamlScalar(url))", "where the platform fetches what to do with a call"))
      publish: dir:public                 # where `ccapply` puts it

    # Numbers of your account, by names of your choice. Replace this one by your own.
    numbers:
      support:
        number: +44 20 7946 0000
        inbound: {schedule: office, open: {menu: main}, closed: {flow: after-hours}}

    # People who take calls in an app, by the names of their users.
    agents:
      Jane: {display_name: Jane Doe, ring_for: 20s, otherwise: {voicemail: support}}
      Joe: {display_name: Joe Bloggs, ring_for: 20s, otherwise: {voicemail: support}}

    # Joe is rung where Jane does not answer, and then callers may leave a message.
    teams:
      everybody: {agents: [Jane, Joe], otherwise: {voicemail: support}}

    # What callers choose from. A text with a comma or colon in it wants quotes.
    menus:
      main:
        say: Thank you for calling ${company}.
        prompt: "To talk to Jane, press 1. To talk to Joe, press 2."
        options:
          1: {say: One moment please., agent: Jane}
          2: {say: One moment please., agent: Joe}
        no_input: {say: "Sorry, I did not hear you."}
        wrong_input: {say: That is not one of the options.}
        otherwise: {team: everybody}      # after three attempts

    # Steps that a call takes one after the other.
    flows:
      after-hours:
        - say: We are closed. Our hours are nine to half past five, Monday to Friday.
        - voicemail: support

    voicemails:
      support: {say: Please leave a message after the tone., max: 2m}

    schedules:
      office:
        open: {mon-fri: 09:00-17:30}
        # closed: [2030-12-25, 2030-12-26]    # holidays

    # What happens when Jane or Joe dial a number in their app.
    outbound:
      say: Please wait while we connect you.
      caller_id: support                  # the number that is shown
      national: {trunk: 0, code: 44}      # 020 7946 0018 is +44 20 7946 0018
      allow: ["+44"]                      # nothing else can be dialled

    # Calls that must go as told.
    tests:
      - name: pressing 1 reaches Jane
        call: {to: support, from: +44 7700 900123, at: 2030-01-07 10:00}
        expect:
          - hears: Thank you for calling
          - press: 1
          - rings: {agent: Jane}
          - answers

    """
}

/// A line with a comment behind it, where the comments of the other lines stand.
private func line(_ text: String, _ comment: String) -> String {
    text + String(repeating: " ", count: max(1, 38 - text.count)) + "# " + comment
}

/// What git is not to keep.
let initialIgnoredFiles = """
    # What `ccapply` publishes here.
    /public/
    # Private keys belong nowhere near.
    *.pem

    """
