-- Format 1 of an archive. Never changed: what comes later is a file of its own.
-- Days are counted from 1970-01-01, the first day of an interval and the last, inclusive. A key is 8 bytes (16 hexadecimal digits)
-- and which of equal ones it is, from 1. Scores are ten-thousandths. A sum is a hash of what else stands in the row. The number `n` of a fact
-- is that of its article times 16,777,216 and its place in the record: facts lie in the order in which articles came. The views at the end
-- show all of it as people read it.

-- What was fetched, byte for byte, each once. `packed` is zstd; with `base`, against the bytes of that one.
CREATE TABLE originals (
    n INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    n_bytes INTEGER NOT NULL,
    base INTEGER REFERENCES originals(n),
    packed BLOB NOT NULL
) STRICT;

-- Versions that made records.
CREATE TABLE makers (
    n INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    weights TEXT NOT NULL,
    UNIQUE (version, weights)
) STRICT;

-- Kinds, forms, statuses, units: the words of a record that are the same in many, each once.
CREATE TABLE terms (
    n INTEGER PRIMARY KEY,
    term TEXT NOT NULL UNIQUE
) STRICT;

-- An article: what has one canonical address, else one page, which is its identity. `at` grows with its day, so that the newest is the
-- highest. `key` is a hash of its identity; `url` is absent where it is the identity; `revision` is 0 while it stands at none.
CREATE TABLE articles (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL UNIQUE,
    key INTEGER NOT NULL,
    identity TEXT NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT,
    outlet TEXT,
    url TEXT,
    published TEXT,
    day INTEGER,
    n_bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_key ON articles(key);

-- What an article said at some time. `content` is a hash of title, standfirst, blocks and captions, white space folded.
CREATE TABLE revisions (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles(n),
    content BLOB NOT NULL,
    original INTEGER NOT NULL REFERENCES originals(n),
    maker INTEGER NOT NULL REFERENCES makers(n),
    rank TEXT NOT NULL,
    UNIQUE (article, content)
) STRICT;
CREATE INDEX revisions_original ON revisions(original);

-- Its text with its blocks, and the rest of its record, both packed by zstd with a dictionary of their own, behind length and hash.
CREATE TABLE prose (
    revision INTEGER PRIMARY KEY REFERENCES revisions(n),
    packed BLOB NOT NULL
) STRICT;
CREATE TABLE facts (
    revision INTEGER PRIMARY KEY REFERENCES revisions(n),
    packed BLOB NOT NULL
) STRICT;

-- Where and when a page was got, and what was told of it then.
CREATE TABLE appearances (
    n INTEGER PRIMARY KEY,
    original INTEGER NOT NULL REFERENCES originals(n),
    revision INTEGER REFERENCES revisions(n),
    url TEXT,
    path TEXT,
    kind TEXT,
    published TEXT,
    retrieved TEXT,
    added TEXT NOT NULL
) STRICT;
CREATE INDEX appearances_original ON appearances(original);
CREATE INDEX appearances_revision ON appearances(revision);

-- Names as they are printed, each spelling once. `key` is a hash of its folded words.
CREATE TABLE names (
    n INTEGER PRIMARY KEY,
    key INTEGER NOT NULL,
    name TEXT NOT NULL
) STRICT;
CREATE INDEX names_key ON names(key);

-- Facts of the revision that an article stands at.
CREATE TABLE entities (
    article INTEGER NOT NULL REFERENCES articles(n),
    id INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES names(n),
    kind INTEGER NOT NULL REFERENCES terms(n),
    n_mentions INTEGER NOT NULL,
    PRIMARY KEY (name, article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL AS (n >> 24),
    id INTEGER NOT NULL AS (n & 16777215),
    at INTEGER NOT NULL UNIQUE,
    key INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    form INTEGER NOT NULL REFERENCES terms(n),
    act INTEGER NOT NULL REFERENCES terms(n),
    words TEXT NOT NULL,
    source INTEGER REFERENCES names(n),
    source_kind INTEGER REFERENCES terms(n),
    source_score INTEGER,
    addressee INTEGER REFERENCES names(n),
    said_first INTEGER,
    said_last INTEGER,
    score INTEGER NOT NULL,
    sum INTEGER NOT NULL
) STRICT;
CREATE INDEX statements_key ON statements(key >> 40);
CREATE INDEX statements_source ON statements(source, at) WHERE source IS NOT NULL;

CREATE TABLE about (
    name INTEGER NOT NULL REFERENCES names(n),
    statement INTEGER NOT NULL REFERENCES statements(at),
    PRIMARY KEY (name, statement)
) STRICT, WITHOUT ROWID;

-- `what` is a part of the words: from which character, counted from 1, and how many.
CREATE TABLE expectations (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL AS (n >> 24),
    id INTEGER NOT NULL AS (n & 16777215),
    key INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES terms(n),
    words TEXT NOT NULL,
    what_from INTEGER,
    what_length INTEGER,
    holder INTEGER REFERENCES names(n),
    due_first INTEGER,
    due_last INTEGER,
    condition TEXT,
    negated INTEGER NOT NULL,
    score INTEGER NOT NULL,
    sum INTEGER NOT NULL
) STRICT;
CREATE INDEX expectations_key ON expectations(key >> 40);
CREATE INDEX expectations_due ON expectations(due_last);
CREATE INDEX expectations_sure ON expectations(due_last) WHERE score >= 8950;
CREATE INDEX expectations_holder ON expectations(holder) WHERE holder IS NOT NULL;

CREATE TABLE events (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL AS (n >> 24),
    id INTEGER NOT NULL AS (n & 16777215),
    key INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES terms(n),
    status INTEGER NOT NULL REFERENCES terms(n),
    words TEXT NOT NULL,
    first INTEGER,
    last INTEGER,
    place INTEGER REFERENCES names(n),
    score INTEGER NOT NULL
) STRICT;

CREATE TABLE figures (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL AS (n >> 24),
    id INTEGER NOT NULL AS (n & 16777215),
    key INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    words TEXT NOT NULL,
    value REAL NOT NULL,
    high REAL,
    unit INTEGER REFERENCES terms(n),
    what TEXT,
    score INTEGER NOT NULL
) STRICT;

-- `value` is absent where it is the day.
CREATE TABLE times (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL AS (n >> 24),
    id INTEGER NOT NULL AS (n & 16777215),
    words TEXT NOT NULL,
    type INTEGER NOT NULL REFERENCES terms(n),
    value TEXT,
    first INTEGER,
    last INTEGER,
    score INTEGER NOT NULL
) STRICT;

-- What people decided of an expectation, in the order in which they did. `article` is its identity: a decision outlives the record.
CREATE TABLE decisions (
    n INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    key TEXT NOT NULL,
    words TEXT NOT NULL,
    n_alike INTEGER NOT NULL,
    state TEXT NOT NULL,
    because TEXT NOT NULL,
    note TEXT,
    by TEXT NOT NULL,
    day INTEGER NOT NULL,
    at TEXT NOT NULL,
    undone_by TEXT,
    undone_day INTEGER,
    undone_at TEXT
) STRICT;
CREATE INDEX decisions_key ON decisions(key);

-- Notes of people on facts.
CREATE TABLE remarks (
    n INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    key TEXT NOT NULL,
    words TEXT NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- What people decided of names, in order: merge, split, rename.
CREATE TABLE name_log (
    n INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_by TEXT,
    undone_at TEXT
) STRICT;

-- What follows from that log: whose name a spelling is, and what they are called.
CREATE TABLE aliases (
    name INTEGER PRIMARY KEY REFERENCES names(n),
    person INTEGER NOT NULL REFERENCES names(n)
) STRICT;
CREATE INDEX aliases_person ON aliases(person);
CREATE TABLE called (
    person INTEGER PRIMARY KEY REFERENCES names(n),
    name TEXT NOT NULL
) STRICT;

-- Full text over folded words; its rows are those of articles.at and statements.at. Highlights are worked out from the words themselves.
-- An article's words are those of its headline, "¶", and those of its body; headlines also stand by themselves, for relevance.
CREATE VIRTUAL TABLE texts USING fts5(words, content='', contentless_delete=1, tokenize='ascii');
CREATE VIRTUAL TABLE titles USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE said USING fts5(words, content='', contentless_delete=1, tokenize='ascii');

-- Words of names. A name is taken out by its words, which stand in their table.
CREATE VIRTUAL TABLE named USING fts5(name, content='', columnsize=0, detail=none, tokenize='ascii');

-- Three folded words in a row of a text, hashed, with its number: parts of the quotation index, each cut by the first bits of the hash. The
-- number of a blob is that of its part, and in the lower 32 bits those bits. A text that is indexed again gets a new number.
CREATE TABLE quoted (
    text INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL UNIQUE REFERENCES articles(n)
) STRICT;
CREATE TABLE shingle_parts (
    n INTEGER PRIMARY KEY,
    bits INTEGER NOT NULL,
    postings INTEGER NOT NULL
) STRICT;
CREATE TABLE shingles (
    n INTEGER PRIMARY KEY,
    packed BLOB NOT NULL
) STRICT;

-- For people with Datasette, R or DuckDB.
CREATE VIEW v_articles AS
SELECT printf('a:%016x', a.key) AS article, a.title, a.outlet, coalesce(a.url, iif(a.identity LIKE 'blake3:%', NULL, a.identity)) AS url,
       a.published, a.identity,
       (SELECT count(*) FROM revisions r WHERE r.article = a.n) AS revisions,
       (SELECT count(*) FROM statements s WHERE s.n BETWEEN a.n << 24 AND (a.n << 24) + 16777215) AS statements,
       a.n
FROM articles a;

-- Whose name a spelling is, as people decided to call them.
CREATE VIEW v_people AS
SELECT n.n AS name, n.name AS as_printed, coalesce(c.name, p.name, n.name) AS person
FROM names n
LEFT JOIN aliases x ON x.name = n.n
LEFT JOIN names p ON p.n = x.person
LEFT JOIN called c ON c.person = coalesce(x.person, n.n);

CREATE VIEW v_statements AS
SELECT printf('s:%016x', s.key) || iif(s.nth > 1, '-' || s.nth, '') AS key, a.article, a.outlet, a.title, a.url, a.published,
       p.person AS speaker, p.as_printed AS speaker_as_printed, k.term AS speaker_kind, s.source_score / 10000.0 AS speaker_score,
       f.term AS form, t.term AS act, s.words, d.person AS addressee,
       date(s.said_first * 86400, 'unixepoch') AS said_first, date(s.said_last * 86400, 'unixepoch') AS said_last, s.score / 10000.0 AS score
FROM statements s JOIN v_articles a ON a.n = s.article
JOIN terms f ON f.n = s.form
JOIN terms t ON t.n = s.act
LEFT JOIN terms k ON k.n = s.source_kind
LEFT JOIN v_people p ON p.name = s.source
LEFT JOIN v_people d ON d.name = s.addressee;

CREATE VIEW v_expectations AS
SELECT printf('x:%016x', e.key) || iif(e.nth > 1, '-' || e.nth, '') AS key, a.article, a.outlet, a.title, a.url, a.published, k.term AS kind,
       p.person AS holder, e.words, substr(e.words, e.what_from, e.what_length) AS what, e.condition, e.negated,
       date(e.due_first * 86400, 'unixepoch') AS due_first, date(e.due_last * 86400, 'unixepoch') AS due_last,
       (SELECT d.state FROM decisions d WHERE d.article = a.identity AND d.key = printf('x:%016x', e.key) || iif(e.nth > 1, '-' || e.nth, '')
        AND d.undone_at IS NULL ORDER BY d.n DESC LIMIT 1) AS state, e.score / 10000.0 AS score
FROM expectations e JOIN v_articles a ON a.n = e.article
JOIN terms k ON k.n = e.kind
LEFT JOIN v_people p ON p.name = e.holder;

CREATE VIEW v_events AS
SELECT printf('e:%016x', e.key) || iif(e.nth > 1, '-' || e.nth, '') AS key, a.article, a.outlet, a.published, k.term AS kind, s.term AS status,
       e.words, date(e.first * 86400, 'unixepoch') AS first, date(e.last * 86400, 'unixepoch') AS last, n.name AS place, e.score / 10000.0 AS score
FROM events e JOIN v_articles a ON a.n = e.article
JOIN terms k ON k.n = e.kind
JOIN terms s ON s.n = e.status
LEFT JOIN names n ON n.n = e.place;

CREATE VIEW v_figures AS
SELECT printf('f:%016x', f.key) || iif(f.nth > 1, '-' || f.nth, '') AS key, a.article, a.outlet, a.published, f.words, f.value, f.high,
       u.term AS unit, f.what, f.score / 10000.0 AS score
FROM figures f JOIN v_articles a ON a.n = f.article
LEFT JOIN terms u ON u.n = f.unit;

CREATE VIEW v_times AS
SELECT a.article, a.outlet, a.published, t.words, k.term AS type, coalesce(t.value, iif(t.first = t.last, date(t.first * 86400, 'unixepoch'), NULL)) AS value,
       date(t.first * 86400, 'unixepoch') AS first, date(t.last * 86400, 'unixepoch') AS last, t.score / 10000.0 AS score
FROM times t JOIN v_articles a ON a.n = t.article
JOIN terms k ON k.n = t.type;

CREATE VIEW v_entities AS
SELECT a.article, a.outlet, a.published, k.term AS kind, p.as_printed AS name, p.person, e.n_mentions
FROM entities e JOIN v_articles a ON a.n = e.article
JOIN terms k ON k.n = e.kind
JOIN v_people p ON p.name = e.name;
