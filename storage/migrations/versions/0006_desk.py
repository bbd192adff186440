"""The review desk: words about parts of articles, bulk decisions, filters, users, sessions, figures by week, search.

What is known already is filled in here, in SQL; the words of texts are indexed by `copydesk migrate` afterwards.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FILTERED_BUT_DAY = ["language", "verdict", "evidence", "looks_like", "cluster_id"]
FILTERED = ["language", "verdict", "evidence", "looks_like", "day", "cluster_id"]

SIGNALS = {
    1 << 0: ("formula", "spinner_phrase", "credit"),
    1 << 1: ("turned_compound",),
    1 << 2: (
        *("calque", "inflection", "wrong_article", "impossible_join", "determiner", "comparison", "agreement"),
        *("lost_subject", "of_chain", "verb_frame", "untranslated", "doubled_word", "fragment"),
    ),
    1 << 3: ("wrong_sense",),
    1 << 4: ("thesaurus_word", "implausible_wording"),
    1 << 5: ("number_form", "conversion"),
    1 << 6: ("name_order", "name_ending", "translated_name", "near_place", "group_possessive"),
    1 << 7: (
        *("translated_page", "translation_notice", "spin_marks", "stated_headline", "address_words", "mixed_language"),
        *("translation_plugin", "declared_language", "copied_feed"),
    ),
    1 << 8: ("site_rate",),
}
COPIES = 1 << 9

DAY = {
    "sqlite": """
        UPDATE articles SET day = (
            SELECT CASE
                WHEN date(substr(articles.published, 1, 10)) = substr(articles.published, 1, 10)
                    AND substr(articles.published, 1, 10) BETWEEN '1990-01-01' AND date(f.seen_at, '+2 days')
                THEN CAST(julianday(substr(articles.published, 1, 10)) - 2440587.5 AS INTEGER)
                ELSE CAST(julianday(date(f.seen_at)) - 2440587.5 AS INTEGER)
            END
            FROM fetches f WHERE f.id = articles.fetch_id
        )
        WHERE cleaning_id IS NOT NULL
    """,
    "postgresql": r"""
        UPDATE articles SET day = CASE
            WHEN stated.day BETWEEN DATE '1990-01-01' AND stated.seen + 2
                AND to_char(stated.day, 'YYYY-MM-DD') = left(published, 10)
            THEN stated.day - DATE '1970-01-01'
            ELSE stated.seen - DATE '1970-01-01'
        END
        FROM (
            SELECT a.id AS article_id, (f.seen_at AT TIME ZONE 'UTC')::date AS seen,
                CASE
                    WHEN a.published ~ '^(199\d|[2-9]\d\d\d)-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])'
                    THEN make_date(substr(a.published, 1, 4)::int, substr(a.published, 6, 2)::int, 1)
                        + substr(a.published, 9, 2)::int - 1
                END AS day
            FROM articles a JOIN fetches f ON f.id = a.fetch_id
            WHERE a.cleaning_id IS NOT NULL
        ) AS stated
        WHERE stated.article_id = articles.id
    """,
}
"""As prints.day_of counts it."""

EVIDENCE = """
    UPDATE articles SET evidence = coalesce((
        SELECT sum(DISTINCT CASE {cases} ELSE 0 END) FROM findings f WHERE f.cleaning_id = articles.cleaning_id
    ), 0) + CASE WHEN drift IS NULL THEN 0 ELSE {copies} END
    WHERE cleaning_id IS NOT NULL
"""
EXTRACTION = """
    UPDATE articles SET extraction_id = (SELECT extraction_id FROM cleanings c WHERE c.id = articles.cleaning_id)
    WHERE cleaning_id IS NOT NULL
