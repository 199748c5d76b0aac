internal import Diagnostics

extension Explanations {
    /// Opening hours.
    static let schedules: [Explanation] = [
        Explanation(
            "CC3040",
            .error,
            "Hours are not written as hours",
            meaning: """
                Hours are a time, a dash and a time: 09:00-17:30, several of them in a list.
                """,
            onTheTelephone: """
                What the line does at which hour would be a guess.
                """,
            mending: """
                Write 09:00-17:30, or [09:00-12:00, 13:00-16:00]; 24:00 is the end of the day.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon: 9 to 5}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3041",
            .error,
            "Hours are empty",
            meaning: """
                They begin and end at the same time, and so last nothing.
                """,
            onTheTelephone: """
                The line would never open, where somebody thought that it does.
                """,
            mending: """
                Correct one of the two times; for the whole day write 00:00-24:00.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon: 09:00-09:00}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3042",
            .error,
            "Hours overlap",
            meaning: """
                Two ranges of one day have time in common.
                """,
            onTheTelephone: """
                One of them is probably a slip, and callers are turned away in the hours that were meant.
                """,
            mending: """
                Join them, or correct one of them.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon: [09:00-13:00, 12:00-17:00]}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3043",
            .error,
            "That is no day of the week",
            meaning: """
                Days are mon, tue, wed, thu, fri, sat, sun, and ranges such as mon-fri.
                """,
            onTheTelephone: """
                The hours would belong to no day.
                """,
            mending: """
                Write the days with three letters each.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {monday-friday: 09:00-17:00}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3044",
            .error,
            "A day is written down twice",
            meaning: """
                A day of the week, or a date, has hours in two places.
                """,
            onTheTelephone: """
                Which of them hold would be a matter of luck.
                """,
            mending: """
                Write all hours of the day in one list.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon-fri: 09:00-17:00, mon: 10:00-12:00}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3045",
            .error,
            "There is no such date",
            meaning: """
                The date is not in the calendar, or is not written year-month-day.
                """,
            onTheTelephone: """
                The holiday would not be kept, and the line would ring in an empty office.
                """,
            mending: """
                Write it like 2026-12-25.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon: 09:00-17:00}, closed: [2026-02-30]}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3046",
            .error,
            "The dates go backwards",
            meaning: """
                A range of dates ends before it begins.
                """,
            onTheTelephone: """
                None of its days would be closed.
                """,
            mending: """
                Swap the two dates, or correct the year.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon: 09:00-17:00}, closed: [2030-12-28..2030-12-26]}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3047",
            .error,
            "There is no such time zone",
            meaning: """
                The name is not in the tz database.
                """,
            onTheTelephone: """
                The line would open and close at the wrong hour.
                """,
            mending: """
                Write the name of a city, such as Europe/London, not an abbreviation.
                """,
            example: .adding(
                """
                schedules:
                  office: {timezone: Europe/Londn, open: {mon: 09:00-17:00}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3048",
            .error,
            "There is no time zone",
            meaning: """
                Neither the schedule nor the project says in which time zone its hours are.
                """,
            onTheTelephone: """
                Nobody could tell when the line is open.
                """,
            mending: """
                Add "timezone" to the project or to the schedule.
                """,
            example: .adding(
                """
                schedules:
                  office: {open: {mon: 09:00-17:00}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3049",
            .warning,
            "The schedule never opens",
            meaning: """
                It has no hours at all.
                """,
            onTheTelephone: """
                Every caller is always told that the line is closed.
                """,
            mending: """
                Add hours under "open", or lead calls to where they go now without the schedule.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {closed: [2035-12-25]}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3050",
            .warning,
            "All dates are past",
            meaning: """
                Every date under "closed" and "special" lies behind today.
                """,
            onTheTelephone: """
                The next holiday is probably missing: the line rings in an empty office.
                """,
            mending: """
                Add the dates of this year and the next, and remove the old ones.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon: 09:00-17:00}, closed: [2020-12-25]}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC3051",
            .warning,
            "Special hours on a day that is closed",
            meaning: """
                A date has hours under "special" and is under "closed" as well; closed wins.
                """,
            onTheTelephone: """
                The line stays closed on a day for which somebody wrote hours.
                """,
            mending: """
                Take the date out of one of the two.
                """,
            example: .adding(
                """
                timezone: UTC
                schedules:
                  office: {open: {mon: 09:00-17:00}, closed: [2035-12-24], special: {2035-12-24: 09:00-12:00}}
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
    ]
}
