"""The projects that are measured, the same on every machine and day."""


def write_menus(folder, count):
    """A project of so many menus with all of the language around them, ten lines and about 420 bytes each.

    Returns the size of its file.
    """
    folder.mkdir(parents=True)
    file = folder / "contact-center.yaml"
    with file.open("w") as out:
        out.write(
            "version: 1\n"
            "timezone: Europe/London\n"
            "app: {name: Benchmark}\n"
            "hosting: {url: https://voice.example.com}\n"
            "numbers:\n"
            "  main: {number: +44 20 7946 0000, inbound: {schedule: office, open: {menu: m0}, closed: {flow: night}}}\n"
            "  second:\n"
            "    number: +44 20 7946 0001\n"
            "    inbound: {caller: {list: {blocked: hangup}, \"+44\": {menu: m0}, otherwise: {team: team0}}}\n"
            "voice: {caller_id: main, language: en-GB}\n"
            "callers: {blocked: [+44 7700 900666]}\n"
            "schedules: {office: {open: {mon-fri: 09:00-17:30, sat: 09:00-12:00}, closed: [2039-12-25]}}\n"
            "voicemails: {box: {say: Please leave a message., max: 2m}}\n"
            "flows:\n"
            "  night: [{say: We are closed.}, {pause: 1s}, {phone: +44 7700 900001, ring_for: 10s}, {voicemail: box}]\n"
            "outbound: {allow: [\"+4420\"], extensions: {100: {team: team1}}, otherwise: hangup}\n"
            "agents:\n"
        )
        for agent in range(100):
            out.write(f"  Agent{agent}: {{display_name: Agent {agent}, otherwise: hangup}}\n")
        out.write("teams:\n")
        for team in range(50):
            order = "spread" if team % 2 else "fixed"
            members = f"[Agent{2 * team}, Agent{2 * team + 1}]"
            out.write(f"  team{team}: {{agents: {members}, order: {order}, otherwise: {{voicemail: box}}}}\n")
        out.write("menus:\n")
        for index in range(count):
            # A tree of menus, so that every one is reached and no caller goes round without a key.
            first, second = 2 * index + 1, 2 * index + 2
            down = f"{{menu: m{first}}}" if first < count else "{agent: Agent1}"
            along = f"{{menu: m{second}}}" if second < count else "{agent: Agent2}"
            last, third = [
                ("an agent", f'{{say: "One moment, we connect you to the agent.", agent: Agent{index % 100}}}'),
                ("a team", f"{{say: One moment please., team: team{(index // 5) % 50}}}"),
                ("a message", "{say: Nobody is free at the moment., voicemail: box}"),
                ("the desk", "{schedule: office, open: {agent: Agent3}, closed: {flow: night}}"),
                ("anybody", f"{{split: [{{weight: 7, team: team{(index // 5) % 50}}}, {{weight: 3, agent: Agent4}}]}}"),
            ][index % 5]
            speech = "    speech: {language: en-GB}\n" if index % 5 == 0 else ""
            if speech:
                third = third.replace("{", "{words: [agent, a person], ", 1)
            out.write(
                f"  m{index}:\n"
                f"    say: Welcome to department {index} of the company.\n"
                f'    prompt: "For sales, press 1. For support, press 2. For {last}, press 3."\n'
                f"{speech}"
                "    retries: 2\n"
                "    options:\n"
                f"      1: {down}\n"
                f"      2: {along}\n"
                f"      3: {third}\n"
                '    no_input: {say: "Sorry, I did not hear you."}\n'
                f'    otherwise: {{say: "We did not hear your choice in department {index}.", hangup: yes}}\n'
            )
    return file.stat().st_size


def write_users(folder, count, url, publish):
    """A project of so many users, named and shown as the sandbox's seeded ones."""
    folder.mkdir(parents=True)
    with (folder / "contact-center.yaml").open("w") as out:
        out.write(
            "version: 1\n"
            "app: {name: Seeded, public_key: app.pub}\n"
            f"hosting: {{url: \"{url}\", publish: \"dir:{publish}\"}}\n"
            "numbers: {default: {inbound: {say: This line is not in service., hangup: yes}}}\n"
            "users:\n"
        )
        for number in range(1, count + 1):
            out.write(f"  user-{number:05}: {{display_name: User {number}}}\n")


def write_call_tests(file, count):
    """So many tests for examples/acme, of four kinds: a choice by key, by word, a team rung to its end, a refused number."""
    kinds = [
        "call: {to: uk-main}\n    expect: [{hears: Welcome to Acme}, {press: 2}, {hears: sales team}, {rings: {agent: Finn}}, answers]",
        "call: {to: uk-main}\n    expect: [{hears: For support}, {says: my invoice}, {hears: For questions about an invoice}]",
        "call: {to: uk-billing}\n    expect: [{press: 1}, {rings: {agent: Kate}}, no_answer, {rings: {agent: Liam}}, busy, "
        "{rings: {agent: Mia}}, no_answer, records, ends]",
        "call: {as: Alice, to: +44 900 123 4567}\n    expect: [{hears: You cannot call that number}, ends]",
    ]
    with file.open("w") as out:
        out.write("tests:\n")
        for number in range(count):
            out.write(f"  - name: call {number}\n    {kinds[number % len(kinds)]}\n")
