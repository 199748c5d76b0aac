/// How to write: the file, and what scalars look like.
let startChapters: [Chapter] = [
    Chapter(
        "The file",
        tables: ["a contact center"],
        """
        A project is a folder with the file `contact-center.yaml` in it, written in YAML. This one is whole:

        ```yaml
        version: 1
        app: {name: Acme}
        hosting: {url: "https://voice.acme.example"}
        numbers:
          main:
            number: +44 20 7946 0000
            inbound: {say: Thank you for calling., agent: Jane}
        agents:
          Jane: {otherwise: {say: "Jane is out. Please call again.", hangup: yes}}
        ```

        A key that the language does not have is an error, so nothing is left out by a slip of the pen. Things that you name
        yourself (menus, teams, schedules …) have 1 to 64 of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`, and begin with no dot. The
        names of agents and users are those of their Client SDK users: up to 128 bytes, not `me`, not beginning with `USR-`.

        What a value means follows from its key, not from how it looks: `country: NO` is Norway, an option `1:` is the key 1,
        `09:00-17:30` are hours. Quotes are never needed for that, only for YAML itself: around a text with `: ` or ` #` in it,
        around one that begins with a mark such as `*`, `&`, `"` or `[`, and within `{…}` and `[…]` around a text with a comma.
        """
    ),
    Chapter(
        "Numbers, times and other values",
        """
        **Phone numbers** are international: `+`, the country code, 7 to 15 digits in all, with spaces, dashes and parentheses as
        people write them: `+44 20 7946 0000`.

        **Durations** are whole numbers with a unit: `20s`, `2m`, `1h`.

        **Hours** are `09:00-17:30`, by the clock on the wall; **dates** are `2026-12-24`.

        **Yes and no** may also be written `true` and `false`, or `on` and `off`.

        **Amounts** of money are in euros, `1.50`.

        **Languages** are written as the platform lists them: `en-GB`, `de-DE`.

        **URLs** begin with `https://`; `http://` is for trials.

        **Paths** are relative to the project's folder, or absolute.
        """
    ),
    Chapter(
        "Texts",
        tables: ["a text", "a voice", "the voice"],
        """
        Wherever something is spoken (`say`, `prompt`, `no_input`, `announce`, `goodbye` …) stands a text, SSML between `<speak>`
        and `</speak>`, or a mapping with its own voice:

        ```yaml
        numbers:
          main:
            number: +44 20 7946 0000
            inbound:
              say: {text: Guten Tag., language: de-DE, style: 1}
              hangup: yes
        voice: {language: en-GB, goodbye: "Thank you. Goodbye."}
        ```

        The voice of a text is its own, else that of the menu, flow or voicemail that it is written in (`voice:` there; what an
        option says is written in its menu), else the project's. A style or the premium voice belongs to the language that it
        stands beside: a text with a language of its own does not take them from elsewhere.

        A text that is longer than the platform takes is split at the ends of its sentences.
        """
    ),
]
