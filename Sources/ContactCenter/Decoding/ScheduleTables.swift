extension KeyTable {
    static let schedule: KeyTable = KeyTable(
        "a schedule",
        [
            .optional(
                "timezone",
                .format(.timeZone),
                "The time zone of its hours, such as `Europe/London`; the project's when left out."
            ),
            .optional(
                "open",
                .named(.day, .anyOf([.format(.hours), .list(.format(.hours)), .choice(["closed"])])),
                "Hours by day or range of days, `{mon-fri: 09:00-17:30, sat: [09:00-12:00, 13:00-16:00]}`; on other days it "
                    + "is closed. Hours end just before the second time; `22:00-06:00` ends on the next day, whatever "
                    + "that is; `24:00` is the end of a day."
            ),
            .optional(
                "closed",
                .list(.format(.dates)),
                "Dates without hours, `[2026-12-25, 2026-12-26..2026-12-28]`; they beat `special`."
            ),
            .optional(
                "special",
                .named(.dates, .anyOf([.format(.hours), .list(.format(.hours)), .choice(["closed"])])),
                "Dates with hours of their own, `{2026-12-24: 09:00-12:00, 2026-12-28..2026-12-30: 10:00-14:00}`; they beat "
                    + "`open`. A list of hours is allowed, `closed` means none."
            ),
        ]
    )
}
