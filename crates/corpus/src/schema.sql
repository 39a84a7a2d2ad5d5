-- What was found on disk, and what became of it.
CREATE TABLE sources (
    path     TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    mtime    INTEGER NOT NULL,                       -- nanoseconds since 1970
    hash     TEXT,                                   -- the content's id, where it was read
    outcome  TEXT NOT NULL,
    code     TEXT,                                   -- why it was not read
    message  TEXT,
    reader   TEXT NOT NULL,                          -- the version that read it
    document TEXT REFERENCES documents (id),         -- of a file that can no longer be read: the last good one
    vanished INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sources_by_document ON sources (document);

CREATE TABLE documents (
    id           TEXT PRIMARY KEY,
    lineage      TEXT NOT NULL,
    file         TEXT NOT NULL,
    format       TEXT NOT NULL,
    title        TEXT,
    date         TEXT,
    number       TEXT,
    period_start TEXT,
    period_end   TEXT,
    region       TEXT,
    region_iso   TEXT,
    municipality TEXT,
    activities   INTEGER NOT NULL,
    notes        INTEGER NOT NULL,
    reader       TEXT NOT NULL,
    source       BLOB NOT NULL,                      -- the document as the file has it: JSON, zstd
    roadmap      BLOB NOT NULL,                      -- what it says: JSON, zstd
    json_size    INTEGER NOT NULL                    -- of the file under documents/
) STRICT;
CREATE INDEX documents_by_lineage ON documents (lineage);

CREATE TABLE activities (
    id       TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,
    key      TEXT NOT NULL,
    number   TEXT,
    title    TEXT NOT NULL,
    json     TEXT NOT NULL
) STRICT;
CREATE INDEX activities_by_key ON activities (key);
CREATE UNIQUE INDEX activities_by_document ON activities (document, ordinal);

CREATE TABLE parties (
    activity     TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    ordinal      INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    text         TEXT NOT NULL,
    post         TEXT,
    organization TEXT,
    person       TEXT,
    role         TEXT,
    plural       INTEGER NOT NULL,
    generic      INTEGER NOT NULL,
    PRIMARY KEY (activity, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE occurrences (
    activity   TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    start_date TEXT,                                 -- none for a deadline
    end_date   TEXT NOT NULL,
    deadline   INTEGER NOT NULL,
    times      INTEGER NOT NULL,
    rule       INTEGER NOT NULL,
    PRIMARY KEY (activity, ordinal)
) STRICT, WITHOUT ROWID;

-- For the report, so that it costs what there is to report, not a reading of everything.
CREATE TABLE notes (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    code     TEXT NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (document, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE unread (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    what     TEXT NOT NULL,                          -- date, party
    text     TEXT NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (document, what, text)
) STRICT, WITHOUT ROWID;

-- States of the truth, numbered; the hash runs over all changes, so that two corpora never share a state by accident.
CREATE TABLE states (
    number INTEGER PRIMARY KEY,
    hash   TEXT NOT NULL
) STRICT;
INSERT INTO states (number, hash) VALUES (0, '');
-- Which documents came, changed or went with a state: kept until the derived parts have followed.
CREATE TABLE changes (
    state    INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (state, document)
) STRICT, WITHOUT ROWID;
-- Single values: the state that documents/ holds, the outcomes of the last import.
CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
