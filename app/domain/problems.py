"""Everything that can go wrong in the world outside the code, by number.

A `Problem` is the world's fault (refused, offline, disk full, a wrong file); it has a number and the facts of the case, and
its sentences in both languages stand in `resources/codes/problems/`. A defect of ours is any other exception.
"""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """The number of a problem; the thousands say where it belongs."""

    # 1000 who you are and what you may do
    WRONG_PASSWORD = 1001
    ACCOUNT_LOCKED = 1002
    NOT_SIGNED_IN = 1003
    SESSION_ENDED = 1004
    SEAT_UNKNOWN = 1005
    SEAT_REVOKED = 1006
    NOT_ALLOWED = 1007
    RIGHT_REVOKED = 1008
    OFFLINE_UNLOCK_EXPIRED = 1009
    OFFLINE_UNLOCK_UNKNOWN = 1010
    WEAK_PASSWORD = 1011
    ACCOUNT_UNKNOWN = 1012
    ACCOUNT_EXISTS = 1013
    ENROLMENT_CODE_WRONG = 1014
    SCREEN_LOCKED = 1015
    ROLE_CONFLICT = 1016
    ACCOUNT_BARRED = 1017
    PASSWORD_MUST_CHANGE = 1018
    PASSWORDS_DIFFER = 1019
    PASSWORD_OFFLINE = 1020

    # 2000 incidents
    RECORD_GONE = 2001
    RECORD_CHANGED = 2002
    STATE_FORBIDS = 2003
    PLACE_MISSING = 2004
    FIELD_MISSING = 2005
    TEXT_REFUSED = 2006
    TARGET_OFF_DUTY = 2007
    TARGET_OUTSIDE = 2008
    TARGET_RETURNED = 2009
    FOUR_EYES = 2010
    EVIDENCE_MISSING = 2011
    LIMIT_PASSED = 2012
    TOO_OFTEN = 2013
    LEVEL_FORBIDS = 2014
    COORDINATION_MISSING = 2015
    WINDOW_CLOSED = 2016
    WHISTLE_OPEN = 2017
    PROMISE_TOO_LATE = 2018
    RECORD_EXISTS = 2019
    DUPLICATES_UNREVIEWED = 2020
    HISTORIC_RECORD = 2021
    MERGE_SELF = 2022
    CATEGORY_UNKNOWN = 2023
    SECOND_PERSON_MISSING = 2024
    END_DATE_WRONG = 2025
    NOT_REPORTER = 2026
    CHANNEL_MISSING = 2027

    # 3000 grids, people, forces, duty
    GRID_UNKNOWN = 3001
    GRID_LEVEL_WRONG = 3002
    LEADER_OVERLAP = 3003
    TERM_WRONG = 3004
    PERSON_UNKNOWN = 3005
    FORCE_UNKNOWN = 3006
    SHIFT_OVERLAP = 3007
    HANDOVER_PENDING = 3008
    HANDOVER_UNCONFIRMED = 3009
    GRANT_NOT_HELD = 3010
    KIND_NOT_AT_LEVEL = 3011
    SECONDMENT_INCOMPLETE = 3012
    SAME_PERSON = 3013

    # 4000 meetings
    MEETING_STATE = 4001
    MEETING_EXISTS = 4002
    WEEK_NOT_OVER = 4003
    CHECKER_IS_DRAFTER = 4004
    MINUTES_ISSUED = 4005
    PACKAGE_MISSING = 4006
    REASON_MISSING = 4007
    WEEK_UNKNOWN = 4008

    # 5000 the link and the wire
    CENTRAL_UNREACHABLE = 5001
    CENTRAL_NOT_OURS = 5002
    CENTRAL_FAILED = 5003
    NEW_GENERATION = 5004
    RESET_NEEDED = 5005
    FORK = 5006
    COMMAND_MALFORMED = 5007
    COMMAND_REUSED = 5008
    BATCH_TOO_LARGE = 5009
    CLIENT_TOO_OLD = 5010
    NEEDS_CENTRAL = 5011
    BUSY = 5012
    RESET_AGAIN = 5013
    CHECK_DIFFERS = 5014
    BLOB_UNKNOWN = 5015
    BLOB_TOO_LARGE = 5016
    BLOB_TYPE = 5017
    CLOCK_OFF = 5018
    FEED_UNKNOWN = 5019
    REQUEST_MALFORMED = 5020
    NOT_FOUND = 5021
    TLS_FAILED = 5022
    FIELDS_MISSING = 5023
    FIELDS_UNKNOWN = 5024
    FIELD_WRONG = 5025
    COMMAND_UNKNOWN = 5026
    JSON_BROKEN = 5027
    ADDRESS_WRONG = 5028

    # 6000 this machine
    DISK_FULL = 6001
    CACHE_DAMAGED = 6002
    CACHE_KEY_WRONG = 6003
    KEYRING_MISSING = 6004
    KEYRING_LOCKED = 6005
    PROFILE_IN_USE = 6006
    PROFILE_READ_ONLY = 6007
    NOT_ENROLLED = 6008
    SQLITE_TOO_OLD = 6009
    PASSPHRASE_WRONG = 6010
    CACHE_TOO_NEW = 6011
    DATABASE_MISSING = 6012
    DATABASE_EXISTS = 6013
    PORT_IN_USE = 6014
    PASSPHRASE_NEEDED = 6015
    ALREADY_SENT = 6016
    PROFILE_DAMAGED = 6017
    PROFILE_MENDED = 6018
    SECRETS_DAMAGED = 6019
    DATABASE_DAMAGED = 6020
    PROGRAM_FAILED = 6021
    DATABASE_TOO_NEW = 6022

    # 7000 files that come in
    FILE_MISSING = 7001
    COLUMNS_MISSING = 7002
    ENCODING_BROKEN = 7003
    DATE_IMPOSSIBLE = 7004
    ID_DUPLICATE = 7005
    GRID_OF_ROW_UNKNOWN = 7006
    GEOJSON_BROKEN = 7007
    RING_OPEN = 7008
    RING_ORDER = 7009
    NUMBER_IMPOSSIBLE = 7010
    PARENT_MISSING = 7011
    FILE_EMPTY = 7012
    VALUE_UNKNOWN = 7013
    TIMEZONE_UNKNOWN = 7014
    FILE_KIND_UNKNOWN = 7015
    COORDINATES_OUTSIDE = 7016
    FILE_DAMAGED = 7017
    COORDINATES_SWAPPED = 7018
    SHAPE_BROKEN = 7019
    PLACES_MISSING = 7020

    # 8000 paper
    GLYPH_MISSING = 8001
    FONTS_MISSING = 8002
    PAPER_FAILED = 8003
    PAGES_TOO_MANY = 8004
    OUTPUT_EXISTS = 8005
    OUTPUT_UNWRITABLE = 8006


class Problem(Exception):
    """A numbered trouble of the world, with the facts that its sentence needs.

    `data` values are plain text, already masked where they name a resident.
    """

    def __init__(self, code: Code, /, **data: object) -> None:
        self.code = code
        self.data = {name: str(value) for name, value in data.items()}
        super().__init__(f"{code.value} {code.name.lower()} {self.data}" if self.data else f"{code.value} {code.name.lower()}")