"""
WEEKS = (
    """
    INSERT INTO weeks (site_id, week, name, total)
    SELECT site_id, day - (day + 3) % 7, 'articles', count(*) FROM articles WHERE day IS NOT NULL GROUP BY 1, 2
    """,
    """
    INSERT INTO weeks (site_id, week, name, total)
    SELECT site_id, day - (day + 3) % 7, 'flagged', count(*) FROM articles WHERE day IS NOT NULL AND flagged
    GROUP BY 1, 2
    """,
    """
    INSERT INTO weeks (site_id, week, name, total)
    SELECT site_id, day - (day + 3) % 7, 'lines', sum(lines) FROM articles WHERE day IS NOT NULL
    GROUP BY 1, 2 HAVING sum(lines) > 0
    """,
    """
    INSERT INTO weeks (site_id, week, name, total)
    SELECT site_id, week, 'cut:' || kind, count(*) FROM (
        SELECT DISTINCT a.site_id, a.day - (a.day + 3) % 7 AS week, c.kind, c.cleaning_id, c.line
        FROM articles a JOIN cuts c ON c.cleaning_id = a.cleaning_id WHERE a.day IS NOT NULL
    ) AS lines GROUP BY 1, 2, 3
    """,
)
UNREAD = """
    INSERT INTO marks (name, number) VALUES
        ('texts', 0), ('texts_until', (SELECT coalesce(max(id), 0) FROM extractions))
"""


def upgrade() -> None:
    add_columns()
    add_tables()
    fill()
    renew_indexes()


def add_columns() -> None:
    for table, column in (
        ("articles", sa.Column("extraction_id", ID, nullable=True)),
        ("articles", sa.Column("evidence", sa.Integer(), nullable=True)),
        ("articles", sa.Column("day", sa.Integer(), nullable=True)),
        ("decisions", sa.Column("subject", sa.Text(), nullable=True)),
        ("decisions", sa.Column("key", sa.LargeBinary(), nullable=True)),
        ("decisions", sa.Column("target", sa.Text(), nullable=True)),
        ("decisions", sa.Column("undoes_id", ID, nullable=True)),
        ("decisions", sa.Column("batch_id", ID, nullable=True)),
    ):
        op.add_column(table, column)
    op.create_index("ix_decisions_who", "decisions", ["who", "id"])
    where = sa.text("batch_id IS NOT NULL")
    op.create_index(
        "ix_decisions_batch_id", "decisions", ["batch_id", "article_id"], sqlite_where=where, postgresql_where=where
    )


def add_tables() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_filters_name")),
    )
    op.create_table(
        "users",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "sessions",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_table(
        "weeks",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_weeks_site_id")),
        sa.PrimaryKeyConstraint("site_id", "week", "name", name=op.f("pk_weeks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE texts USING fts5(words, content='', columnsize=0, tokenize='ascii')")
        return
    op.create_table(
        "texts",
        sa.Column("extraction_id", ID, autoincrement=False, nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("extraction_id", name=op.f("pk_texts")),
    )
    op.create_index("ix_texts_words", "texts", ["words"], postgresql_using="gin")


def fill() -> None:
    cases = " ".join(
        f"WHEN f.signal IN ({', '.join(repr(name) for name in names)}) THEN {bit}" for bit, names in SIGNALS.items()
    )
    for statement in (
        DAY[op.get_bind().dialect.name],
        EVIDENCE.format(cases=cases, copies=COPIES),
        EXTRACTION,
        *WEEKS,
        UNREAD,
    ):
        op.execute(statement)


def renew_indexes() -> None:
    for name in ("flagged", "flagged_site", "score", "confidence", "drift"):
        op.drop_index(f"ix_articles_{name}", "articles")
    for name, columns, condition in (
        ("flagged", ["score", "id", "site_id", *FILTERED, "confidence"], "flagged = true"),
        ("score", ["score", "id", "site_id", *FILTERED, "confidence"], None),
        ("site_score", ["site_id", "score", "id", "flagged", *FILTERED, "confidence"], None),
        ("confidence", ["confidence", "id", "site_id", *FILTERED, "score"], None),
        ("drift", ["drift", "id", "site_id", *FILTERED, "score", "confidence"], "drift IS NOT NULL"),
        ("day", ["day", "score", "id", "flagged", "site_id", *FILTERED_BUT_DAY, "confidence"], None),
        ("verdict", ["verdict", "score", "id"], "verdict IS NOT NULL"),
        ("cluster_id", ["cluster_id", "score", "id"], "cluster_id IS NOT NULL"),
        ("extraction_id", ["extraction_id", "id", "score", "flagged", "site_id", *FILTERED, "confidence"], None),
    ):
        where = None if condition is None else sa.text(condition)
        op.create_index(f"ix_articles_{name}", "articles", columns, sqlite_where=where, postgresql_where=where)
