"""The projects that are measured, the same on every machine and day."""


def write_menus(folder, count):
    """A project of so many menus, ten lines and about 420 bytes each; returns the size of its file."""
    folder.mkdir(parents=True)
    file = folder / "contact-center.yaml"
    with file.open("w") as out:
        out.write(
            "version: 1\n"
            "app: {name: Benchmark}\n"
            "hosting: {url: https://voice.example.com}\n"
            "numbers:\n"
            "  main: {number: +44 20 7946 0000, inbound: {menu: m0}}\n"
            "voice: {caller_id: main}\n"
            "agents:\n"
        )
        for agent in range(100):
            out.write(f"  Agent{agent}: {{display_name: Agent {agent}, otherwise: hangup}}\n")
        out.write("menus:\n")
        for index in range(count):
            # A tree of menus, so that every one is reached and no caller goes round without a key.
            first, second = 2 * index + 1, 2 * index + 2
            down = f"{{menu: m{first}}}" if first < count else "{agent: Agent1}"
            along = f"{{menu: m{second}}}" if second < count else "{agent: Agent2}"
            out.write(
                f"  m{index}:\n"
                f"    say: Welcome to department {index} of the company.\n"
                f'    prompt: "For sales, please press 1, for support 2, for an agent of group {index % 100} 3."\n'
                "    retries: 2\n"
                "    options:\n"
                f"      1: {down}\n"
                f"      2: {along}\n"
                f'      3: {{say: "One moment, we connect you to the agent.", agent: Agent{index % 100}}}\n'
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
