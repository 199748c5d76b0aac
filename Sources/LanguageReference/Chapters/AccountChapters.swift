/// What the account has, and what serves it.
let accountChapters: [Chapter] = [
    Chapter(
        "Numbers",
        tables: ["a number", "the default number", "a search for a number"],
        """
        Numbers of the account by names of your choice, each with the destination of its calls. `default` is for every other number
        that is linked to the application.

        ```yaml
        numbers:
          uk-support:
            number: +44 20 7946 0000
            inbound: {conference: reception}
          default:
            inbound: {say: This line is not in service., hangup: yes}
        ```

        In place of `number` a `search` may stand, for one that is still to be bought:

        ```yaml
        numbers:
          us-sales:
            search: {country: US, features: [VOICE], starts_with: 1415, max_monthly_cost: 1.50}
            inbound: {conference: sales}
        ```
        """
    ),
    Chapter(
        "Application",
        tables: ["the application"],
        """
        The Vonage application that the numbers and users belong to. It is found by its `id`, else by its public key, else by its
        name, which must be the only one of its kind then.
        """
    ),
    Chapter(
        "Hosting",
        tables: ["the hosting", "a publishing command", "the fallback"],
        """
        The compiler makes files that a web host serves; the platform fetches from it what to do with a call. `target` says what
        kind of host that is, since not all can do everything: [Hosting targets](hosting-targets.md) has the table. `static`, which
        has one document for all calls, rings once, with words behind it.

        `fallback` is what callers get when the host is dead as they call. Best let another provider serve it. Where a program
        does, its `target` says so: calls that are going on then go on with what the platform holds, and do not hear the fallback.

        ```yaml
        version: 1
        app: {name: Acme}
        hosting:
          url: https://voice.acme.example
          publish: dir:/srv/voice
          fallback:
            url: https://static.acme.example
            target: worker
            publish: dir:/srv/static
            say: We have a technical problem.
            phone: +44 20 7946 0999
            caller_id: main
        numbers:
          main: {number: +44 20 7946 0000, inbound: {conference: reception}}
        ```
        """
    ),
    Chapter(
        "Removing",
        tables: ["what is removed"],
        """
        What is no longer in the project stays in the account until it is said to go:

        ```yaml
        removed:
          numbers: {+44 20 7946 0001: unlink}
          users: {Bob: delete}
        ```
        """
    ),
]
