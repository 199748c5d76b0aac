/// How a project is put together, and held to its word.
let projectChapters: [Chapter] = [
    Chapter(
        "Variables",
        """
        `${name}` in any value stands for a text of `vars`; `$${` is a literal `${`.

        ```yaml
        vars: {brand: Acme}
        numbers:
          main:
            number: +44 20 7946 0000
            inbound: {say: "Thank you for calling ${brand}.", conference: reception}
        ```

        A variable's text is taken as it is: it is not read as YAML, and not searched for variables. Keys and the patterns of
        `include` have none. `--var brand=Other` on the command line beats an environment's `vars`, which beat the project's.
        """
    ),
    Chapter(
        "Several files",
        """
        `include` takes further files in, by path or pattern:

        ```yaml
        include: [menus/*.yaml]
        numbers:
          main: {number: +44 20 7946 0000, inbound: {menu: main}}
        ```

        with `menus/main.yaml`:

        <!-- file menus/main.yaml -->
        ```yaml
        menus:
          main:
            prompt: Press 1 for the reception.
            options: {1: {conference: reception}}
            otherwise: hangup
        ```

        They hold the same keys, but for `version` and `include`. The same name in two files, or one of `app`, `hosting`, `voice`,
        `outbound` and `policy`, is an error. `ccplan schema --included` is their schema.
        """
    ),
    Chapter(
        "Environments",
        tables: ["an environment"],
        """
        An environment says what is different in it. `--env NAME` chooses one, else `default_environment`.

        ```yaml
        default_environment: production
        numbers:
          main: {number: +44 20 7946 0000, inbound: {conference: reception}}
        environments:
          production: {}
          staging:
            app: {name: Acme (staging)}
            hosting: {url: "https://voice-staging.acme.example"}
            numbers:
              main: null
              test: {number: +44 20 7946 0009, inbound: {conference: reception}}
        ```

        Mappings are merged key by key, lists and single values are replaced, `null` removes. A destination is replaced as a whole:
        where a call goes is never put together of two halves. `ccplan validate` checks every environment. A number, an application
        or a publish target that two of them have is an error, unless the environment says `shared: yes`.
        """
    ),
    Chapter(
        "Policy",
        tables: ["the policy", "an allowance"],
        """
        What the project allows itself: how much numbers may cost, how long callers may wait, and what is made of findings. An error
        stays an error; a warning can be turned off, raised, or allowed where it is meant.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {conference: reception}}
        policy: {protect: [app, numbers], drain: 4h, max_wait: 90s}
        ```
        """
    ),
    Chapter(
        "Tests",
        tables: ["a test", "the call of a test", "a step of a test", "who is rung"],
        """
        Calls, and what callers are to meet in them. `ccplan test` plays them as a host would serve them.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {menu: main}}
        agents: {Jane: {otherwise: hangup}}
        menus:
          main:
            prompt: "To talk to Jane, press 1."
            options: {1: {say: One moment., agent: Jane}}
            otherwise: hangup
        tests:
          - name: pressing 1 reaches Jane
            call: {to: main, from: +44 7700 900123, at: 2030-01-07 10:00}
            expect:
              - hears: press 1
              - press: 1
              - rings: {agent: Jane}
              - answers
        ```
        """
    ),
]
