"""First schema. The history only goes forward: the way back is the copy that was made before."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bodies",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("digest", name=op.f("uq_bodies_digest")),
    )
    op.create_table(
        "leases",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_leases")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "runs",
        sa.Column("id", ID, nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "sites",
        sa.Column("id", ID, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("host", name=op.f("uq_sites_host")),
    )
    op.create_table(
        "versions",
        sa.Column("id", ID, nullable=False),
        sa.Column("copydesk", sa.Text(), nullable=False),
        sa.Column("extract", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint(
            "copydesk",
            "extract",
            "rules",
            "model",
            "context",
            name=op.f("uq_versions_copydesk_extract_rules_model_context"),
        ),
    )
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("garble", sa.Text(), nullable=False),
        sa.Column("looks_like", sa.Text(), nullable=True),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("cut_lines", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("fetch_id", ID, nullable=True),
        sa.Column("cleaning_id", ID, nullable=True),
        sa.Column("version_id", ID, nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_articles_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("key", name=op.f("uq_articles_key")),
    )
    op.create_index(
        "ix_articles_flagged",
        "articles",
        ["score", "id", "language", "verdict"],
        unique=False,
        sqlite_where=sa.text("flagged = true"),
        postgresql_where=sa.text("flagged = true"),
    )
    op.create_index(
        "ix_articles_flagged_site",
        "articles",
        ["site_id", "score", "id", "language", "verdict"],
        unique=False,
        sqlite_where=sa.text("flagged = true"),
        postgresql_where=sa.text("flagged = true"),
    )
    op.create_index("ix_articles_score", "articles", ["score", "id", "language", "verdict", "site_id"], unique=False)
    op.create_index("ix_articles_site_id", "articles", ["site_id", "id"], unique=False)
    op.create_table(
        "tallies",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_tallies_site_id")),
        sa.PrimaryKeyConstraint("site_id", "name", name=op.f("pk_tallies")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "addresses",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_addresses_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint("key", name=op.f("uq_addresses_key")),
    )
    op.create_table(
        "fetches",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("requested_id", ID, nullable=False),
        sa.Column("final_id", ID, nullable=False),
        sa.Column("body_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("requested_url", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_fetches_article_id")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_fetches_body_id")),
        sa.ForeignKeyConstraint(["final_id"], ["addresses.id"], name=op.f("fk_fetches_final_id")),
        sa.ForeignKeyConstraint(["requested_id"], ["addresses.id"], name=op.f("fk_fetches_requested_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_fetches_run_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_fetches_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetches")),
        sa.UniqueConstraint(
            "requested_id", "final_id", "body_id", name=op.f("uq_fetches_requested_id_final_id_body_id")
        ),
    )
    op.create_index("ix_fetches_article_id", "fetches", ["article_id"], unique=False)
    op.create_index(
        "ix_fetches_failed",
        "fetches",
        ["site_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'failed'"),
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.create_index(
        "ix_fetches_pending",
        "fetches",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_fetches_pending_site",
        "fetches",
        ["site_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "extractions",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fetch_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_extractions_article_id")),
        sa.ForeignKeyConstraint(["fetch_id"], ["fetches.id"], name=op.f("fk_extractions_fetch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extractions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_extractions_article_id_number")),
    )
    op.create_table(
        "failures",
        sa.Column("id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("fetch_id", ID, nullable=True),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["fetch_id"], ["fetches.id"], name=op.f("fk_failures_fetch_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_failures_run_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_failures_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
    )
    op.create_index("ix_failures_site_id", "failures", ["site_id", "id"], unique=False)
    op.create_index("ix_failures_key", "failures", ["key"], unique=False)
    op.create_index(
        "ix_failures_unresolved_site",
        "failures",
        ["site_id", "stage", "id"],
        unique=False,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "cleanings",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("extraction_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_id", ID, nullable=False),
        sa.Column("garble", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("looks_like", sa.Text(), nullable=True),
        sa.Column("is_article", sa.Boolean(), nullable=True),
        sa.Column("page_kind", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_cleanings_article_id")),
        sa.ForeignKeyConstraint(["confirmed_id"], ["versions.id"], name=op.f("fk_cleanings_confirmed_id")),
        sa.ForeignKeyConstraint(["extraction_id"], ["extractions.id"], name=op.f("fk_cleanings_extraction_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_cleanings_run_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_cleanings_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cleanings")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_cleanings_article_id_number")),
    )
    op.create_table(
        "cuts",
        sa.Column("cleaning_id", ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cleaning_id"], ["cleanings.id"], name=op.f("fk_cuts_cleaning_id")),
        sa.PrimaryKeyConstraint("cleaning_id", "line", "number", name=op.f("pk_cuts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("cleaning_id", ID, nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_decisions_article_id")),
        sa.ForeignKeyConstraint(["cleaning_id"], ["cleanings.id"], name=op.f("fk_decisions_cleaning_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_article_id", "decisions", ["article_id", "id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("cleaning_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cleaning_id"], ["cleanings.id"], name=op.f("fk_findings_cleaning_id")),
        sa.PrimaryKeyConstraint("cleaning_id", "number", name=op.f("pk_findings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "suspicions",
        sa.Column("cleaning_id", ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("litter", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["cleaning_id"], ["cleanings.id"], name=op.f("fk_suspicions_cleaning_id")),
        sa.PrimaryKeyConstraint("cleaning_id", "line", name=op.f("pk_suspicions")),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":  # what is zstd already is not worth another attempt
        op.execute("ALTER TABLE bodies ALTER COLUMN packed SET STORAGE EXTERNAL")
        op.execute("ALTER TABLE extractions ALTER COLUMN packed SET STORAGE EXTERNAL")
