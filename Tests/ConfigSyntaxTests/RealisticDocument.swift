/// A whole project, with everything that the language has.
let realisticDocument = #"""
    version: 1
    timezone: Europe/London               # default for every time without a zone

    app:
      name: Acme Support
      region: eu-west                     # optional
      public_key: keys/acme.pub
      signed_callbacks: true              # default
      events: https://…                   # optional own sink for call events; default: the host's

    hosting:
      url: https://voice.acme.example     # where bundles are publicly served
      target: ccserve                     # or nginx, worker, nginx-plain, static: see §5
      publish: dir:/srv/voice             # or s3://bucket/prefix, or command: [./publish.sh]
      fallback: {url: https://static.acme.example, publish: s3://acme-fallback, say: "We have a technical problem.", phone: +44 20 7946 0999}

    numbers:
      uk-support:
        number: +44 20 7946 0000
        inbound: {schedule: office, open: {menu: main}, closed: {flow: after-hours}}
      us-sales:                           # not owned yet: `ccapply buy` finds, buys and pins it in contact-center.lock
        search: {country: US, features: [VOICE], starts_with: 1415, max_monthly_cost: 1.50}
        inbound: {team: sales}
      default: {inbound: {say: "This line is not in service.", hangup: yes}}   # any number linked but not named

    users: {supervisor: {display_name: Shift lead}}   # Client SDK identities; an agent implies its user

    agents:
      Jane: {display_name: Jane Doe, ring_for: 20s, music: audio/ring.mp3, otherwise: {phone: +44 7700 900001}}
      Joe: {otherwise: {voicemail: support}}
      Ann: {at: {sip: "sip:ann@pbx.acme.example"}, record: {notify: https://…}}   # at: app is the default

    teams:
      support: {agents: [Jane, Joe], order: fixed, ring_for: 15s, otherwise: {voicemail: support}}
      sales: {agents: [Joe, Ann], order: spread, otherwise: {voicemail: support}}
      # fixed: always this order. spread: starts at agent (call hash mod n) and goes round.

    menus:
      main:
        say: Thank you for calling my contact center.          # once
        prompt: To talk to Jane, please press 1, or, to talk to Joe, press 2.
        options:
          1: {say: Please wait while we connect you to Jane, agent: Jane}
          2: {say: Please wait while we connect you to Joe, agent: Joe, words: [joe, sales]}
          "*": {menu: main}
        digits: {max: 1, timeout: 5s}          # max follows from the options when left out
        speech: {language: en-GB}              # present = words are listened for too
        retries: 2                             # three prompts in all
        no_input: {say: "Sorry, I did not hear you."}
        wrong_input: {say: "That is not one of the options."}
        otherwise: {team: support}             # after the last attempt

    flows:
      after-hours:
        - say: We are closed.
        - play: audio/closed.mp3
        - pause: 1s
        - phone: +44 7700 900002               # unanswered: the next step follows
        - voicemail: support

    voicemails:
      support: {say: "Please leave a message after the tone.", max: 2m, end_on: "#", notify: https://…}

    schedules:
      office:
        open: {mon-fri: 09:00-17:30, sat: [09:00-12:00, 13:00-16:00]}
        closed: [2026-12-25, 2026-12-26..2026-12-28]
        special: {2026-12-24: 09:00-12:00}

    callers: {blocked: {file: lists/blocked.txt}, vip: [+44 7700 900500]}

    outbound:                                  # an app user dials
      say: Please wait while we connect you.
      caller_id: uk-support
      ring_for: 20s
      national: {trunk: 0, code: 44}           # 020 7946 0000 is +44 20 7946 0000; for +1: {digits: 10, code: 1}
      allow: ["+44", "+1212"]                  # prefixes; the longest of allow and deny wins, deny at equal length
      deny: ["+449", "+447624"]
      refuse: {say: You cannot call that number.}
      extensions: {100: {agent: Jane}, 200: {team: support}}

    voice: {language: en-GB, style: 0, caller_id: uk-support, goodbye: "Thank you. Goodbye."}

    policy: {max_monthly_cost: 50.00, protect: [app, numbers], drain: 4h, max_wait: 90s,
             allow: [{code: CC3012, at: menus.main, because: spoken by the recording}]}

    removed: {numbers: {+44 20 7946 0001: unlink}, users: {Bob: delete}}

    vars: {brand: Acme}                        # ${brand} in any text; $${ is a literal
    include: [menus/*.yaml]
    default_environment: production
    environments:
      production: {}
      staging:
        app: {name: Acme Support (staging), public_key: keys/staging.pub}
        hosting: {url: https://voice-staging.acme.example, publish: dir:/srv/staging}
        numbers: {uk-support: null, us-sales: null, test: {number: +44 20 7946 0009, inbound: {menu: main}}}

    tests:
      - name: pressing 1 reaches Jane
        call: {to: uk-support, from: +44 7700 900123, at: 2026-11-23 10:00}   # the project's zone, or one named behind
        expect:
          - hears: Thank you for calling
          - press: 1
          - hears: connect you to Jane
          - rings: {agent: Jane}
          - answers
      - name: Jane calls out
        call: {as: Jane, to: 020 7946 0018}     # from: withheld is a caller too
        expect: [{rings: {phone: +44 20 7946 0018}}]
    """#
